namespace Parley.Contract;

/// <summary>
/// Resource names (AIP-122): <c>conflicts/{conflict}/truces/{truce}</c> and their kin. The one place that takes names apart.
/// </summary>
public static class ResourceName
{
    public const string ConflictPattern = "conflicts/*";
    public const string PartyPattern = "conflicts/*/parties/*";
    public const string AreaPattern = "conflicts/*/areas/*";
    public const string ContestedFactPattern = "conflicts/*/contestedFacts/*";
    public const string StatementPattern = "conflicts/*/statements/*";
    public const string PressPattern = "conflicts/*/press/*";
    public const string TrucePattern = "conflicts/*/truces/*";
    public const string ObservationPattern = "conflicts/*/truces/*/observations/*";

    /// <summary>The longest id, in characters.</summary>
    public const int MaxIdLength = 63;

    public static string Conflict(string conflict) => "conflicts/" + conflict;

    /// <summary>The name of a child: <c>Child("conflicts/c", "truces", "t")</c>.</summary>
    public static string Child(string parent, string collection, string id) => $"{parent}/{collection}/{id}";

    /// <summary>True for <c>[a-z][a-z0-9-]{1,62}</c>.</summary>
    public static bool IsId(ReadOnlySpan<char> id)
    {
        if (id.Length is < 2 or > MaxIdLength || !char.IsAsciiLetterLower(id[0]))
        {
            return false;
        }

        foreach (var c in id)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True when the name has the pattern's literal segments and a valid id for each <c>*</c>.</summary>
    public static bool Matches(string name, string pattern)
    {
        var names = name.AsSpan().Split('/');
        var patterns = pattern.AsSpan().Split('/');
        while (true)
        {
            var moreNames = names.MoveNext();
            if (moreNames != patterns.MoveNext())
            {
                return false;
            }

            if (!moreNames)
            {
                return true;
            }

            var segment = name.AsSpan()[names.Current];
            var expected = pattern.AsSpan()[patterns.Current];
            if (expected is "*" ? !IsId(segment) : !segment.SequenceEqual(expected))
            {
                return false;
            }
        }
    }

    /// <summary>The last segment of a name.</summary>
    public static string IdOf(string name) => name[(name.LastIndexOf('/') + 1)..];

    /// <summary>The name without its last two segments; empty when there are none.</summary>
    public static string ParentOf(string name)
    {
        var last = name.LastIndexOf('/');
        var before = last <= 0 ? -1 : name.LastIndexOf('/', last - 1);
        return before < 0 ? "" : name[..before];
    }

    /// <summary>The conflict that a name belongs to: its first two segments.</summary>
    public static string ConflictOf(string name)
    {
        var first = name.IndexOf('/', StringComparison.Ordinal);
        var second = first < 0 ? -1 : name.IndexOf('/', first + 1);
        return second < 0 ? name : name[..second];
    }
}
