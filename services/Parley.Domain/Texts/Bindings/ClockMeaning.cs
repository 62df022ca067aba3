using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Whether the clock that words name is the parameter's. On 10 October 2020 an hour was agreed on one clock and kept on another; a name that
/// nobody here can read is told of, so that people compare it.
/// </summary>
internal static class ClockMeaning
{
    /// <summary>True when one of the clocks in the words is one of those on which the parameter is stated, or the words name none.</summary>
    public static bool Agrees(NamedClocks clocks, ImmutableArray<StatedClock> stated) =>
        !clocks.Named.Exists(c => c.IsRead) || clocks.Named.Exists(c => stated.Any(s => s.Is(c)));

    /// <summary>Records the clocks in the words that could not be compared with the parameter.</summary>
    public static void Tell(BindingReading reading, LanguageVersion version, IEnumerable<ClockName> unread, string parameter)
    {
        foreach (var clock in unread)
        {
            var why = clock.Kind == ClockKind.Local ? "says it only to those who know the place" : "is no clock that is known here, or several";
            reading.Tell(version, $"{clock} ({version.Language}) {why}; the parameter says {parameter}. Compare them, or name the city, such as \"Moscow time\".");
        }
    }

    /// <summary>
    /// Refuses where the words of a version count a day on another clock than the deadline's zone. Where they say a time, the clock is that of
    /// the time.
    /// </summary>
    public static void CompareDay(BindingReading reading, LanguageVersion version, string zone, LocalDate day)
    {
        var words = WordReading.Of(version.Language, version.WithTail, compact: false);
        if (words.SaysTime)
        {
            return;
        }

        var clocks = NamedClocks.Of(version, words);
        var parameter = zone.Length == 0 ? "nothing of by whose clocks its day is counted: set zone" : $"the day of {zone}";
        foreach (var clock in clocks.Named.Where(c => c.IsRead && !Counts(c, zone, day)))
        {
            reading.Differs(version, clock.ToString(), parameter);
        }

        Tell(reading, version, clocks.Unread, parameter);
    }

    /// <summary>True when the day begins and ends on the clock in the words as it does in the zone.</summary>
    private static bool Counts(ClockName clock, string zone, LocalDate day)
    {
        if (zone.Length == 0 || !Zones.TryFind(zone, out var known))
        {
            return false;
        }

        var start = known.AtStartOfDay(day);
        return clock.Kind == ClockKind.Zone
            ? Zones.AreOne(clock.Zone, zone)
            : start.Offset == clock.Offset && known.AtStartOfDay(day.PlusDays(1)).Offset == clock.Offset;
    }
}
