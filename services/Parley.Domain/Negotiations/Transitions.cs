using NodaTime;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>Something that is due at an instant.</summary>
/// <param name="At">When.</param>
/// <param name="Event">The event that records it.</param>
internal readonly record struct Due(Instant At, Func<Event> Event);

/// <summary>
/// What happens by the clock alone. At one instant the law's order is: accreditations, readiness that runs out, rounds that close, and
/// the deadline last, so that whatever comes about at it is still part of the talks. Everything but the deadline goes on after
/// the end: who may read, and what was agreed to be looked for, do not hang on whether anybody still talks.
/// </summary>
internal static class Transitions
{
    /// <summary>The earliest; null for none.</summary>
    public static Frame.TimedTransition? Next(NegotiationRecord talks)
    {
        Due? first = null;
        foreach (var due in AccreditationRules.Due(talks).Concat(ReadinessRules.Due(talks)).Concat(BlindRangeRules.Due(talks)).Concat(Deadline(talks)))
        {
            // Stable: of equal instants the first in the law's order stays.
            if (first is null || due.At < first.Value.At)
            {
                first = due;
            }
        }

        return first is { } chosen ? new(chosen.At, [chosen.Event()]) : null;
    }

    private static IEnumerable<Due> Deadline(NegotiationRecord talks)
    {
        if (!talks.IsOver && talks.Deadline is { } deadline)
        {
            yield return new(deadline, () => new() { NegotiationLapsed = new() });
        }
    }
}
