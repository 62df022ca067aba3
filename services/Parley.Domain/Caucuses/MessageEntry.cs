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
