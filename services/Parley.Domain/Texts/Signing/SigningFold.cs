using NodaTime;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Drafting;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>What acts of consent make of a text.</summary>
internal static class SigningFold
{
    /// <summary>Folds one head event; null when it is not about consent.</summary>
    public static TextRecord? Apply(TextRecord text, Event e, Instant at) => e.BodyCase switch
    {
        Event.BodyOneofCase.FullPowersDeposited => text with { FullPowers = text.FullPowers.Add(e.FullPowersDeposited.FullPowers) },
        Event.BodyOneofCase.FullPowersRevoked => Revoked(text, e.FullPowersRevoked.FullPowers, at),
        Event.BodyOneofCase.TextSigned => Signed(text, Dated(e.TextSigned.Signature, at)),
        Event.BodyOneofCase.SignatureConfirmed => Waiting(
            text, e.SignatureConfirmed.Party, s => (s.ConfirmTime, s.Instructions) = (at.ToTimestamp(), e.SignatureConfirmed.Instructions)),
        Event.BodyOneofCase.SignatureLapsed => Waiting(text, e.SignatureLapsed.Party, s => s.LapseTime = at.ToTimestamp()),
        Event.BodyOneofCase.SignatureWithdrawn => Withdrawn(text, e.SignatureWithdrawn, at),
        Event.BodyOneofCase.ReservationObjected => Objected(text, e.ReservationObjected, at),
        Event.BodyOneofCase.SilenceProcedureOpened => SilenceFold.Opened(text, e.SilenceProcedureOpened),
        Event.BodyOneofCase.SilenceBroken => SilenceFold.Broken(text, e.SilenceBroken, at),
        Event.BodyOneofCase.SilenceAssented => SilenceFold.Assented(text, e.SilenceAssented, at),
        Event.BodyOneofCase.ConsentOpeningAgreed => ConclusionFold.Agreed(text, e.ConsentOpeningAgreed),
        Event.BodyOneofCase.ConsentOpeningOver => ConclusionFold.Over(text, e.ConsentOpeningOver),
        Event.BodyOneofCase.TextStateReached => ConclusionFold.Reached(text, e.TextStateReached, at),
        _ => null,
    };

    /// <summary>
    /// A call is settled: whether a truce that the text opens is open can be seen on the text from now on. Why one is not may be another's
    /// secret and is not said.
    /// </summary>
    public static TextRecord Settled(TextRecord text, PendingCall call, CallSettled settled) =>
        call.Request.OpenTruce is { } open ? Opened(text, ResourceName.IdOf(open.Name), settled.Refusal) : text;

    private static TextRecord Opened(TextRecord text, string truce, string refusal) =>
        text with { OpenedTruces = text.OpenedTruces.SetItem(truce, refusal.Length == 0 ? "" : Truces.Creation.NotOpened) };

    private static TextRecord Revoked(TextRecord text, string id, Instant at)
    {
        var index = text.FullPowers.FindIndex(p => p.Id == id);
        var revoked = text.FullPowers[index].Clone();
        revoked.RevokeTime = at.ToTimestamp();
        return text with { FullPowers = text.FullPowers.SetItem(index, revoked) };
    }

    private static TextRecord Signed(TextRecord text, Signature signature) =>
        AgreementFold.Affirmed(text, signature.Party) with { Signatures = text.Signatures.Add(signature) };

    private static Signature Dated(Signature signature, Instant at)
    {
        var dated = signature.Clone();
        dated.Time = at.ToTimestamp();
        return dated;
    }

    /// <summary>Changes the signature of a member that waits for its confirmation.</summary>
    private static TextRecord Waiting(TextRecord text, string party, Action<Signature> change) =>
        Changed(text, text.Signatures.FindIndex(s => s.Party == party && SignatureSet.AwaitsConfirmation(s)), change);

    /// <summary>
    /// What was declared, reserved and objected to with it went with it: the journal holds it, and here only the reason of the last one is left. A signature can
    /// be given and taken back again and again, and must not fill the text.
    /// </summary>
    private static TextRecord Withdrawn(TextRecord text, SignatureWithdrawn withdrawn, Instant at)
    {
        var earlier = text.Signatures.FindLastIndex(s => s.Party == withdrawn.Party && s.WithdrawReason is not null);
        return Changed(
            earlier < 0 ? text : Changed(text, earlier, s => s.WithdrawReason = null),
            text.Signatures.FindIndex(s => s.Party == withdrawn.Party && SignatureSet.IsSignature(s) && SignatureSet.Stands(s)),
            s =>
            {
                (s.WithdrawTime, s.WithdrawReason) = (at.ToTimestamp(), withdrawn.Reason);
                (s.Declaration, s.Reservation, s.Instructions) = (null, null, null);
                s.Objections.Clear();
            });
    }

    private static TextRecord Objected(TextRecord text, ReservationObjected objected, Instant at)
    {
        var objection = objected.Objection.Clone();
        objection.Time = at.ToTimestamp();
        return Changed(text, Reservations.IndexOf(text, objected.Party), s => s.Objections.Add(objection));
    }

    private static TextRecord Changed(TextRecord text, int index, Action<Signature> change)
    {
        var changed = text.Signatures[index].Clone();
        change(changed);
        return text with { Signatures = text.Signatures.SetItem(index, changed) };
    }
}
