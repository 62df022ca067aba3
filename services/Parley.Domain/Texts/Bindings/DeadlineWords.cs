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
                CompareDay(reading, version, day, mustSay);
                break;
            case DeadlineWord.WithinPeriodFromEvent
                when (mustSay || DeadlineLexicon.Read(version.Language, version.Tokens).Words.Contains(DeadlineWord.WithinPeriodFromEvent))
                    && PeriodWords.Differs(version.Language, version.Tokens, Periods.Parse(deadline.Period)) is { } period:
                reading.Differs(version, period, deadline.Period);
                break;
            default:
                break;
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
