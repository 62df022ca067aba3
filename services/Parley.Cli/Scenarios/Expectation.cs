using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime.Text;

namespace Parley.Cli.Scenarios;

/// <summary>One thing that must hold of what came back.</summary>
/// <param name="Path">Where to look.</param>
/// <param name="Matcher">How it is compared.</param>
/// <param name="Expected">With what; variables not yet filled in.</param>
/// <param name="Line">Where it stands in the file.</param>
internal sealed record Expectation(JsonPath Path, Matcher Matcher, JsonNode? Expected, int Line)
{
    /// <summary>The longest time a pattern of a scenario may take.</summary>
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>What it asks for, in words.</summary>
    public string Wanted => Matcher switch
    {
        Matcher.Equal => Show(Expected),
        Matcher.Exists => IsTrue(Expected) ? "something" : "nothing",
        _ => $"{Word} {Show(Expected)}",
    };

    /// <summary>The same expectation with variables filled in.</summary>
    public Expectation Fill(Variables variables) =>
        this with { Path = Path.Fill(variables.Fill), Expected = variables.Fill(Expected) };

    /// <summary>What is not as expected; null when all is.</summary>
    public Mismatch? Check(JsonNode? root)
    {
        var actual = Path.Find(root);
        return Holds(actual) ? null : new(Path.Text, Wanted, Show(actual), Line);
    }

    private bool Holds(JsonNode? actual) => Matcher switch
    {
        Matcher.Equal => Same(actual, Expected),
        Matcher.Not => !Same(actual, Expected),
        Matcher.Exists => actual is not null == IsTrue(Expected),
        Matcher.Contains => actual is JsonArray list ? list.Any(i => Same(i, Expected)) : TextOf(actual).Contains(TextOf(Expected), StringComparison.Ordinal),
        Matcher.Matches => IsFoundIn(TextOf(actual), TextOf(Expected)),
        Matcher.AtLeast => Compare(actual, Expected) >= 0,
        Matcher.AtMost => Compare(actual, Expected) <= 0,
        _ => false,
    };

    /// <summary>What is wrong with a regular expression; null where it is one.</summary>
    public static string? PatternProblem(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, PatternTimeout);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"this is no regular expression: {e.Message}";
        }
    }

    private static bool IsFoundIn(string text, string pattern)
    {
        if (PatternProblem(pattern) is { } problem)
        {
            throw new UsageException(problem);
        }

        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // Proto JSON leaves defaults out, so false, 0, "", [] and {} are the same as nothing. Instants are equal whatever their digits.
    private static bool Same(JsonNode? actual, JsonNode? expected)
    {
        if (expected is JsonArray wanted)
        {
            var items = actual as JsonArray ?? [];
            return items.Count == wanted.Count && items.Zip(wanted).All(p => Same(p.First, p.Second));
        }

        if (expected is JsonObject fields)
        {
            return fields.All(f => Same((actual as JsonObject)?[f.Key], f.Value));
        }

        if (actual is null || expected is null)
        {
            return IsDefault(actual) && IsDefault(expected);
        }

        return TextOf(actual) == TextOf(expected)
            || (InstantPattern.ExtendedIso.Parse(TextOf(actual)) is { Success: true } a
                && InstantPattern.ExtendedIso.Parse(TextOf(expected)) is { Success: true } b && a.Value == b.Value);
    }

    private static bool IsDefault(JsonNode? node) => node switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject map => map.Count == 0,
        _ => TextOf(node) is "" or "0" or "false",
    };

    // Numbers by size, durations by length, everything else (instants among them) by text.
    private static int Compare(JsonNode? actual, JsonNode? expected)
    {
        var (a, b) = (TextOf(actual ?? JsonValue.Create(0)), TextOf(expected));
        return decimal.TryParse(a.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var x)
            && decimal.TryParse(b.TrimEnd('s'), NumberStyles.Float, CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y)
            : InstantPattern.ExtendedIso.Parse(a) is { Success: true } i && InstantPattern.ExtendedIso.Parse(b) is { Success: true } j
                ? i.Value.CompareTo(j.Value)
                : string.CompareOrdinal(a, b);
    }

    private string Word => Matcher switch { Matcher.AtLeast => "at least", Matcher.AtMost => "at most", _ => Matcher.ToString().ToLowerInvariant() };

    private static bool IsTrue(JsonNode? node) => TextOf(node) is "true";

    private static string TextOf(JsonNode? node) => node?.ToString() ?? "";

    private static string Show(JsonNode? node) => node is null ? "nothing" : JsonText.Of(node);
}

/// <summary>How an expectation compares.</summary>
internal enum Matcher
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Anything else.</summary>
    Not,

    /// <summary>Set, or with false: not set.</summary>
    Exists,

    /// <summary>A text that contains, or a list that has.</summary>
    Contains,

    /// <summary>A text in which the regular expression is found.</summary>
    Matches,

    /// <summary>Not less, not earlier, not shorter.</summary>
    AtLeast,

    /// <summary>Not more, not later, not longer.</summary>
    AtMost,
}

/// <summary>Something that came back otherwise than expected.</summary>
/// <param name="Path">Where; empty: the answer itself.</param>
/// <param name="Expected">What was expected, in words.</param>
/// <param name="Actual">What came.</param>
/// <param name="Line">Where that expectation stands in the file.</param>
internal sealed record Mismatch(string Path, string Expected, string Actual, int Line);
