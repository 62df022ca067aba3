using System.Collections.Immutable;
using NodaTime;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>What is known of a clock that words name.</summary>
internal enum ClockKind
{
    /// <summary>That of a zone: Moscow time.</summary>
    Zone,

    /// <summary>One that is so far from UTC: UTC, GMT, UTC+4, EST.</summary>
    Offset,

    /// <summary>Local time, which says it only to those who know the place.</summary>
    Local,

    /// <summary>A name that is in no table.</summary>
    Unread,
}

/// <summary>A clock that words name.</summary>
/// <param name="Kind">What is known of it.</param>
/// <param name="Text">The words, folded.</param>
/// <param name="At">Its first token.</param>
/// <param name="Length">How many tokens it takes.</param>
internal sealed record ClockName(ClockKind Kind, string Text, int At, int Length)
{
    /// <summary>The IANA zone, for ZONE.</summary>
    public string Zone { get; init; } = "";

    /// <summary>How far from UTC, for OFFSET.</summary>
    public Offset Offset { get; init; }

    /// <summary>True where it can be computed with.</summary>
    public bool IsRead => Kind is ClockKind.Zone or ClockKind.Offset;

    /// <summary>What this clock shows at an instant; only where it is read.</summary>
    public OffsetDateTime ShownAt(Instant instant) =>
        instant.WithOffset(Kind == ClockKind.Zone ? Time.Zones.Of(Zone).GetUtcOffset(instant) : Offset);

    /// <summary>What it is, for people.</summary>
    public override string ToString() => Kind switch
    {
        ClockKind.Zone => $"\"{Text}\" ({Zone})",
        ClockKind.Offset => $"\"{Text}\" (UTC{(Offset == Offset.Zero ? "" : Time.Zones.Text(Offset))})",
        _ => $"\"{Text}\"",
    };
}

/// <summary>By whose clocks words say that a time is meant: "Moscow time", "по московскому времени", "بتوقيت موسكو", UTC+4.</summary>
internal static class ClockWords
{
    private const int HoursFromUtc = 18;

    private static readonly ImmutableArray<Phrase> Universal = Phrase.All(
        "utc", "gmt", "coordinated universal time", "universal time", "greenwich mean time", "greenwich time", "zulu time",
        "всемирному координированному времени", "всемирному времени", "всемирное координированное время", "гринвичскому времени",
        "среднему времени по гринвичу", "по гринвичу",
        "temps universel coordonné", "temps universel", "heure universelle", "heure de greenwich",
        "համաշխարհային համակարգված ժամանակով", "համաշխարհային ժամանակով", "գրինվիչի ժամանակով",
        "əlaqələndirilmiş ümumdünya vaxtı", "ümumdünya vaxtı", "qrinviç vaxtı",
        "بالتوقيت العالمي المنسق", "التوقيت العالمي المنسق", "بالتوقيت العالمي", "التوقيت العالمي",
        "بتوقيت غرينتش", "بتوقيت غرينيتش", "بتوقيت جرينتش", "توقيت غرينتش", "توقيت جرينتش");

    /// <summary>Abbreviations that stand right after a time, in English: hours from UTC, or nothing where they mean several clocks.</summary>
    private static readonly Dictionary<string, int?> Abbreviations = new(StringComparer.Ordinal)
    {
        ["azt"] = 4,
        ["trt"] = 3,
        ["eet"] = 2,
        ["eest"] = 3,
        ["cet"] = 1,
        ["cest"] = 2,
        ["edt"] = -4,
        ["est"] = -5,
        ["cdt"] = -5,
        ["mdt"] = -6,
        ["pst"] = -8,
        ["pdt"] = -7,
        ["gst"] = 4,
        ["kst"] = 9,
        ["jst"] = 9,
        ["amt"] = null, // Armenia, the Amazon
        ["ast"] = null, // Arabia, the Atlantic
        ["bst"] = null, // Britain in summer, Bangladesh
        ["cst"] = null, // America, China, Cuba
        ["ist"] = null, // India, Ireland, Israel
    };

