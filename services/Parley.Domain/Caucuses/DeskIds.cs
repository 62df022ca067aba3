using Parley.Contract;

namespace Parley.Domain.Caucuses;

/// <summary>A desk holds notes and relays; their ids tell them apart, so that who asks for a note never gets a relay.</summary>
internal static class DeskIds
{
    /// <summary>What the id of a note begins with.</summary>
    public const string Note = "n-";

    /// <summary>What the id of a relay begins with.</summary>
    public const string Relay = "r-";

    /// <summary>The entry that a name means; one that there cannot be when the name is of another kind.</summary>
    public static string EntryOf(string name, string kind) =>
        ResourceName.IdOf(name) is var id && id.StartsWith(kind, StringComparison.Ordinal) ? id : kind + id;
}
