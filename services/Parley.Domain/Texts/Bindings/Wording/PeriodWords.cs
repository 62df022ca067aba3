using System.Collections.Immutable;
using NodaTime;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Periods in words: "within 7 days", "within a week". Numbers are compared where they stand in digits, units wherever they stand; a number
/// written out, "two weeks", is not read.
/// </summary>
internal static class PeriodWords
{
    /// <summary>Units from hours to years, as each language declines them.</summary>
    private static readonly Dictionary<string, ImmutableArray<ImmutableArray<Phrase>>> Names = new(StringComparer.Ordinal)
    {
        [Languages.English] = Of("hour/hours", "day/days", "week/weeks", "month/months", "year/years"),
        [Languages.Russian] = Of("час/часа/часов", "день/дня/дней/сутки/суток", "недел*", "месяц*", "год/года/лет"),
        [Languages.French] = Of("h/heure/heures", "jour/jours", "semaine/semaines", "mois", "an/ans/année/années"),
        [Languages.Armenian] = Of("ժամ/ժամվա", "օր/օրվա", "շաբաթ*", "ամիս/ամսվա", "տարի/տարվա"),
        [Languages.Azerbaijani] = Of("saat", "gün", "həftə", "ay", "il"),
        [Languages.Arabic] = Of("ساعة/ساعات", "يوم/يوما/أيام", "أسبوع/أسابيع", "شهر/شهرا/أشهر/شهور", "سنة/سنوات/عام/أعوام"),
    };

    private static readonly ImmutableArray<(string Name, Func<Period, long> Of)> Units =
        [("hours", Hours), ("days", Days), ("weeks", Weeks), ("months", Months), ("years", Years)];

    /// <summary>What the words say of the period where that is something else; null where they agree or say nothing.</summary>
    public static string? Differs(string language, List<Token> tokens, Period period)
    {
        var units = new List<int>();
        for (var at = 0; at < tokens.Count;)
        {
            if (Number(language, tokens, at, out var length) is not { } number)
            {
                units.Add(Unit(language, tokens, at));
                at++;
                continue;
            }

            var unit = Unit(language, tokens, at + length);
            if (unit < 0 ? !Units.Any(u => Is(u.Of(period), number)) : !Is(Units[unit].Of(period), number))
            {
                return unit < 0 ? number : $"{number} {Units[unit].Name}";
            }

            at += length;
        }

        units.RemoveAll(u => u < 0);
        return units.Count == 0 || units.Exists(u => Units[u].Of(period) > 0) ? null : string.Join(", ", units.Select(u => Units[u].Name));
    }

    /// <summary>A number in digits, or the article before a unit: a week is one.</summary>
    private static string? Number(string language, List<Token> tokens, int at, out int length)
    {
        length = 1;
        return tokens[at].Kind == TokenKind.Number ? Numbers.Read(tokens, at, out length)
            : tokens[at].IsWord("a", "an", "one", "un", "une") && Unit(language, tokens, at) < 0 && Unit(language, tokens, at + 1) >= 0 ? "1"
            : null;
    }

    /// <summary>The unit that a token names; -1 for none.</summary>
    private static int Unit(string language, List<Token> tokens, int at)
    {
        if (at >= tokens.Count || !Names.TryGetValue(Languages.Primary(language), out var names))
        {
            return -1;
        }

        for (var unit = 0; unit < names.Length; unit++)
        {
            if (names[unit].Any(n => n.Match(tokens, at) > 0))
            {
                return unit;
            }
        }

        return -1;
    }

    private static bool Is(long value, string number) => value > 0 && value.ToString() == number;

    private static long Hours(Period p) => Whole(IsClock(p), Clock(p), 1);

    private static long Days(Period p) => Whole(IsClock(p), Clock(p), 24);

    private static long Weeks(Period p) => Whole(IsClock(p), Clock(p), 7 * 24);

    private static long Months(Period p) => Whole(IsCalendar(p), Calendar(p), 1);

    private static long Years(Period p) => Whole(IsCalendar(p), Calendar(p), 12);

    /// <summary>True for a period of whole hours without months and years, whose length in days nobody knows.</summary>
    private static bool IsClock(Period p) => p is { Years: 0, Months: 0, Minutes: 0, Seconds: 0 };

    private static long Clock(Period p) => (((p.Weeks * 7L) + p.Days) * 24) + p.Hours;

    private static bool IsCalendar(Period p) => p is { Weeks: 0, Days: 0, HasTimeComponent: false };

    private static long Calendar(Period p) => (p.Years * 12L) + p.Months;

    /// <summary>The amount in a unit; 0 when it is no whole number of it.</summary>
    private static long Whole(bool possible, long amount, int inUnit) => possible && amount % inUnit == 0 ? amount / inUnit : 0;

    private static ImmutableArray<ImmutableArray<Phrase>> Of(params ReadOnlySpan<string> units)
    {
        var names = ImmutableArray.CreateBuilder<ImmutableArray<Phrase>>(units.Length);
        foreach (var unit in units)
        {
            names.Add(Phrase.All(unit.Split('/')));
        }

        return names.MoveToImmutable();
    }
}
