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
    public const string NegotiationPattern = "conflicts/*/negotiations/*";
    public const string TextPattern = "conflicts/*/negotiations/*/texts/*";
    public const string CaucusPattern = "conflicts/*/negotiations/*/caucuses/*";
    public const string MessagePattern = "conflicts/*/negotiations/*/caucuses/*/messages/*";
    public const string SessionPattern = "conflicts/*/negotiations/*/sessions/*";
    public const string CaucusSessionPattern = "conflicts/*/negotiations/*/caucuses/*/sessions/*";
    public const string DeskPattern = "conflicts/*/negotiations/*/desk";
    public const string NotePattern = "conflicts/*/negotiations/*/desk/notes/*";
    public const string RelayPattern = "conflicts/*/negotiations/*/desk/relays/*";
    public const string VaultPattern = "conflicts/*/negotiations/*/vault";

    /// <summary>The longest id, in characters.</summary>
    public const int MaxIdLength = 63;

    public static string Conflict(string conflict) => "conflicts/" + conflict;

    /// <summary>The name of a child: <c>Child("conflicts/c", "truces", "t")</c>.</summary>
    public static string Child(string parent, string collection, string id) => $"{parent}/{collection}/{id}";

    /// <summary>The caucus of a member in a negotiation; its id is the party's.</summary>
    public static string Caucus(string negotiation, string party) => Child(negotiation, "caucuses", IdOf(party));

    /// <summary>The mediators' desk of a negotiation (a singleton, AIP-156).</summary>
    public static string Desk(string negotiation) => negotiation + "/desk";

    /// <summary>The vault of a negotiation (a singleton). No rpc reads it.</summary>
    public static string Vault(string negotiation) => negotiation + "/vault";

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
    public static string ConflictOf(string name) => Segments(name, 2);

    /// <summary>The negotiation, truce or other child of a conflict that a name belongs to: its first four segments.</summary>
    public static string ChildOfConflict(string name) => Segments(name, 4);

    private static string Segments(string name, int count)
    {
        var end = -1;
        for (var i = 0; i < count; i++)
        {
            end = name.IndexOf('/', end + 1);
            if (end < 0)
            {
                return name;
            }
        }

        return name[..end];
    }
}
