using Google.Protobuf.WellKnownTypes;
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
        DeadlineWord.ByEndOfDay => StartOf(deadline, 1),
        DeadlineWord.Before => StartOf(deadline, 0),
        _ => null,
    };

    private static Timestamp? StartOf(DeadlineMeaning deadline, int daysLater) =>
        deadline.Zone.Length > 0 && Zones.TryFind(deadline.Zone, out var zone) && DeadlineRules.DayOf(deadline) is { } day
            ? zone.AtStartOfDay(day.PlusDays(daysLater)).ToInstant().ToTimestamp()
            : null;
}
