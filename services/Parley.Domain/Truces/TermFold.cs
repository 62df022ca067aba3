using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What begins, moves and ends terms.</summary>
internal static class TermFold
{
    public static TruceRecord Proposed(TruceRecord truce, TruceExtensionProposed proposed, Actor? proposer, Instant at)
    {
        var proposal = new ExtensionProposal
        {
            Id = proposed.Id,
            Period = proposed.Period,
            Until = proposed.Until,
            Proposer = proposer,
            ProposeTime = at.ToTimestamp(),
            TermOf = proposed.TermOf,
        };
        if (proposed.Party.Length > 0)
        {
            proposal.AcceptedBy.Add(proposed.Party);
        }

        return truce with { Proposals = truce.Proposals.Add(proposal) };
    }

    public static TruceRecord Accepted(TruceRecord truce, TruceExtensionAccepted accepted) =>
        ChangeProposal(truce, accepted.Id, p => p.AcceptedBy.Add(accepted.Party));

    public static TruceRecord Extended(TruceRecord truce, TruceExtended extended, Instant at)
    {
        var holder = TermHolder.Of(extended.TermOf);
        var step = new TermStep(TermStepKind.Earned, extended.Extensions);
        if (extended.ExtensionProposal.Length > 0)
        {
            truce = ChangeProposal(truce, extended.ExtensionProposal, p => p.AcceptTime = at.ToTimestamp());
            var proposal = truce.Proposals.Find(p => p.Id == extended.ExtensionProposal)!;
            step = new(TermStepKind.Consent, 1, proposal.Period, proposal.Until?.Resolved);
        }

        var moved = Step(truce, holder, step, extended.End);
        return moved with { Notices = moved.Notices.ConvertAll(n => NoticeFold.AtEnd(n, holder, extended.End)) };
    }

    public static TruceRecord Renewed(TruceRecord truce, TruceRenewed renewed) =>
        Step(truce, TermHolder.Of(renewed.TermOf), new(TermStepKind.Renewal, 1), renewed.End);

    public static TruceRecord Began(TruceRecord truce, TruceOwnTermBegan began) => truce with
    {
        Running = truce.Running.SetItem(TermHolder.Of(began.TermOf), new(began.Start, began.End)),
    };

    /// <summary>The term is over; where an event ended it, that event's instant is its end.</summary>
    public static TruceRecord Ended(TruceRecord truce, TermHolder holder, Instant at)
    {
        if (!truce.Running.TryGetValue(holder, out var running))
        {
            return truce;
        }

        var end = running.EndInstant is { } planned && planned <= at
            ? running.End
            : ResolvedTimes.At(at, running.Start.CountingZone());
        return truce with { Running = truce.Running.SetItem(holder, running with { End = end, Ended = true }) };
    }

    /// <summary>Counts every running term again, because the text or the effect has changed; no end moves to before that.</summary>
    public static TruceRecord CountAnew(TruceRecord truce, Instant at)
    {
        var running = truce.Running;
        foreach (var (holder, term) in truce.Running)
        {
            if (term.Ended || TermLaw.TextOf(truce.Terms, holder) is null)
            {
                continue;
            }

            var own = TermLaw.OwnTermOf(truce.Terms, holder);
            var start = holder.IsTruce ? Effects.First(truce)?.Time : own is null ? null : TermLaw.StartOf(truce, own);
            var from = start ?? term.Start;
            var end = TermLaw.EndOf(truce, holder, from, term.Steps);
            if (end is not null && end.ToInstant() < at)
            {
                end = ResolvedTimes.At(at, end.CountingZone());
            }

            running = running.SetItem(holder, term with { Start = from, End = end });
        }

        return truce with { Running = running };
    }

    private static TruceRecord Step(TruceRecord truce, TermHolder holder, TermStep step, ResolvedTime end) =>
        truce.Running.TryGetValue(holder, out var running)
            ? truce with { Running = truce.Running.SetItem(holder, running with { End = end, Steps = Added(running.Steps, step) }) }
            : truce;

    private static ImmutableList<TermStep> Added(ImmutableList<TermStep> steps, TermStep step) =>
        step.Kind == TermStepKind.Renewal && steps is [.., { Kind: TermStepKind.Renewal } last]
            ? steps.SetItem(steps.Count - 1, last with { Count = last.Count + step.Count })
            : steps.Add(step);

    private static TruceRecord ChangeProposal(TruceRecord truce, string id, Action<ExtensionProposal> change) =>
        truce with { Proposals = truce.Proposals.Changed(p => p.Id == id, change) };
}
