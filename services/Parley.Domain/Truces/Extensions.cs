using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Extending a term before it ends, by the consent of every party bound or by performance. The new end counts from the end
/// at the last acceptance, so an extension a microsecond before the end leaves no gap.
/// </summary>
internal static class Extensions
{
    /// <summary>A party bound, or a mediator, proposes; a party that proposes also accepts.</summary>
    public static Decision Propose(TruceRecord truce, ProposeExtensionRequest request, RuleContext context)
    {
        var acting = Acting.ForMediatorOrBoundParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        if ((request.Period.Length > 0) == (request.Until is not null))
        {
            return Rejection.Invalid("period", "PERIOD_OR_UNTIL", "Give either period or until.");
        }

        if (request.Period.Length > 0 && Periods.Violation(request.Period, "period") is { } period)
        {
            return Rejection.Invalid(period);
        }

        var until = request.Until is null ? default : LegalTimes.Resolve(request.Until, truce.CandidateZones, "until");
        if (request.Until is not null && until.Rejection is { } unresolved)
        {
            return unresolved;
        }

        if (Limits(truce, acting.Party) is { } full)
        {
            return full;
        }

        var holder = TermHolder.Of(request.TermOf);
        if (Bar(truce, holder, new(TermStepKind.Consent, 1, request.Period, until.Time?.Resolved)) is { } bar)
        {
            return bar;
        }

        return new Event
        {
            TruceExtensionProposed = new()
            {
                Id = context.AssignedId,
                Party = acting.Party,
                Period = request.Period,
                Until = until.Time,
                TermOf = holder.ToMessage(),
            },
        };
    }

    /// <summary>A party bound accepts; with the last one the end moves.</summary>
    public static Decision Accept(TruceRecord truce, AcceptExtensionRequest request, RuleContext context)
    {
        var acting = Acting.ForBoundParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        var open = truce.Proposals.FindAll(p => IsOpen(truce, p));
        open = open.IsEmpty ? truce.Proposals.FindAll(p => p.AcceptTime is null) : open;
        var proposal = request.ExtensionProposal.Length > 0
            ? truce.Proposals.Find(p => p.Id == request.ExtensionProposal)
            : open.Count == 1 ? open[0] : null;
        if (proposal is null)
        {
            return request.ExtensionProposal.Length == 0 && open.Count > 1
                ? Rejection.Invalid("extension_proposal", "PROPOSAL_AMBIGUOUS", $"{open.Count} proposals are open: {string.Join(", ", open.Select(p => p.Id))}. Say which.")
                : Rejection.Precondition("NO_SUCH_PROPOSAL", truce.Journal, "There is no such proposal to extend; propose one with ProposeExtension.");
        }

        if (proposal.AcceptTime is not null)
        {
            return Rejection.Precondition("PROPOSAL_SETTLED", truce.Journal, $"All have accepted proposal {proposal.Id}; its extension has been made.");
        }

        if (proposal.AcceptedBy.Contains(acting.Party))
        {
            return Rejection.Precondition("ALREADY_ACCEPTED", truce.Journal, $"{acting.Party} has accepted proposal {proposal.Id}; others are still to accept.");
        }

        return Bar(truce, TermHolder.Of(proposal.TermOf), StepOf(proposal)) is { } bar
            ? bar
            : new Event { TruceExtensionAccepted = new() { Id = proposal.Id, Party = acting.Party } };
    }

    /// <summary>The oldest proposal that every party bound has accepted, as the extension that it is.</summary>
    public static Event? Agreed(TruceRecord truce)
    {
        foreach (var proposal in truce.Proposals)
        {
            var holder = TermHolder.Of(proposal.TermOf);
            if (proposal.AcceptTime is null
                && truce.Bound is { IsEmpty: false } bound && bound.All(proposal.AcceptedBy.Contains)
                && Bar(truce, holder, StepOf(proposal)) is null)
            {
                return new()
                {
                    TruceExtended = new()
                    {
                        ExtensionProposal = proposal.Id,
                        End = TermLaw.After(truce, holder, truce.Running[holder], StepOf(proposal)),
                        Extensions = 1,
                        TermOf = holder.ToMessage(),
                    },
                };
            }
        }

        return null;
    }

