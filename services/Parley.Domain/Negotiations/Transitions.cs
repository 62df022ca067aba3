using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// What happens by the clock alone. At one instant the law's order is: accreditations, readiness that runs out, rounds that close, and
/// the deadline last, so that whatever comes about at it is still part of the talks. Everything but the deadline goes on after
/// the end: who may read, and what was agreed to be looked for, do not hang on whether anybody still talks.
/// </summary>
internal static class Transitions
{
    /// <summary>The earliest; null for none.</summary>
    public static TimedTransition? Next(NegotiationRecord talks) => TimedTransition.First(
        [.. AccreditationRules.Due(talks), .. ReadinessRules.Due(talks), .. BlindRangeRules.Due(talks), .. Deadline(talks)]);

    private static IEnumerable<TimedTransition> Deadline(NegotiationRecord talks)
    {
        if (!talks.IsOver && talks.Deadline is { } deadline)
        {
            yield return new(deadline, () => [new() { NegotiationLapsed = new() }]);
        }
    }
}
