using Parley.Domain.Frame;

namespace Parley.Silo.Frame;

/// <summary>
/// The entries that an activation has at hand. Those with uncommitted events are never let go; of the others the most recently
/// asked for are kept. Most are reported once and never looked at again: those that nobody has asked for are not kept.
/// </summary>
/// <param name="capacity">How many committed entries to keep.</param>
internal sealed class EntryCache(int capacity)
{
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    // Those that may be let go, the least recently used first.
    private readonly LinkedList<Slot> _committed = new();

    public EntryState? Find(string id)
    {
        if (!_slots.TryGetValue(id, out var slot))
        {
            return null;
        }

        slot.IsAskedFor = true;
        if (slot.Place is { Next: not null } place)
        {
            _committed.Remove(place);
            _committed.AddLast(place);
        }

        return slot.Entry;
    }

    /// <summary>Takes in an entry read from the store, unless a newer state of it is here.</summary>
    public void Load(EntryState entry)
    {
        if (!_slots.ContainsKey(entry.Id))
        {
            var slot = new Slot(entry) { IsAskedFor = true };
            _slots.Add(entry.Id, slot);
            Keep(slot);
        }
    }

    /// <summary>Takes in what an entry becomes by events that are not committed yet.</summary>
    public void Change(EntryState changed, int events)
    {
        if (!_slots.TryGetValue(changed.Id, out var slot))
        {
            _slots.Add(changed.Id, slot = new Slot(changed));
        }

        if (slot.Place is { } place)
        {
            _committed.Remove(place);
            slot.Place = null;
        }

        slot.Entry = changed;
        slot.Uncommitted += events;
    }

    /// <summary>One change of the entry has been committed; nothing for an event of the head.</summary>
    public void Commit(string? id)
    {
        if (id is null || _slots[id] is not { } slot || --slot.Uncommitted > 0)
        {
            return;
        }

        if (slot.IsAskedFor)
        {
            Keep(slot);
        }
        else
        {
            _slots.Remove(id);
        }
    }

    /// <summary>Forgets every entry whose changes did not come true; they are read again when needed.</summary>
    public void DropUncommitted()
    {
        foreach (var (id, slot) in _slots)
        {
            if (slot.Uncommitted > 0)
            {
                _slots.Remove(id);
            }
        }
    }

    private void Keep(Slot slot)
    {
        slot.Place = _committed.AddLast(slot);
        while (_committed.Count > capacity)
        {
            _slots.Remove(_committed.First!.Value.Entry.Id);
            _committed.RemoveFirst();
        }
    }

    private sealed class Slot(EntryState entry)
    {
        public EntryState Entry { get; set; } = entry;

        public int Uncommitted { get; set; }

        public bool IsAskedFor { get; set; }

        /// <summary>Where it stands among those that may be let go; null while it may not.</summary>
        public LinkedListNode<Slot>? Place { get; set; }
    }
}
