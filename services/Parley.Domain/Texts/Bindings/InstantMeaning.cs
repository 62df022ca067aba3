using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Words that name an instant: the clock time must stand in them, as one of the zones of the parameter has it, and every other time, date and
/// number in them must agree. Zones in words, "Moscow time", are not compared: only offsets in digits are.
/// </summary>
internal static class InstantMeaning
{
    public static void Check(BindingReading reading)
    {
        if (reading.Times.Resolve(reading.Binding.Instant, "binding.instant") is not { } instant)
        {
            return;
        }

        reading.Binding.Instant = instant;
        foreach (var version in reading.Versions)
        {
            Compare(reading, version, instant);
        }
    }

    /// <summary>Refuses where the words of a version say another instant than this one, which is resolved.</summary>
    public static void Compare(BindingReading reading, LanguageVersion version, LegalTime instant)
    {
        var words = WordReading.Of(version.Language, version.WithTail);
        var stated = Stated(instant);
        var parameter = string.Join(", or ", stated.Select(Text));
        var meant = stated.Where(s => words.Times.Exists(t => t.Is(s.TimeOfDay))).ToList();
        if (words.Midnight && !words.Times.Contains(new(0, 0)))
        {
            reading.Differs(version, "midnight, which is the midnight of two dates: write 00:00 and the date", parameter, TimeReasons.TimeOfDayAmbiguous);
        }
        else if (meant.Count == 0 || !Agrees(words, stated, meant))
        {
            reading.Differs(version, words.ToString(), parameter);
        }
    }

    private static bool Agrees(WordReading words, ImmutableArray<OffsetDateTime> stated, List<OffsetDateTime> meant) =>
        words.Times.TrueForAll(t => stated.Any(s => t.Is(s.TimeOfDay)))
        && words.Offsets.TrueForAll(o => stated.Any(s => s.Offset == o))
        && words.Days.TrueForAll(d => meant.Exists(m => m.Day == d))
        && words.Months.TrueForAll(month => meant.Exists(m => m.Month == month))
        && words.Years.TrueForAll(y => meant.Exists(m => m.Year == y))
        && words.Others.TrueForAll(o => meant.Exists(m => m.Day.ToString() == o));

    /// <summary>The instant on each clock on which it is stated.</summary>
    private static ImmutableArray<OffsetDateTime> Stated(LegalTime instant) =>
    [
        .. instant.AlsoStated
            .Select(a => LegalTimes.Resolve(new() { LocalTime = a.LocalTime, Zone = a.Zone, UtcOffset = a.UtcOffset }, [], "").Time?.Resolved)
            .OfType<ResolvedTime>().Prepend(instant.Resolved)
            .Select(r => r.Instant.ToInstant().WithOffset(Zones.TryParseOffset(r.UtcOffset, out var offset) ? offset : Offset.Zero)),
    ];

    private static string Text(OffsetDateTime time) =>
        NodaTime.Text.OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>").Format(time);
}
