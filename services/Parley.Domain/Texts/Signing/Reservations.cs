using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>Objections to reservations (Vienna Convention on the Law of Treaties, articles 20 to 23). What they come to in law is for lawyers.</summary>
internal static class Reservations
{
    /// <summary>Another signatory objects to a reservation.</summary>
    public static Decision Object(TextRecord text, ObjectToReservationRequest request, RuleContext context)
    {
        var (party, rejection) = Signatory.Resolve(text, request.Party, context);
        if (party is null)
        {
            return rejection!;
        }

        if (ForeignName.In(request.ReservingParty, ResourceName.ConflictOf(text.Journal), "reserving_party") is { } foreign)
        {
            return Rejection.Invalid(foreign);
        }

        if (!text.Signatures.Exists(s => s.Party == party && MayObject(s)))
        {
            return Rejection.Precondition("NOT_A_SIGNATORY", text.Journal, $"{party} has not signed this text. Only who has can object to reservations of others.");
        }

        if (IndexOf(text, request.ReservingParty) is not (>= 0 and var index) || request.ReservingParty == party)
        {
            var reserving = string.Join(", ", text.Signatures.Where(s => IsReserved(s) && s.Party != party).Select(s => s.Party).Distinct());
            return Rejection.Invalid(
                "reserving_party", "UNKNOWN_RESERVATION",
                reserving.Length == 0 ? "No other party has made a reservation." : $"{request.ReservingParty} has made no reservation to object to; {reserving} has.");
        }

        return text.Signatures[index].Objections.Any(o => o.Party == party)
            ? Rejection.Precondition("ALREADY_OBJECTED", text.Journal, $"{party} has objected to this reservation already.")
            : TextLimits.Words(text, request.Objection) is { } tooLong ? tooLong
            : new Event { ReservationObjected = new() { Party = request.ReservingParty, Objection = new() { Party = party, Text = request.Objection } } };
    }

    /// <summary>The place of a party's signature that stands and holds a reservation; negative for none.</summary>
    public static int IndexOf(TextRecord text, string party) => text.Signatures.FindLastIndex(s => s.Party == party && IsReserved(s));

    private static bool IsReserved(Signature signature) => signature.Reservation is not null && SignatureSet.Stands(signature);

    private static bool MayObject(Signature signature) =>
        SignatureSet.Stands(signature) && (SignatureSet.IsSignature(signature) || signature.Act == ConsentAct.Accede);
}
