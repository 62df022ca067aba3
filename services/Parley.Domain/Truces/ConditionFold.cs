using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What is recorded of conditions.</summary>
internal static class ConditionFold
{
    public static TruceRecord Recorded(TruceRecord truce, TruceConditionRecorded recorded, Actor? actor, Instant at)
    {
        var status = truce.Conditions.GetValueOrDefault(recorded.Condition)?.Clone() ?? new() { Id = recorded.Condition };
        status.Units += recorded.Units;
        if (recorded.Outcome != ConditionOutcome.Unspecified || status.Outcome == ConditionOutcome.Unspecified)
        {
            status.Outcome = recorded.Outcome;
            status.Time = at.ToTimestamp();
            status.Actor = actor;
            status.Basis = recorded.Basis;
        }

        var next = truce with { Conditions = truce.Conditions.SetItem(recorded.Condition, status) };
        return recorded.Outcome == ConditionOutcome.Met && HoldsOn(next, recorded.Condition) ? TermFold.CountAnew(next, at) : next;
    }

    /// <summary>True when a term waits for this event and has a shortest duration: with the event its end is known.</summary>
    private static bool HoldsOn(TruceRecord truce, string condition) =>
        truce.Running.Keys.Any(h => TermLaw.TextOf(truce.Terms, h)?.UntilEvent is { MinimumPeriod.Length: > 0 } waits && waits.Condition == condition);
}
