using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>A period in words, or a number that may be one.</summary>
/// <param name="Number">How many; 0 where the words do not say, "within days".</param>
/// <param name="Unit">Of what; -1 for a number without a unit.</param>
/// <param name="At">Its first token.</param>
/// <param name="Length">How many tokens it takes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PeriodSaid(long Number, int Unit, int At, int Length)
{
    /// <summary>True when it says how long.</summary>
    public bool IsWhole => Number > 0 && Unit >= 0;

    /// <summary>True when a period is what it says.</summary>
    public bool Is(Period period) => Unit < 0 ? UnitWords.IsInAny(Number, period) : UnitWords.In(Unit, period) is var said && said > 0 && said == Number;

    public override string ToString() => Unit < 0 ? $"{Number}" : Number == 0 ? $"{UnitWords.NameOf(Unit)} without a number" : $"{Number} {UnitWords.NameOf(Unit)}";
}

/// <summary>Periods in words: within 7 days, within a week, в течение недели, two weeks, خلال يومين.</summary>
internal static class PeriodWords
{
    private const int DigitsInNumber = 9;

    /// <summary>Words between a number and its unit that do not change it: seven calendar days.</summary>
    private static readonly ImmutableArray<string> Between =
        [.. new[] { "calendar", "full", "whole", "consecutive", "календарных", "календарного", "полных", "օրացուցային", "təqvim" }.Select(Folding.Fold)];

    /// <summary>Words before how long something lasts.</summary>
    private static readonly ImmutableArray<Phrase> LastsBefore = Phrase.All(
        "for", "for a period of", "for a term of", "for the next", "for another", "lasting", "lasts",
        "на", "сроком на", "на срок", "на протяжении", "продолжительностью",
        "pendant", "pour", "durant", "pour une durée de", "pour une période de", "d une durée de",
        "لمدة", "مدة", "لفترة", "على مدى");

    /// <summary>The same, which also stand before a deadline.</summary>
    private static readonly ImmutableArray<Phrase> MayLastBefore = Phrase.All("в течение", "خلال", "في غضون", "within");

    /// <summary>Words after how long something lasts.</summary>
    private static readonly ImmutableArray<Phrase> LastsAfter = Phrase.All("տևողությամբ", "ժամկետով", "müddətinə", "müddətlik", "boyunca", "long");

    private static readonly ImmutableArray<Phrase> MayLastAfter = Phrase.All("ընթացքում", "ərzində", "müddətində");

    /// <summary>Every period in the words, and every number in digits that has no unit.</summary>
    public static List<PeriodSaid> In(string language, List<Token> tokens)
    {
        var found = new List<PeriodSaid>();
        for (var at = 0; at < tokens.Count;)
        {
            if (Read(language, tokens, at) is { } said)
            {
                found.Add(said);
                at += said.Length;
            }
            else
            {
                at++;
            }
        }

        return found;
    }

    /// <summary>
    /// The periods that say how long something lasts, and whether the words beside them say nothing else: "в течение семи дней" may be by when.
    /// </summary>
    public static IEnumerable<(PeriodSaid Said, bool Sure)> Lasting(string language, List<Token> tokens)
    {
        foreach (var said in In(language, tokens).Where(s => s.IsWhole))
        {
            var sure = Ends(LastsBefore, tokens, said.At) || Begins(LastsAfter, tokens, said.At + said.Length)
                || (Languages.Primary(language) == Languages.Armenian && tokens[said.At + said.Length - 1].Text.EndsWith("ով", StringComparison.Ordinal));
            if (sure || Ends(MayLastBefore, tokens, said.At) || Begins(MayLastAfter, tokens, said.At + said.Length))
            {
                yield return (said, sure);
            }
        }
    }

    /// <summary>
    /// What the words say of the period where that is something else; null where they agree or say nothing. Hours are no days: the last day
    /// of a deadline in days still counts.
    /// </summary>
    /// <param name="said">The periods in them.</param>
    /// <param name="period">The parameter.</param>
    /// <param name="numbers">Whether numbers without a unit are compared as well.</param>
    public static string? Differs(List<PeriodSaid> said, Period period, bool numbers)
    {
        var compared = said.FindAll(p => p.Number > 0 && (p.Unit >= 0 || numbers));
        return compared.Exists(p => !p.Is(period) || (p.Unit >= 0 && (p.Unit == 0) == period.HasDateComponent)) ? string.Join(", ", compared) : null;
    }

    private static PeriodSaid? Read(string language, List<Token> tokens, int at)
    {
        if (tokens[at].Kind == TokenKind.Number)
        {
            var text = Numbers.Read(tokens, at, out var taken);
            var number = text.Length <= DigitsInNumber && long.TryParse(text, out var value) ? value : long.MaxValue;
            return WithUnit(language, tokens, at, number, taken) ?? new(number, -1, at, taken);
        }

        if (NumberWords.Read(language, tokens, at, out var length) is { } written && WithUnit(language, tokens, at, written, length) is { } period)
        {
            return NumberWords.IsPartOfAnother(tokens, at) ? period with { Number = 0 } : period;
        }

        return UnitWords.Read(language, tokens, at) is not { } unit ? null
            : NumberWords.IsPartOfAnother(tokens, at) ? new(0, unit.Unit, at, unit.Length)
            : Alone(language, tokens, at, unit);
    }

    /// <summary>A number and its unit, with the number again in digits and a word such as "calendar" between them.</summary>
    private static PeriodSaid? WithUnit(string language, List<Token> tokens, int at, long number, int length)
    {
        var next = at + length;
        if (next + 2 < tokens.Count && tokens[next].IsSign("(") && tokens[next + 1].Kind == TokenKind.Number && tokens[next + 2].IsSign(")"))
        {
            number = tokens[next + 1].IsDigits(1, DigitsInNumber) && tokens[next + 1].Value == number ? number : long.MaxValue;
            next += 3;
        }

        next += next < tokens.Count && tokens[next].IsSign(")-‑") ? 1 : 0;
        next += next < tokens.Count && tokens[next].Kind == TokenKind.Word && Between.Contains(tokens[next].Text) ? 1 : 0;
        return UnitWords.Read(language, tokens, next) is { } unit ? new(number, unit.Unit, at, next + unit.Length - at) : null;
    }

    /// <summary>A unit without a number: one where its form says so. "saat 8" is a clock time.</summary>
    private static PeriodSaid? Alone(string language, List<Token> tokens, int at, UnitSaid unit) =>
        DayParts.IsHourMarkedBefore(tokens, at + 1) || (Languages.Primary(language) == Languages.Armenian && unit.Unit == 0)
            ? null
            : new(unit.Count, unit.Unit, at, unit.Length);

    private static bool Ends(ImmutableArray<Phrase> phrases, List<Token> tokens, int end) =>
        phrases.Any(p => Enumerable.Range(Math.Max(0, end - 6), end - Math.Max(0, end - 6)).Any(at => p.Match(tokens, at) is var taken && taken > 0 && at + taken == end));

    private static bool Begins(ImmutableArray<Phrase> phrases, List<Token> tokens, int at) => phrases.Any(p => p.Match(tokens, at) > 0);
}
