using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>Something said in a caucus. It never changes.</summary>
/// <param name="Id">Its id in the caucus.</param>
/// <param name="Sent">The message as it was recorded.</param>
public sealed record MessageEntry(string Id, CaucusMessage Sent) : EntryState(MessageEntry.EntryKind, Id)
{
    /// <summary>The kind in the index.</summary>
    public const string EntryKind = "message";

    /// <summary>In order of recording; mediators look for what they may pass on.</summary>
    public override EntryIndex Index => new(Category: Sent.Disclosure.ToString(), Party: Sent.Sender.Party, OccurredFrom: OrderOfRecording);

    /// <summary>The message as its readers see it.</summary>
    internal CaucusMessage View
    {
        get
        {
            var view = Sent.Clone();
            view.CreateTime = CreatedAt.ToTimestamp();
            return view;
        }
    }
}

/// <summary>
/// The ids of messages. A caucus holds sessions too, under assigned ids that hold no hyphen; by its prefix an id tells that it is a
/// message's, so that nobody is answered with a session who asks for a message by a session's id.
/// </summary>
internal static class MessageIds
{
    private const string Prefix = "m-";

    /// <summary>The id of the message that a request makes.</summary>
    public static string For(string assigned) => Prefix + assigned;

    /// <summary>True for the id of a message.</summary>
    public static bool IsOne(string id) => id.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The entry that a message's name names. What is no message's name is no entry's id either, and finds nothing.</summary>
    public static string EntryOf(string name) =>
        ResourceName.Matches(name, ResourceName.MessagePattern) && ResourceName.IdOf(name) is var id && IsOne(id) ? id : name + "/";

    /// <summary>The entry that a session's name names; a message's id names no session.</summary>
    public static string? EntryOfSession(string? id) => id is not null && IsOne(id) ? id + "/" : id;
}
