using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Journal;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>
/// What an append is to hold and what the state becomes by it. It changes nothing outside itself, so that a rule that fails in
/// the middle leaves the activation as it was.
/// </summary>
internal sealed class Draft<TState>(Concept<TState> concept, EntryCache cache, string journal, Head<TState> before, Instant recorded, Actor actor)
    where TState : JournalState
{
    private readonly List<EntryState> _entries = [];
    private readonly List<string> _older = [];

    /// <summary>The version after the events so far.</summary>
    public long Version { get; private set; } = before.Version;

    /// <summary>The head's state after the events so far.</summary>
    public TState State { get; private set; } = before.State;

    /// <summary>The events as they are stored.</summary>
    public List<NewEvent> Events { get; } = [];

    /// <summary>The entries that change, each as it becomes.</summary>
    public IReadOnlyList<EntryState> Entries => _entries;

    /// <summary>The index rows of those entries.</summary>
    public IReadOnlyList<EntryColumns> Rows => _entries.ConvertAll(changed => Columns.Of(changed, isNew: !_older.Contains(changed.Id)));

    /// <summary>Stamps an event and folds it. A rule that says itself whose act it is knows better: a call may carry somebody's act.</summary>
    public void Add(Event e)
    {
        Stamp(e, journal, ++Version, recorded, e.Actor ?? actor);
        var entry = e.Entry.Length == 0 ? null : e.Entry;
        if (entry is null)
        {
            State = concept.Fold(State, e);
        }
        else
        {
            AddToEntry(entry, e);
        }

        Events.Add(new(entry, WireBytes.Of(e), recorded.ToDateTimeOffset()));
    }

    /// <summary>Gives an event what the frame knows of it.</summary>
    public static void Stamp(Event e, string journal, long version, Instant recorded, Actor actor)
    {
        e.Journal = journal;
        e.Version = version;
        e.RecordedAt = recorded.ToTimestamp();
        e.Actor = actor;
    }

    private void AddToEntry(string id, Event e)
    {
        var known = _entries.FindIndex(changed => changed.Id == id);
        var entry = known < 0 ? cache.Find(id) : _entries[known];
        if (known >= 0)
        {
            _entries.RemoveAt(known);
        }
        else if (entry is not null)
        {
            _older.Add(id);
        }

        _entries.Add(concept.FoldEntry(entry, e)); // The one that changed last stands last: it is what the command is answered with.
    }
}
