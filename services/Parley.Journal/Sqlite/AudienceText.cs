using System.Text;

namespace Parley.Journal.Sqlite;

/// <summary>An audience as the head row keeps it: each key followed by a line feed, which no key holds.</summary>
internal static class AudienceText
{
    public static string From(IReadOnlyList<string> keys)
    {
        var text = new StringBuilder();
        foreach (var key in keys)
            text.Append(key).Append('\n');
        return text.ToString();
    }

    public static string[] Keys(string text) => text.Length == 0 ? [] : text[..^1].Split('\n');

    /// <summary>Whether the text is that of the keys, without making either; asked once an append.</summary>
    public static bool Matches(string text, IReadOnlyList<string> keys)
    {
        var rest = text.AsSpan();
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i];
            if (rest.Length <= key.Length || rest[key.Length] != '\n' || !rest.StartsWith(key, StringComparison.Ordinal))
                return false;
            rest = rest[(key.Length + 1)..];
        }

        return rest.IsEmpty;
    }
}
