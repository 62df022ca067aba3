using Parley.Domain.Texts.Bindings.Wording;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>The number of a day that counts from an event: D+3, day 7, 7-го дня. Ordinals that are written out are not read.</summary>
internal static class DayNumbers
{
    private const int DaysUnit = 1;
    private const int ShortWord = 4;

    /// <summary>Letters for the day of the event, in D+3.</summary>
    private static readonly string[] EventDay = ["d", "j", "д", "т", "t"];

    /// <summary>Every number of a day in the words.</summary>
    public static List<int> In(LanguageVersion version)
    {
        var (tokens, found) = (version.Tokens, new List<int>());
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at].IsDigits(1, 5) && (IsFromEventDay(tokens, at) || IsAfterDay(version.Language, tokens, at) || IsBeforeDay(version.Language, tokens, at)))
            {
                found.Add(tokens[at].Value);
            }
        }

        return found;
    }

    /// <summary>Refuses where the words of a version say another day.</summary>
    public static void Compare(BindingReading reading, LanguageVersion version, DeadlineMeaning deadline, bool mustSay)
    {
        var said = In(version);
        var words = WordReading.Of(version.Language, version.WithTail, compact: false);
        var fromEventDay = Enumerable.Range(0, version.Tokens.Count).Any(at => IsFromEventDay(version.Tokens, at));
        var agrees = said.TrueForAll(n => n == deadline.Day) && !(fromEventDay && deadline.EventDay != 0);
        if (mustSay)
        {
            agrees &= said.Count > 0 && words is { SaysTime: false, Days.Count: 0 } && words.Others.TrueForAll(o => o == deadline.Day.ToString());
        }

        if (!agrees)
        {
            reading.Differs(
                version, said.Count == 0 ? $"no day by its number in digits ({words})" : words.ToString(),
                deadline.EventDay == 0 ? $"D+{deadline.Day}" : $"day {deadline.Day}, where that of the event is day 1");
        }
    }

    private static bool IsFromEventDay(List<Token> tokens, int at) =>
        at >= 2 && tokens[at].Kind == TokenKind.Number && tokens[at - 1].IsSign("+") && tokens[at - 2].IsWord(EventDay);

    /// <summary>Day 7, день 7.</summary>
    private static bool IsAfterDay(string language, List<Token> tokens, int at) =>
        at >= 1 && UnitWords.Read(language, tokens, at - 1) is { Unit: DaysUnit, Length: 1 };

    /// <summary>7th day, 7-го дня, 7 days.</summary>
    private static bool IsBeforeDay(string language, List<Token> tokens, int at)
    {
        var next = at + 1;
        next += next < tokens.Count && tokens[next].IsSign("-‑") ? 1 : 0;
        next += next < tokens.Count && tokens[next] is { Kind: TokenKind.Word, Spaced: false } ending && ending.Text.Length <= ShortWord ? 1 : 0;
        return UnitWords.Read(language, tokens, next) is { Unit: DaysUnit };
    }
}
