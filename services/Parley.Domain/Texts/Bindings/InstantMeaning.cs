using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// Words that name an instant: the clock time must stand in them, as one of the zones of the parameter has it, and every other time, date,
/// number and clock in them must agree. Where they name clocks, one is the parameter's, and each shows that instant at the time beside it.
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

        TruceMeaning.CompareInstant(reading, instant.Resolved.Instant);
    }

    /// <summary>Refuses where the words of a version say another instant than this one, which is resolved.</summary>
    public static void Compare(BindingReading reading, LanguageVersion version, LegalTime instant)
    {
        var words = WordReading.Of(version.Language, version.WithTail);
        var clocks = NamedClocks.Of(version, words);
        var stated = StatedClock.Of(instant);
        var parameter = string.Join(", or ", stated);
        if (words.Midnight && !words.Times.Contains(new(0, 0)))
        {
            reading.Differs(version, "midnight, which is the midnight of two dates: write 00:00 and the date", parameter, TimeReasons.TimeOfDayAmbiguous);
        }
        else if (Agrees(words, clocks, [.. stated]))
        {
            ClockMeaning.Tell(reading, version, clocks.Unread, parameter);
        }
        else
        {
            reading.Differs(version, clocks.With(words), parameter);
        }
    }

    /// <summary>True when a time of the words is that of the instant, on the clocks that they tell it by, or else on one of the parameter's.</summary>
    public static bool Denotes(WordReading words, NamedClocks clocks, int time, List<StatedClock> stated)
    {
        var instant = stated[0].Shown.ToInstant();
        var (said, told) = (words.Times[time], clocks.OfTime(time).ToList());
        return told.Count > 0 ? told.TrueForAll(c => said.Is(c.ShownAt(instant).TimeOfDay)) : stated.Exists(s => said.Is(s.Shown.TimeOfDay));
    }

    private static bool Agrees(WordReading words, NamedClocks clocks, List<StatedClock> stated)
    {
        var instant = stated[0].Shown.ToInstant();
        var meant = stated.Select(s => s.Shown).Concat(clocks.Named.Where(c => c.IsRead).Select(c => c.ShownAt(instant)))
            .Where(s => words.Times.Exists(t => t.Is(s.TimeOfDay))).ToList();
        return meant.Count > 0
            && ClockMeaning.Agrees(clocks, [.. stated])
            && Enumerable.Range(0, words.Times.Count).All(t => Denotes(words, clocks, t, stated))
            && words.Days.TrueForAll(d => meant.Exists(m => m.Day == d))
            && words.Months.TrueForAll(month => meant.Exists(m => m.Month == month))
            && words.Years.TrueForAll(y => meant.Exists(m => m.Year == y))
            && words.Others.TrueForAll(o => meant.Exists(m => m.Day.ToString() == o));
    }
}
