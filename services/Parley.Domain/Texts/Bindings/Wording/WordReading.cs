namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// What words say of time: clock times, days, months, years; and the numbers that are none of these. Whatever digits stand in the words
/// stand in one of the lists, or in an offset from UTC (<see cref="ClockWords"/>), so that nothing in them goes unread.
/// </summary>
internal sealed class WordReading
{
    private const int ShortWord = 3;
    private const int DaysInMonth = 31;
    private const int MonthsInYear = 12;
    private const int Century = 2000;

    private readonly List<Token> _tokens;
    private readonly string _language;
    private readonly bool _compact;
    private readonly HashSet<int> _monthDays = [];

    private WordReading(string language, List<Token> tokens, bool compact) => (_language, _tokens, _compact) = (language, tokens, compact);

    public List<ClockTimes.Said> Times { get; } = [];

    /// <summary>The token with which each of the times begins, and the one after it.</summary>
    public List<(int At, int End)> TimeSpans { get; } = [];

    /// <summary>Where days stand that have a month, and which month that is.</summary>
    public List<(int At, int Day, int Month)> Dates { get; } = [];

    /// <summary>Whether it says "midnight", which is the midnight of two dates.</summary>
    public bool Midnight { get; private set; }

    /// <summary>Days that stand with their month.</summary>
    public List<int> Days { get; } = [];

    public List<int> Months { get; } = [];

    public List<int> Years { get; } = [];

    /// <summary>All other numbers, without signs of grouping; a day without its month is among them.</summary>
    public List<string> Others { get; } = [];

    /// <summary>Whether it says anything of time at all.</summary>
    public bool SaysTime => Times.Count > 0 || Midnight;

    /// <summary>Reads words.</summary>
    /// <param name="language">Their language.</param>
    /// <param name="tokens">The words.</param>
    /// <param name="compact">Whether four digits without a word beside them may be a clock time: in an excerpt about time, not in a whole clause.</param>
    public static WordReading Of(string language, List<Token> tokens, bool compact = true)
    {
        var reading = new WordReading(language, tokens, compact);
        reading.FindMonths();
        for (var at = 0; at < tokens.Count;)
        {
            at += Math.Max(1, reading.Read(at));
        }

        return reading;
    }

    /// <summary>What was read, for people.</summary>
    public override string ToString()
    {
        IEnumerable<string> said =
        [
            .. Times.Select(t => t.ToString()), .. Midnight ? ["midnight"] : Array.Empty<string>(),
            .. Days.Select(d => $"day {d}"), .. Months.Select(m => $"month {m}"), .. Years.Select(y => $"year {y}"), .. Others.Select(o => $"number {o}"),
        ];
        var all = string.Join(", ", said);
        return all.Length == 0 ? "no time, date or number in digits" : all;
    }

    /// <summary>Finds the months and the numbers that are their days: 20 November, 20th of November, 20-го ноября; else noyabrın 20-dək.</summary>
    private void FindMonths()
    {
        for (var at = 0; at < _tokens.Count; at++)
        {
            var month = Wording.Months.Read(_language, _tokens, at, out var length);
            if (month == 0)
            {
                continue;
            }

            Months.Add(month);
            var day = Day(at - 1, -1) ?? Day(at + length, 1);
            if (day is { } found && _monthDays.Add(found))
            {
                Dates.Add((found, _tokens[found].Value, month));
            }

            at += length - 1;
        }
    }

    /// <summary>The next number that can be a day, with nothing but signs and short words before it.</summary>
    private int? Day(int from, int step)
    {
        for (var (at, passed) = (from, 0); at >= 0 && at < _tokens.Count && passed <= ShortWord; at += step, passed++)
        {
            var token = _tokens[at];
            if (token.Kind == TokenKind.Number)
            {
                return token.IsDigits(1, 2) && token.Value is >= 1 and <= DaysInMonth && !IsPartOfTime(at) ? at : null;
            }

            if (token.Kind == TokenKind.Word ? token.Text.Length > ShortWord : !token.IsSign(".-’'"))
            {
                return null;
            }
        }

        return null;
    }

    private bool IsPartOfTime(int at) =>
        ClockTimes.Read(_language, _tokens, at, out _) is not null
        || (at >= 2 && _tokens[at] is { Spaced: false } && !_tokens[at - 1].Spaced && ClockTimes.Read(_language, _tokens, at - 2, out var length) is not null && length >= 3);

