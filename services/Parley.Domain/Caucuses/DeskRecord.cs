using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>The mediators' desk: that it is there, and what it still has to convey. All else are its entries.</summary>
/// <param name="Journal">conflicts/{conflict}/negotiations/{negotiation}/desk.</param>
public sealed record DeskRecord(string Journal) : JournalState(Journal)
{
    /// <summary>The negotiation.</summary>
    public string Negotiation => ResourceName.ChildOfConflict(Journal);
}

/// <summary>A note of the mediators. It never changes.</summary>
/// <param name="Id">Its id at the desk.</param>
/// <param name="Recorded">The note as it was recorded.</param>
public sealed record NoteEntry(string Id, Note Recorded) : EntryState(NoteEntry.EntryKind, Id)
{
    /// <summary>The kind in the index.</summary>
    public const string EntryKind = "note";

    /// <summary>In order of recording.</summary>
    public override EntryIndex Index => new(OccurredFrom: OrderOfRecording);

    /// <summary>The note as the mediators see it.</summary>
    internal Note View
    {
        get
        {
            var view = Recorded.Clone();
            view.CreateTime = CreatedAt.ToTimestamp();
            return view;
        }
    }
}

/// <summary>What was conveyed from one caucus to another. It never changes.</summary>
/// <param name="Id">Its id at the desk.</param>
/// <param name="Recorded">The relay as it was recorded.</param>
public sealed record RelayEntry(string Id, Relay Recorded) : EntryState(RelayEntry.EntryKind, Id)
{
    /// <summary>The kind in the index.</summary>
    public const string EntryKind = "relay";

    /// <summary>In order of recording.</summary>
    public override EntryIndex Index => new(Category: Recorded.Form.ToString(), OccurredFrom: OrderOfRecording);

    /// <summary>The relay as the mediators see it.</summary>
    internal Relay View
    {
        get
        {
            var view = Recorded.Clone();
            view.CreateTime = CreatedAt.ToTimestamp();
            return view;
        }
    }
}
