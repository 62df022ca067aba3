using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Parley.Domain.Frame;
using Parley.Journal;

namespace Parley.Silo.Frame;

/// <summary>A request that this activation has accepted.</summary>
/// <param name="Hash">The hash of its deterministic bytes.</param>
/// <param name="EntryId">The entry whose resource answers it; null for the head's.</param>
/// <param name="Pending">Its append while that is on its way; null once it is on disk.</param>
internal readonly record struct Remembered<TState>(ReadOnlyMemory<byte> Hash, string? EntryId, Pending<TState>? Pending)
    where TState : JournalState;

/// <summary>The latest requests that an activation has accepted. Older ones are found by the store's unique key.</summary>
/// <param name="capacity">How many to remember.</param>
internal sealed class RequestMemory<TState>(int capacity)
    where TState : JournalState
{
    private readonly Dictionary<RequestKey, Remembered<TState>> _known = [];
    private readonly Queue<RequestKey> _order = new();

    public Remembered<TState>? Find(RequestKey key) => _known.TryGetValue(key, out var remembered) ? remembered : null;

    public void Add(RequestKey key, in Remembered<TState> remembered)
    {
        _known[key] = remembered;
        _order.Enqueue(key);
        while (_order.Count > capacity)
        {
            _known.Remove(_order.Dequeue());
        }
    }

    /// <summary>It is on disk: what it held of the append, events and state, is let go.</summary>
    public void Committed(RequestKey key)
    {
        ref var remembered = ref CollectionsMarshal.GetValueRefOrNullRef(_known, key);
        if (!Unsafe.IsNullRef(ref remembered))
        {
            remembered = remembered with { Pending = null };
        }
    }

    public void Forget(RequestKey key) => _known.Remove(key);
}