    private int Read(int at)
    {
        var token = _tokens[at];
        if (token.Kind == TokenKind.Word)
        {
            return ReadWord(at);
        }

        if (token.Kind == TokenKind.Symbol)
        {
            return 1;
        }

        if (_monthDays.Contains(at))
        {
            Days.Add(token.Value);
            return 1;
        }

        if (NumericDate(at) is var date and > 0)
        {
            return date;
        }

        if (IsClockTimeAllowed(at) && ClockTimes.Read(_language, _tokens, at, out var length) is { } time)
        {
            Add(time, at, length);
            return length;
        }

        if (ClockTimes.IsYear(_tokens, at))
        {
            Years.Add(token.Value);
            return 1;
        }

        // 0020 is not 20: what looks like a year is not taken for a day.
        var number = Numbers.Read(_tokens, at, out var taken);
        Others.Add(taken == 1 && token.IsDigits(3, int.MaxValue) ? token.Text : number);
        return taken;
    }

    private bool IsClockTimeAllowed(int at) => _compact || !_tokens[at].IsDigits(4, 4);

    private int ReadWord(int at)
    {
        if (DayParts.LengthOfMidnight(_tokens, at) is var midnight and > 0)
        {
            Midnight = true;
            return midnight;
        }

        // "12 noon" says twelve once.
        if (DayParts.LengthOfNoon(_tokens, at) is var noon and > 0)
        {
            if (!Times.Contains(new(12, 0)))
            {
                Add(new(12, 0), at, noon);
            }

            return noon;
        }

        return _tokens[at].IsWord("utc", "gmt") ? 1 + ClockWords.OffsetAfter(_tokens, at + 1, out _) : 1;
    }

    private void Add(in ClockTimes.Said time, int at, int length)
    {
        Times.Add(time);
        TimeSpans.Add((at, at + length));
    }

    /// <summary>20.11.2020, 20/11/2020, 2020-11-20, 20.11.20, and 20.11 where it is no clock time.</summary>
    private int NumericDate(int at)
    {
        if (Sign(at + 1) is not { } sign || !_tokens[at + 2].IsDigits(1, 2))
        {
            return 0;
        }

        if (Sign(at + 3) == sign && _tokens[at + 4].IsDigits(1, 4))
        {
            var (first, second, third) = (_tokens[at], _tokens[at + 2].Value, _tokens[at + 4]);
            var taken = first.IsDigits(4, 4)
                ? Dated(at, third.Value, second, first.Value, 5)
                : !first.IsDigits(1, 2) ? 0
                : Ordered(at, first.Value, second, third.Text.Length == 2 ? Century + third.Value : third.Value, sign);
            if (taken == 0)
            {
                // 13.13.2020 looks like a date and is none; its numbers are nobody's day.
                Others.Add($"{first.Text}{sign}{_tokens[at + 2].Text}{sign}{third.Text}");
            }

            return 5;
        }

        return sign == "." && _tokens[at].IsDigits(1, 2) && ClockTimes.Read(_language, _tokens, at, out _) is null
            ? Dated(at, _tokens[at].Value, _tokens[at + 2].Value, null, 3)
            : 0;
    }

    private string? Sign(int at) =>
        at + 1 < _tokens.Count && _tokens[at] is { Spaced: false } sign && sign.IsSign("./-") && _tokens[at + 1] is { Spaced: false, Kind: TokenKind.Number }
            ? sign.Text
            : null;

    /// <summary>The day stands first, save in American English with slashes.</summary>
    private int Ordered(int at, int first, int second, int year, string sign) =>
        sign == "/" && _language.Equals("en-US", StringComparison.OrdinalIgnoreCase) ? Dated(at, second, first, year, 5) : Dated(at, first, second, year, 5);

    private int Dated(int at, int day, int month, int? year, int taken)
    {
        if (day is < 1 or > DaysInMonth || month is < 1 or > MonthsInYear)
        {
            return 0;
        }

        Days.Add(day);
        Months.Add(month);
        Dates.Add((at, day, month));
        if (year is { } said)
        {
            Years.Add(said);
        }

        return taken;
    }
}