    private static readonly Dictionary<string, Pattern> Patterns = new(StringComparer.Ordinal)
    {
        [Languages.English] = new(["time"], ["s", "local", "standard", "summer", "winter", "daylight", "and"], true)
        {
            Local = ["local"],
            None =
            [
                "the", "same", "that", "this", "any", "first", "some", "which", "each", "every", "of", "in", "at", "no", "real", "a", "long", "short", "present",
                "given", "due", "all", "second", "third", "last", "next", "full", "what", "half", "such", "whose", "their", "its", "more", "and", "or", "from", "to",
            ],
            Of = ["in", "of", "at"],
        },
        [Languages.Russian] = new(["времени"], ["летнему", "зимнему", "местному"], true)
        {
            Local = ["местному"],
            None = ["того", "этого", "тому", "этому", "до", "от", "по", "со", "с", "течение", "много"],
            Of = [""],
            Alone = "по",
        },
        [Languages.French] = new(["heure"], ["de", "d", "du", "des", "locale", "à", "a", "la", "l"], false) { Local = ["locale", "locales"], Needs = ["de", "d", "du"] },
        [Languages.Armenian] = new(["ժամանակով", "ժամանակի"], [], true) { Local = ["տեղական"], None = ["այդ", "այս", "նույն"] },
        [Languages.Azerbaijani] = new(["vaxtı", "vaxtilə"], [], true) { Local = ["yerli"], None = ["bu", "o", "həmin", "eyni"] },
        [Languages.Arabic] = new(["بتوقيت", "توقيت", "بالتوقيت"], ["مدينة", "لمدينة", "المحلي", "في"], false) { Local = ["المحلي"] },
    };

    /// <summary>True when words say by whose clocks a time is meant.</summary>
    public static bool Stand(LanguageVersion version) => In(version.Language, version.Tokens).Exists(c => c.Kind != ClockKind.Local);

    /// <summary>Every clock that the words name, in order.</summary>
    public static List<ClockName> In(string language, List<Token> tokens)
    {
        var found = new List<ClockName>();
        for (var at = 0; at < tokens.Count;)
        {
            var name = OffsetAt(language, tokens, at) ?? NameAt(language, tokens, at);
            if (name is not null)
            {
                // The words before an unknown name may have been looked at already.
                found.RemoveAll(f => f.At + f.Length > name.At);
                found.Add(name);
            }

            at = Math.Max(at + 1, name is null ? 0 : name.At + name.Length);
        }

        return found;
    }

    /// <summary>+4, +04:00, -3:30 after UTC or GMT: how many tokens it takes, 0 for none.</summary>
    public static int OffsetAfter(IReadOnlyList<Token> tokens, int at, out Offset offset)
    {
        offset = Offset.Zero;
        if (at + 1 >= tokens.Count || !tokens[at].IsSign("+-−") || !tokens[at + 1].IsDigits(1, 2) || tokens[at + 1].Value > HoursFromUtc)
        {
            return 0;
        }

        var (minutes, taken) = at + 3 < tokens.Count && tokens[at + 2].IsSign(":") && tokens[at + 3].IsDigits(2, 2) ? (tokens[at + 3].Value, 4) : (0, 2);
        var seconds = ((tokens[at + 1].Value * 60) + minutes) * 60;
        if (seconds > Offset.MaxValue.Seconds)
        {
            return 0;
        }

        offset = Offset.FromSeconds(tokens[at].Text == "+" ? seconds : -seconds);
        return taken;
    }

    private static ClockName? OffsetAt(string language, List<Token> tokens, int at)
    {
        var length = Universal.Max(p => p.Match(tokens, at));
        if (length > 0)
        {
            var taken = OffsetAfter(tokens, at + length, out var offset);
            return Name(ClockKind.Offset, tokens, at, length + taken) with { Offset = offset };
        }

        var afterTime = at > 0 && (tokens[at - 1].Kind == TokenKind.Number || tokens[at - 1].IsWord("m", "am", "pm", "hours", "hrs", "noon") || tokens[at - 1].IsSign("(")
            || (at > 1 && tokens[at - 1].IsSign(".") && tokens[at - 2].IsWord("m")));
        if (afterTime && tokens[at].IsWord("z", "zulu"))
        {
            return Name(ClockKind.Offset, tokens, at, 1);
        }

        var abbreviated = tokens[at].IsWord("мск") || (afterTime && tokens[at].IsWord("msk"));
        if (abbreviated)
        {
            return Name(ClockKind.Zone, tokens, at, 1) with { Zone = "Europe/Moscow" };
        }

        return Languages.Primary(language) == Languages.English && afterTime && tokens[at].Kind == TokenKind.Word && Abbreviations.TryGetValue(tokens[at].Text, out var hours)
            ? Name(hours is null ? ClockKind.Unread : ClockKind.Offset, tokens, at, 1) with { Offset = Offset.FromHours(hours ?? 0) }
            : null;
    }

    private static ClockName? NameAt(string language, List<Token> tokens, int at) =>
        !Patterns.TryGetValue(Languages.Primary(language), out var pattern) ? null
        : pattern.NameFirst ? NameFirst(language, tokens, at, pattern) : MarkerFirst(language, tokens, at, pattern);

