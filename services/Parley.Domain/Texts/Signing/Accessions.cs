using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>Joining a concluded text: where the text is open to that, to whom, and until when.</summary>
internal static class Accessions
{
    /// <summary>
    /// A party joins a concluded text by the deadline, which an act at its very instant keeps. One that takes no part in the talks deposits
    /// its instrument with the mediators, who record it.
    /// </summary>
    public static Decision Accede(TextRecord text, AccedeToTextRequest request, RuleContext context)
    {
        var (party, rejection) = Signatory.OrDepositary(text, request.Party, context);
        if (party is null)
        {
            return rejection!;
        }

        if ((Bar(text, party, context)
            ?? Authority.Check(text, party, request.Authority, ConsentAct.Accede, context.Caller)
            ?? TextLimits.Consent(text, party, request.Declaration, request.Reservation)) is { } refusal)
        {
            return refusal;
        }

        return new Event
        {
            TextSigned = new()
            {
                Signature = new()
                {
                    Party = party,
                    Act = ConsentAct.Accede,
                    Capacity = MemberCapacity.Party, // Whoever joins is bound, in whatever capacity it took part in the talks.
                    Authority = request.Authority,
                    Declaration = request.Declaration,
                    Reservation = request.Reservation,
                },
            },
        };
    }

    /// <summary>True when the text's words let the party join once it is concluded, whatever the time.</summary>
    public static bool IsOpenTo(TextRecord text, string party) =>
        text.Tabled.Accession is { } accession
        && !accession.Excluded.Contains(party)
        && (accession.OpenTo.Count == 0 || accession.OpenTo.Contains(party));

    private static Rejection? Bar(TextRecord text, string party, RuleContext context)
    {
        if (text.Tabled.Accession?.Excluded.Contains(party) == true)
        {
            return Rejection.Precondition("ACTOR_EXCLUDED", text.Journal, $"The text excludes {party} from acceding to it.").With("party", party);
        }

        if (SignatureSet.IsBound(text, party))
        {
            return Rejection.Precondition("ALREADY_BOUND", text.Journal, $"{party} has signed or joined this text already.").With("party", party);
        }

        if (text.ConcludedAt is null || !IsOpenTo(text, party) || !IsRegistered(text, party, context))
        {
            return Rejection.Precondition(
                "ACCESSION_NOT_OPEN", text.Journal,
                text.ConcludedAt is null ? "The text is not concluded yet; nobody can join it before." : $"The text is not open to the accession of {party}.");
        }

        return text.Tabled.Accession?.Deadline?.Resolved?.Instant?.ToInstant() is { } deadline && context.Now > deadline
            ? Rejection.Precondition("ACCESSION_DEADLINE_PASSED", text.Journal, $"Accession was open until {deadline.ToText()}.")
                .With("deadline", deadline.ToText())
            : null;
    }

    /// <summary>Open to all, that is to every party of the conflict: a name that is not on its register is nobody's.</summary>
    public static bool IsRegistered(TextRecord text, string party, RuleContext context) =>
        context.Conflict(ResourceName.ConflictOf(text.Journal))?.Parties.Any(p => p.Name == party) != false;
}
