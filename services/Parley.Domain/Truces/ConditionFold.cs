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

        return truce with { Conditions = truce.Conditions.SetItem(recorded.Condition, status) };
    }
}
