using Parley.Contract;

namespace Parley.Domain.Caucuses;

/// <summary>
/// The ids of what rooms hold: in a caucus messages and sessions, on the desk notes and relays. By what it begins with an id tells of
/// which kind its entry is, so that nobody is answered with one kind who asks for another. The ids of sessions are assigned ones, and
/// hold no hyphen.
/// </summary>
internal static class RoomIds
{
    /// <summary>What the id of a message begins with.</summary>
    public const string Message = "m-";

    /// <summary>What the id of a note begins with.</summary>
    public const string Note = "n-";

    /// <summary>What the id of a relay begins with.</summary>
    public const string Relay = "r-";

    /// <summary>Whether an id is one of a kind.</summary>
    public static bool Is(string id, string kind) => id.StartsWith(kind, StringComparison.Ordinal);

    /// <summary>The entry that a name means; one that there cannot be when its id is of another kind.</summary>
    public static string EntryOf(string name, string kind) => ResourceName.IdOf(name) is var id && Is(id, kind) ? id : Nothing(id);

    /// <summary>The session that an id in a caucus means; a message's id means none, and null stays null.</summary>
    public static string? SessionOf(string? id) => id is not null && Is(id, Message) ? Nothing(id) : id;

    // No id holds a slash.
    private static string Nothing(string id) => id + "/";
}
