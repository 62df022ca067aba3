using Google.Protobuf.WellKnownTypes;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>What a deadline comes to, by the word that it counts with.</summary>
internal static class DueInstants
{
    /// <summary>
    /// The first instant at which it is too late; null while it cannot be computed: the period's event has not come, or no zone says when the
    /// day begins and ends.
    /// </summary>
    /// <param name="word">How it is read; not always how it is bound.</param>
    /// <param name="deadline">The deadline, checked before.</param>
    public static Timestamp? Of(DeadlineWord word, DeadlineMeaning deadline) => word switch
    {
        DeadlineWord.At => deadline.At?.Resolved?.Instant,
        DeadlineWord.Before => StartOf(deadline, 0),
        DeadlineWord.Unspecified => null,
        _ => DeadlineEvents.EndOfHours(deadline)?.ToTimestamp() ?? StartOf(deadline, 1),
    };

    /// <summary>The last day of a deadline that counts in days: as it is stated, or as its event leads to it.</summary>
    public static LocalDate? DayOf(DeadlineMeaning deadline) => deadline.Date.Length > 0 ? DeadlineRules.DayOf(deadline) : DeadlineEvents.LastDay(deadline);

    private static Timestamp? StartOf(DeadlineMeaning deadline, int daysLater) =>
        deadline.Zone.Length > 0 && Zones.TryFind(deadline.Zone, out var zone) && DayOf(deadline) is { } day
            ? zone.AtStartOfDay(day.PlusDays(daysLater)).ToInstant().ToTimestamp()
            : null;
}
