using System.Text.RegularExpressions;

namespace Parley.Chaos.History;

/// <summary>Words that can be told from all others, so that whatever anybody is shown can be searched for them.</summary>
public static partial class Words
{
    /// <summary>Words that nobody has said before.</summary>
    public static string New() => $"words-{Guid.NewGuid():N}";

    /// <summary>Those that stand in an answer, each once.</summary>
    public static IReadOnlyList<string> In(string answer) => [.. Marked().Matches(answer).Select(m => m.Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("words-[0-9a-f]{32}")]
    private static partial Regex Marked();
}
