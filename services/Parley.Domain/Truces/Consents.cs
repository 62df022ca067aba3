using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Each party's act is its own: two ministries that publish the same statement make a truce between two parties only with
/// the second act.
/// </summary>
internal static class Consents
{
    /// <summary>A party whose acceptance the text asks for accepts.</summary>
    public static Decision Accept(TruceRecord truce, AcceptTruceRequest request, RuleContext context)
    {
        var acting = Signatory(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        if (truce.ConsentOf(acting.Party)?.State == ConsentState.Accepted)
        {
            return Rejection.Precondition("ALREADY_ACCEPTED", truce.Journal, $"{acting.Party} has accepted this text. Its acceptance stands until the text is amended.");
        }

        return TermOver(truce, context.Now) is { } over
            ? over
            : new Event { TruceAccepted = new() { Party = acting.Party, Declaration = request.Declaration } };
    }

    /// <summary>A party whose acceptance the text asks for declines; it may still accept.</summary>
    public static Decision Decline(TruceRecord truce, DeclineTruceRequest request, RuleContext context)
    {
        var acting = Signatory(request.Party, truce, context);
        return acting.Rejection is not null
            ? acting.Rejection
            : new Event { TruceDeclined = new() { Party = acting.Party, Reason = request.Reason } };
    }

    /// <summary>
    /// A party joins a truce that it did not conclude: by the deadline, which an act at its very instant keeps, if it is not
    /// excluded and the truce is open to it.
    /// </summary>
    public static Decision Adhere(TruceRecord truce, AdhereToTruceRequest request, RuleContext context)
    {
        var acting = Acting.ForParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        return AdherenceBar(truce, acting.Party, context.Now) is { } bar
            ? bar
            : new Event { TruceAdhered = new() { Party = acting.Party, Declaration = request.Declaration, Zone = ZoneOf(truce, acting.Party, context) } };
    }

    private static Rejection? AdherenceBar(TruceRecord truce, string party, Instant now)
    {
        var terms = truce.Terms;
        if (terms.ExcludedActors.Any(x => x.Party == party))
        {
            return Rejection.Precondition("ACTOR_EXCLUDED", truce.Journal, $"The terms exclude {party} from this truce.");
        }

        if (truce.ConsentOf(party) is { State: ConsentState.Accepted or ConsentState.Adhered })
        {
            return Rejection.Precondition("ALREADY_BOUND", truce.Journal, $"{party} has accepted or joined this truce already.");
        }

        if (terms.Adherence is not { } adherence || (adherence.OpenTo.Count > 0 && !adherence.OpenTo.Contains(party)))
        {
            return Rejection.Precondition("ADHERENCE_NOT_OPEN", truce.Journal, $"The terms do not open this truce to {party}. They can be amended.");
        }

        if (terms.Parties.Any(p => p.Party == party) && truce.Stage == TruceStage.Draft)
        {
            return Rejection.Precondition("ADHERENCE_NOT_OPEN", truce.Journal, $"The text asks for {party}'s acceptance: use AcceptTruce.");
        }

        if (truce.Stage == TruceStage.Draft && !Conclusion.ByAdherence(terms))
        {
            return Lifecycle.Forbidden(truce, AdhereToTruceRequest.Descriptor.Name, [.. Lifecycle.Table[AdhereToTruceRequest.Descriptor.Name].Where(s => s != TruceState.Draft)]);
        }

        if (adherence.Deadline?.ToInstant() is { } deadline && now > deadline)
        {
            return Rejection.Precondition("ADHERENCE_DEADLINE_PASSED", truce.Journal, $"Adherence was open until {deadline.ToText()}. The terms can be amended.")
                .With("deadline", deadline.ToText());
        }

        return truce.Stage == TruceStage.Draft ? TermOver(truce, now) : null;
    }

    /// <summary>A truce whose stated end has passed can no longer be concluded.</summary>
    public static Rejection? TermOver(TruceRecord truce, Instant now) =>
        TermLaw.StatedEnd(truce.Terms.Term)?.ToInstant() is { } end && end <= now
            ? Rejection.Precondition("TERM_ALREADY_OVER", truce.Journal, $"The text ends the truce at {end.ToText()}, which has passed. Amend the draft first.")
                .With("end", end.ToText())
            : null;

    private static Acting Signatory(string requested, TruceRecord truce, RuleContext context)
    {
        var acting = Acting.ForParty(requested, truce, context);
        if (acting.Rejection is not null || truce.Terms.Parties.Any(p => p.Party == acting.Party))
        {
            return acting;
        }

        var hint = truce.Terms.Adherence is null ? "" : " The truce is open to adherence: use AdhereToTruce.";
        return acting with
        {
            Rejection = Rejection.Precondition("NOT_A_SIGNATORY", truce.Journal, $"The text does not ask for {acting.Party}'s acceptance.{hint}"),
        };
    }

    private static string ZoneOf(TruceRecord truce, string party, RuleContext context) =>
        context.Conflict(Parley.Contract.ResourceName.ConflictOf(truce.Journal))?.Parties.FirstOrDefault(p => p.Name == party)?.Zone
        ?? truce.Zones.FirstOrDefault(z => z.Party == party)?.Zone
        ?? "";
}
