using Parley.Domain.Frame;

namespace Parley.Silo.Frame;

/// <summary>
/// The entries that an activation has at hand. Those with uncommitted events are never let go; of the others the latest few
/// are kept.
/// </summary>
/// <param name="capacity">How many committed entries to keep.</param>
internal sealed class EntryCache(int capacity)
{
    private readonly Dictionary<string, (EntryState Entry, int Uncommitted)> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _committed = new();

    public EntryState? Find(string id) => _entries.TryGetValue(id, out var known) ? known.Entry : null;

    /// <summary>Takes in an entry read from the store, unless a newer state of it is here.</summary>
    public void Load(EntryState entry)
    {
        if (!_entries.ContainsKey(entry.Id))
        {
            _entries.Add(entry.Id, (entry, 0));
            Retire(entry.Id);
        }
    }

    /// <summary>Changes an entry, null before its first event, by an event that is not committed yet.</summary>
    public EntryState Change(string id, Func<EntryState?, EntryState> change)
    {
        var (entry, uncommitted) = _entries.GetValueOrDefault(id);
        var changed = change(entry);
        _entries[id] = (changed, uncommitted + 1);
        return changed;
    }

    /// <summary>One change of the entry has been committed; nothing for an event of the head.</summary>
    public void Commit(string? id)
    {
        if (id is null)
        {
            return;
        }

        var (entry, uncommitted) = _entries[id];
        _entries[id] = (entry, uncommitted - 1);
        if (uncommitted == 1)
        {
            Retire(id);
        }
    }

    /// <summary>Forgets every entry whose changes did not come true; they are read again when needed.</summary>
    public void DropUncommitted()
    {
        foreach (var id in _entries.Where(e => e.Value.Uncommitted > 0).Select(e => e.Key).ToList())
        {
            _entries.Remove(id);
        }
    }

    private void Retire(string id)
    {
        _committed.Enqueue(id);
        while (_committed.Count > capacity)
        {
            var oldest = _committed.Dequeue();
            if (_entries.TryGetValue(oldest, out var known) && known.Uncommitted == 0)
            {
                _entries.Remove(oldest);
            }
        }
    }
}
