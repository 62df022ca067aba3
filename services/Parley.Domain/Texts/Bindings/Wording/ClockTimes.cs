using System.Runtime.InteropServices;
using NodaTime;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Clock times as texts write them: 08:00, 08:00:30, 08.00, 0800 hours, 8 a.m., 8 h 30, 8 часов 30 минут, الساعة ٨ مساءً. What could be
/// something else is a clock time only where a word beside it says so: 20.11 is a day, 2020 is a year, 24 hours are a period.
/// </summary>
internal static class ClockTimes
{
    /// <summary>Signs between hours and minutes; the Armenian full stop among them, which looks the same and is typed so.</summary>
    private const string Colons = ":։∶：";

    private const int LastHour = 24;
    private const int MinutesInHour = 60;
    private const int FirstYear = 1900;
    private const int LastYear = 2500;

    /// <summary>A time that was read.</summary>
    /// <param name="Hour">The hour, 0 to 24: the record of what the words say, even where it cannot be bound.</param>
    /// <param name="Minute">The minute.</param>
    /// <param name="Second">The second; 0 where it is not said.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Said(int Hour, int Minute, int Second = 0)
    {
        public bool Is(LocalTime time) => Hour == time.Hour && Minute == time.Minute && Second == time.Second;

        public override string ToString() => Second == 0 ? $"{Hour:00}:{Minute:00}" : $"{Hour:00}:{Minute:00}:{Second:00}";
    }

    /// <summary>The clock time that begins with a token, and how many tokens it takes; null for none.</summary>
    public static Said? Read(string language, IReadOnlyList<Token> tokens, int at, out int length)
    {
        var read = Colon(tokens, at, out length) ?? Dot(tokens, at, out length) ?? Compact(tokens, at, out length)
            ?? Worded(language, tokens, at, out length);
        if (read is { } said)
        {
            return InHalf(said, tokens, at, ref length);
        }

        if (!tokens[at].IsDigits(1, 2) || tokens[at].Value > LastHour)
        {
            return null;
        }

        // A bare hour: 8 a.m., or after a word that only hours follow. "3 дня" is three days as well as three in the afternoon.
        length = 1;
        var bare = new Said(tokens[at].Value, 0);
        var days = at + 1 < tokens.Count && tokens[at + 1].IsWord("дня");
        return (DayParts.Half(tokens, at + 1, out _) is not null && !days) || DayParts.IsHourMarkedBefore(tokens, at) ? InHalf(bare, tokens, at, ref length) : null;
    }

    /// <summary>True for four digits that are read as a year.</summary>
    public static bool IsYear(IReadOnlyList<Token> tokens, int at) => tokens[at].IsDigits(4, 4) && tokens[at].Value is >= FirstYear and <= LastYear;

    private static Said? Colon(IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 3;
        if (!tokens[at].IsDigits(1, 2) || !Minutes(tokens, at + 1, Colons, out var minute))
        {
            return null;
        }

        if (Minutes(tokens, at + 3, Colons, out var second))
        {
            length = 5;
            return Valid(tokens[at].Value, minute, second);
        }

        return Valid(tokens[at].Value, minute);
    }

    private static Said? Dot(IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 3;
        if (!tokens[at].IsDigits(1, 2) || !Minutes(tokens, at + 1, ".", out var minute) || GoesOn(tokens, at + 3))
        {
            return null;
        }

        // 20.11 may be a day and a month; 08.00 and 12.30 cannot.
        var mayBeDate = minute is >= 1 and <= 12 && tokens[at].Value is >= 1 and <= 31;
        return mayBeDate && !DayParts.IsMarkedBefore(tokens, at) && DayParts.Half(tokens, at + 3, out _) is null ? null : Valid(tokens[at].Value, minute);
    }

    /// <summary>True where a point and more digits follow: it is a date, or a version, and no time.</summary>
    private static bool GoesOn(IReadOnlyList<Token> tokens, int at) =>
        at + 1 < tokens.Count && tokens[at] is { Spaced: false } sign && sign.IsSign(".") && tokens[at + 1] is { Spaced: false, Kind: TokenKind.Number };

    private static Said? Compact(IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 1;
        if (!tokens[at].IsDigits(4, 4))
        {
            return null;
        }

        var marked = DayParts.IsMarkedBefore(tokens, at) || DayParts.IsMarkedAfter(tokens, at + 1);
        return marked || !IsYear(tokens, at) ? Valid(tokens[at].Value / 100, tokens[at].Value % 100) : null;
    }

    /// <summary>8 h 30 in French, 8 часов 30 минут in Russian, 8 o'clock in English.</summary>
    private static Said? Worded(string language, IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 2;
        if (!tokens[at].IsDigits(1, 2) || at + 1 >= tokens.Count)
        {
            return null;
        }

        var hour = tokens[at].Value;
        var next = at + 1;
        switch (Languages.Primary(language))
        {
            case Languages.French when tokens[next].IsWord("h", "heure", "heures"):
                if (next + 1 < tokens.Count && tokens[next + 1].IsDigits(2, 2) && !MonthFollows(language, tokens, next + 2))
                {
                    length = 3;
                    return Valid(hour, tokens[next + 1].Value);
                }

                return Before(tokens, at, "a", "vers", "jusqu", "avant") || DayParts.Half(tokens, at + 2, out _) is not null ? Valid(hour, 0) : null;
            case Languages.Russian when tokens[next].IsWord("ч", "час", "часа", "часов", "часам"):
                next += next + 1 < tokens.Count && tokens[next + 1].IsSign(".") ? 2 : 1;
                if (next + 1 < tokens.Count && tokens[next].IsDigits(1, 2) && tokens[next + 1].IsWord("м", "мин", "минут", "минуты", "минута"))
                {
                    length = next + 2 - at;
                    return Valid(hour, tokens[next].Value);
                }

                return Before(tokens, at, "в", "во", "с", "со", "до", "к") || DayParts.Half(tokens, next, out _) is not null ? Valid(hour, 0) : null;
            case Languages.English when tokens[next].IsWord("o") && next + 2 < tokens.Count && tokens[next + 2].IsWord("clock"):
                length = 4;
                return Valid(hour, 0);
            default:
                return null;
        }
    }

    private static bool MonthFollows(string language, IReadOnlyList<Token> tokens, int at) =>
        at < tokens.Count && Months.Read(language, tokens, at, out _) > 0;

    private static bool Before(IReadOnlyList<Token> tokens, int at, params ReadOnlySpan<string> words) => at > 0 && tokens[at - 1].IsWord(words);

    private static bool Minutes(IReadOnlyList<Token> tokens, int at, string signs, out int minute)
    {
        minute = 0;
        if (at + 1 >= tokens.Count || tokens[at].Spaced || tokens[at + 1].Spaced || !tokens[at].IsSign(signs) || !tokens[at + 1].IsDigits(2, 2))
        {
            return false;
        }

        minute = tokens[at + 1].Value;
        return true;
    }

    private static Said? Valid(int hour, int minute, int second = 0) =>
        hour <= LastHour && minute < MinutesInHour && second < MinutesInHour ? new(hour, minute, second) : null;

    private static Said InHalf(Said said, IReadOnlyList<Token> tokens, int at, ref int length)
    {
        if (DayParts.Half(tokens, at + length, out var more) is not { } half)
        {
            return said;
        }

        length += more;
        return said.Hour is >= 1 and <= 12 ? said with { Hour = (said.Hour % 12) + half } : said;
    }
}