    /// <summary>The extensions that performance has earned for a running term and that have not been made; never beyond the cap.</summary>
    public static Event? Earned(TruceRecord truce)
    {
        foreach (var holder in TermLaw.Holders(truce.Terms))
        {
            if (truce.Running.GetValueOrDefault(holder) is { Ended: false, End: not null } running
                && TermLaw.TextOf(truce.Terms, holder)?.PerformanceExtended is { } performance
                && EarnedSoFar(truce, performance) - running.Earned is > 0 and var more
                && TermLaw.Earn(truce, holder, running, (int)Math.Min(more, TruceLimits.EarnedExtensions - running.Earned)) is ( > 0, _) made)
            {
                return new() { TruceExtended = new() { End = made.End, Extensions = made.Count, TermOf = holder.ToMessage() } };
            }
        }

        return null;
    }

    private static long EarnedSoFar(TruceRecord truce, PerformanceExtendedTerm performance) =>
        (truce.Conditions.GetValueOrDefault(performance.Condition)?.Units ?? 0) / Math.Max(performance.UnitsPerExtension, 1);

    private static TermStep StepOf(ExtensionProposal proposal) =>
        new(TermStepKind.Consent, 1, proposal.Period, proposal.Until?.Resolved);

    /// <summary>Counted for each proposer: nobody can crowd out the others' proposals with its own.</summary>
    private static Rejection? Limits(TruceRecord truce, string proposer) =>
        TruceLimits.Check(truce.Journal, truce.Proposals.Count(p => p.Proposer.Party == proposer && IsOpen(truce, p)), TruceLimits.OpenProposals, "open proposals of yours to extend")
        ?? TruceLimits.Check(truce.Journal, truce.Proposals.Count, TruceLimits.Proposals, "proposals to extend");

    /// <summary>Still to be accepted, and not overtaken: a new end that the term has reached by now is no proposal any more.</summary>
    private static bool IsOpen(TruceRecord truce, ExtensionProposal proposal) =>
        proposal.AcceptTime is null && Bar(truce, TermHolder.Of(proposal.TermOf), StepOf(proposal)) is null;

    /// <summary>Why the term cannot be extended so; null when it can.</summary>
    private static Rejection? Bar(TruceRecord truce, TermHolder holder, TermStep step)
    {
        if (TermLaw.TextOf(truce.Terms, holder) is null)
        {
            return Rejection.Unknown("term_of", "UNKNOWN_TERM", $"term of {holder.Words}", TermLaw.OwnHolders(truce.Terms).Select(h => h.Words));
        }

        if (truce.Running.GetValueOrDefault(holder) is not { Ended: false, End: { } end } running)
        {
            return Rejection.Precondition("NO_TERM_TO_EXTEND", truce.Journal, $"The term of {holder.Words} has no end to move: it has none, has not begun, or is over.");
        }

        var now = end.ToInstant();
        var moved = step.Until ?? TermLaw.After(truce, holder, running, step)!;
        var then = moved.ToInstant();
        if (then <= now)
        {
            return Rejection.Precondition("EXTENSION_NOT_LATER", truce.Journal, $"The term of {holder.Words} ends at {now.ToText()} already; {then.ToText()} is no extension.")
                .With("end", now.ToText());
        }

        return TermLaw.Cap(truce, holder, running.Start)?.ToInstant() is { } cap && then > cap
            ? Rejection.Precondition("EXTENSION_EXCEEDS_CAP", truce.Journal, $"The text lets the term of {holder.Words} reach {cap.ToText()} at most. Propose less, or amend the term.")
                .With("cap", cap.ToText()).With("end", then.ToText())
            : null;
    }
}
