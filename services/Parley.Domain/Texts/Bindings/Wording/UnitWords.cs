using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>A unit of time in words.</summary>
/// <param name="Unit">Which of the units.</param>
/// <param name="Count">What the word says of how many by itself: one of it, two of it in Arabic; 0 where another word says it.</param>
/// <param name="Length">How many tokens it takes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UnitSaid(int Unit, int Count, int Length);

/// <summary>Units of periods from hours to years, as each language declines them; and working days, which no period counts.</summary>
internal static class UnitWords
{
    /// <summary>
    /// A unit's words: those that say by themselves that it is one ("a week" has its article, "недели" needs none), a bar, all others. Words that
    /// say that it is two stand after another bar.
    /// </summary>
    private static readonly Dictionary<string, ImmutableArray<Words>> Names = new(StringComparer.Ordinal)
    {
        [Languages.English] = Of("|hour/hours", "|day/days", "|week/weeks", "|month/months", "|year/years", "|working day/working days/business day/business days"),
        [Languages.Russian] = Of(
            "час/часа|часов", "день/дня/сутки/суток|дней/дни", "неделя/недели/неделю|недель", "месяц/месяца|месяцев/месяцы", "год/года|лет/годы",
            "|рабочих дней/рабочего дня/рабочий день/рабочие дни/рабочих дня"),
        [Languages.French] = Of("|h/heure/heures", "|jour/jours", "|semaine/semaines", "|mois", "|an/ans/année/années", "|jours ouvrables/jours ouvrés/jour ouvrable"),
        [Languages.Armenian] = Of(
            "ժամ/ժամվա/ժամով|", "օր/օրվա/օրով|օրը", "շաբաթ/շաբաթվա/շաբաթով|", "ամիս/ամսվա/ամսով|", "տարի/տարվա/տարով|",
            "|աշխատանքային օր/աշխատանքային օրվա/աշխատանքային օրով"),
        [Languages.Azerbaijani] = Of(
            "saat|saatlıq/saatlığa", "gün|günə/günü/gündə/gündən/günündən/günlük/günlüyə", "həftə|həftəlik/həftəliyə", "ay|aylıq/aylığa", "il|illik/illiyə", "|iş günü"),
        [Languages.Arabic] = Of(
            "ساعة|ساعات|ساعتين/ساعتان", "يوم/يوما|أيام/اليوم|يومين/يومان", "أسبوع/أسبوعا|أسابيع|أسبوعين/أسبوعان", "شهر/شهرا|أشهر/شهور|شهرين/شهران",
            "سنة/عام/عاما|سنوات/أعوام|سنتين/سنتان/عامين/عامان", "|أيام عمل/يوم عمل"),
    };

    private static readonly ImmutableArray<(string Name, Func<Period, long> Of)> Units =
        [("hours", Hours), ("days", Days), ("weeks", Weeks), ("months", Months), ("years", Years), ("working days", _ => 0)];

    /// <summary>The unit that begins with a token; null for none.</summary>
    public static UnitSaid? Read(string language, IReadOnlyList<Token> tokens, int at)
    {
        if (at >= tokens.Count || !Names.TryGetValue(Languages.Primary(language), out var names))
        {
            return null;
        }

        var found = default(UnitSaid?);
        for (var unit = 0; unit < names.Length; unit++)
        {
            foreach (var (phrase, count) in names[unit].All)
            {
                if (phrase.Match(tokens, at) is var taken && taken > (found?.Length ?? 0))
                {
                    found = new(unit, count, taken);
                }
            }
        }

        return found;
    }

    /// <summary>The name of a unit, in English.</summary>
    public static string NameOf(int unit) => Units[unit].Name;

    /// <summary>How many of a unit a period is; 0 when it is no whole number of it.</summary>
    public static long In(int unit, Period period) => Units[unit].Of(period);

    /// <summary>True when a period is so many of some unit.</summary>
    public static bool IsInAny(long number, Period period) => number > 0 && Units.Any(u => u.Of(period) == number);

    /// <summary>A period of so many of a unit; null for none that there is.</summary>
    public static Period? Of(int unit, long number) => (unit, number) switch
    {
        (_, < 1 or > 10_000) => null,
        (0, _) => Period.FromHours(number),
        (1, _) => Period.FromDays((int)number),
        (2, _) => Period.FromWeeks((int)number),
        (3, _) => Period.FromMonths((int)number),
        (4, _) => Period.FromYears((int)number),
        _ => null,
    };

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

    private static ImmutableArray<Words> Of(params ReadOnlySpan<string> units)
    {
        var names = ImmutableArray.CreateBuilder<Words>(units.Length);
        foreach (var unit in units)
        {
            names.Add(new(unit));
        }

        return names.MoveToImmutable();
    }

    /// <summary>The words for a unit, each with how many of it it says by itself.</summary>
    private sealed class Words
    {
        private static readonly ImmutableArray<int> Counts = [1, 0, 2];

        public Words(string text) => All =
        [
            .. text.Split('|').SelectMany((part, i) => part.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(w => (new Phrase(w), Counts[i]))),
        ];

        public ImmutableArray<(Phrase Phrase, int Count)> All { get; }
    }
}
