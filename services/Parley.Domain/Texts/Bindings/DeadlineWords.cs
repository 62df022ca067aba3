using NodaTime;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>Whether words name the day, instant or period of a deadline.</summary>
internal static class DeadlineWords
{
    /// <summary>Refuses where the words of a version name another.</summary>
    public static void Compare(BindingReading reading, LanguageVersion version, DeadlineMeaning deadline, bool mustSay)
    {
        switch (deadline.Word)
        {
            case DeadlineWord.At when mustSay || Says(version):
                InstantMeaning.Compare(reading, version, deadline.At);
                break;
            case DeadlineWord.ByEndOfDay or DeadlineWord.Before when DeadlineRules.DayOf(deadline) is { } day:
                // "Within a week" names the period that leads to the day, and not the day.
                var counts = deadline.Period.Length > 0 && SaysWithin(version);
                if (counts)
                {
                    ComparePeriod(reading, version, deadline, mustSay);
                }

                CompareDay(reading, version, day, mustSay && !counts);
                ClockMeaning.CompareDay(reading, version, deadline.Zone, day);
                break;
            case DeadlineWord.WithinPeriodFromEvent when mustSay || SaysWithin(version):
                ComparePeriod(reading, version, deadline, mustSay);
                break;
            case DeadlineWord.NoLaterThanDayN or DeadlineWord.OnDayN:
                DayNumbers.Compare(reading, version, deadline, mustSay);
                break;
            default:
                break;
        }
    }

    /// <summary>True where the words say a period within which something is to be done.</summary>
    public static bool SaysWithin(LanguageVersion version) =>
        DeadlineLexicon.Read(version).Words.Contains(DeadlineWord.WithinPeriodFromEvent) && PeriodWords.In(version.Language, version.Tokens).Exists(p => p.Unit >= 0);

    private static void ComparePeriod(BindingReading reading, LanguageVersion version, DeadlineMeaning deadline, bool mustSay)
    {
        var said = PeriodWords.In(version.Language, version.Tokens);
        if (PeriodWords.Differs(said, Periods.Parse(deadline.Period), mustSay) is { } period)
        {
            reading.Differs(version, period, deadline.Period);
        }
        else if (!said.Exists(p => p.IsWhole) && !said.Exists(p => p.Number > 0 && mustSay))
        {
            reading.Tell(version, $"\"{version.Words}\" ({version.Language}) says no period that can be read; the parameter says {deadline.Period}. Compare them, or write the number in digits.");
        }
    }

    private static bool Says(LanguageVersion version) => WordReading.Of(version.Language, version.Tokens, compact: false).SaysTime;

    private static void CompareDay(BindingReading reading, LanguageVersion version, LocalDate day, bool mustSay)
    {
        var words = WordReading.Of(version.Language, version.WithTail, compact: false);
        var agrees = words.Days.TrueForAll(d => d == day.Day)
            && words.Months.TrueForAll(m => m == day.Month)
            && words.Years.TrueForAll(y => y == day.Year);
        if (mustSay)
        {
            // The day stands alone where its month is named elsewhere in the clause, or in a language whose months are not known.
            agrees &= !words.SaysTime && words.Others.TrueForAll(o => o == day.Day.ToString()) && words.Days.Count + words.Others.Count > 0;
        }

        if (!agrees)
        {
            reading.Differs(version, words.ToString(), $"day {day.Day}, month {day.Month}, year {day.Year}");
        }
    }
}