    /// <summary>Moscow time, Moscow standard time; local time in Moscow; "Baku and Yerevan time" are two.</summary>
    private static ClockName? NameFirst(string language, List<Token> tokens, int at, Pattern pattern)
    {
        if (Cities.Read(language, tokens, at, out var length) is { } zone)
        {
            var end = Passed(language, tokens, at + length, pattern);
            return pattern.IsMarker(tokens, end) ? Name(ClockKind.Zone, tokens, at, FollowedByCity(language, tokens, at + length, end) ? length : end + 1 - at) with { Zone = zone }
                : at > 0 && pattern.Alone.Length > 0 && tokens[at - 1].IsWord(pattern.Alone) ? Name(ClockKind.Zone, tokens, at, length) with { Zone = zone }
                : null;
        }

        if (at == 0 || !pattern.IsMarker(tokens, at) || tokens[at - 1].Kind != TokenKind.Word)
        {
            return null;
        }

        // Local time in Moscow; по времени Москвы.
        var place = at + 1 < tokens.Count && pattern.Of.Contains(tokens[at + 1].Text) ? at + 2 : pattern.Of.Contains("") ? at + 1 : tokens.Count;
        var before = tokens[at - 1].Text;
        return Cities.Read(language, tokens, place, out var taken) is { } of ? Name(ClockKind.Zone, tokens, at - 1, place + taken + 1 - at) with { Zone = of }
            : pattern.None.Contains(before) ? null
            : Name(pattern.Local.Contains(before) ? ClockKind.Local : ClockKind.Unread, tokens, at - 1, 2);
    }

    /// <summary>heure de Moscou, بتوقيت موسكو.</summary>
    private static ClockName? MarkerFirst(string language, List<Token> tokens, int at, Pattern pattern)
    {
        if (!pattern.IsMarker(tokens, at))
        {
            return null;
        }

        var name = at + 1;
        while (name < tokens.Count && (pattern.IsPassed(tokens[name]) || tokens[name].IsSign("'’")) && Cities.Read(language, tokens, name, out _) is null)
        {
            name++;
        }

        if (Cities.Read(language, tokens, name, out var length) is { } zone)
        {
            return Name(ClockKind.Zone, tokens, at, name + length - at) with { Zone = zone };
        }

        if (at + 1 < tokens.Count && pattern.Local.Contains(tokens[at + 1].Text))
        {
            return Name(ClockKind.Local, tokens, at, 2);
        }

        var needed = pattern.Needs.Length == 0 || (at + 1 < tokens.Count && pattern.Needs.Contains(tokens[at + 1].Text));
        return needed && name < tokens.Count && tokens[name].Kind == TokenKind.Word ? Name(ClockKind.Unread, tokens, at, name + 1 - at) : null;
    }

    /// <summary>Where the marker must stand after a city: beyond words such as "standard", and another city after "and".</summary>
    private static int Passed(string language, List<Token> tokens, int from, Pattern pattern)
    {
        var at = from;
        while (at < tokens.Count && (pattern.IsPassed(tokens[at]) || tokens[at].IsSign("'’")))
        {
            at++;
            if (tokens[at - 1].IsWord("and") && Cities.Read(language, tokens, at, out var more) is not null)
            {
                at += more;
            }
        }

        return at;
    }

    private static bool FollowedByCity(string language, List<Token> tokens, int from, int end)
    {
        for (var at = from; at < end; at++)
        {
            if (Cities.Read(language, tokens, at, out _) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static ClockName Name(ClockKind kind, List<Token> tokens, int at, int length) =>
        new(kind, string.Concat(tokens.Skip(at).Take(length).Select((t, i) => (t.Spaced && i > 0 ? " " : "") + t.Text)), at, length);

    /// <summary>How a language names clocks.</summary>
    /// <param name="markers">The word that makes a name one of a clock.</param>
    /// <param name="between">Words that may stand between the name and that word.</param>
    /// <param name="nameFirst">Whether the name stands first.</param>
    private sealed class Pattern(string[] markers, string[] between, bool nameFirst)
    {
        private readonly string[] _markers = Folded(markers);
        private readonly string[] _between = Folded(between);

        public bool NameFirst { get; } = nameFirst;

        /// <summary>Names that are any place's.</summary>
        public string[] Local { get; init => field = Folded(value); } = [];

        /// <summary>Words that are no name of a clock.</summary>
        public string[] None { get; init => field = Folded(value); } = [];

        /// <summary>Words between the marker and a place after it; an empty one where none is needed.</summary>
        public string[] Of { get; init => field = Folded(value); } = [];

        /// <summary>Words of which one must follow the marker before a name that is in no table.</summary>
        public string[] Needs { get; init => field = Folded(value); } = [];

        /// <summary>A word that makes a city's name one of a clock without the marker: по Москве.</summary>
        public string Alone { get; init; } = "";

        public bool IsMarker(List<Token> tokens, int at) => at < tokens.Count && tokens[at].IsWord(_markers);

        public bool IsPassed(in Token token) => token.IsWord(_between);

        private static string[] Folded(string[] words) => [.. words.Select(Folding.Fold)];
    }
}
