namespace Parley.Journal;

/// <summary>
/// Which writers were purged while appends of theirs were on their way. A writer is forgotten when its last append has
/// been answered, so this holds no more than the queue does; what it sends afterwards meets the store's fence.
/// </summary>
internal sealed class PurgedWriters
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, int> underway = [];
    private readonly HashSet<Guid> purged = [];

    /// <summary>Counts an append in; false when its writer is purged and it must not be queued.</summary>
    public bool TryEnter(Guid writer)
    {
        lock (gate)
        {
            if (purged.Contains(writer))
                return false;
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(underway, writer, out _)++;
            return true;
        }
    }

    /// <summary>Counts an answered append out.</summary>
    public void Leave(Guid writer)
    {
        lock (gate)
        {
            if (--System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(underway, writer, out _) > 0)
                return;
            underway.Remove(writer);
            purged.Remove(writer);
        }
    }

    public void Purge(Guid writer)
    {
        lock (gate)
        {
            if (underway.ContainsKey(writer))
                purged.Add(writer);
        }
    }

    public bool IsPurged(Guid writer)
    {
        lock (gate)
            return purged.Contains(writer);
    }
}
