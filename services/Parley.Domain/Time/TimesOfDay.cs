using NodaTime;
using NodaTime.Text;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>Wall-clock times of day: 06:00, or 21:45:30.</summary>
public static class TimesOfDay
{
    private const int MinutesLength = 5;

    private static readonly LocalTimePattern ToTheMinute = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern ToTheSecond = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    /// <summary>Reads a time of day; 24:00 is none.</summary>
    public static bool TryParse(string text, out LocalTime time) =>
        (text.Length == MinutesLength ? ToTheMinute : ToTheSecond).Parse(text).TryGetValue(default, out time);

    /// <summary>
    /// The first instant at or after <paramref name="from"/> at which the clocks of the zone show the time. On a day whose
    /// clocks skip it, it moves forward by the length of the gap.
    /// </summary>
    /// <param name="from">The instant from which to look.</param>
    /// <param name="timeOfDay">The time of day, checked before.</param>
    /// <param name="zone">An IANA zone, an offset, or empty for UTC.</param>
    /// <exception cref="ArgumentException">Not a time of day, or not a zone; both are checked before they are recorded.</exception>
    public static ResolvedTime Next(Instant from, string timeOfDay, string zone)
    {
        if (!TryParse(timeOfDay, out var time))
        {
            throw new ArgumentException($"{timeOfDay} is not a time of day.", nameof(timeOfDay));
        }

        var on = Zones.Of(zone);

        // A gap may push yesterday's time into today, so the day before is looked at too.
        for (var day = from.InZone(on).Date.PlusDays(-1); ; day = day.PlusDays(1))
        {
            var local = day + time;
            var first = ResolvedTimes.Map(local, on, zone);
            if (first.ToInstant() >= from)
            {
                return first;
            }

            var second = on.MapLocal(local) is { Count: 2 } twice ? twice.Last() : (ZonedDateTime?)null;
            if (second is { } later && later.ToInstant() >= from)
            {
                return ResolvedTimes.At(later, zone);
            }
        }
    }
}
