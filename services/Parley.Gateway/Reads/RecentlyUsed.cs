using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Parley.Gateway.Reads;

/// <summary>
/// Remembers what was used lately. Bounded: when the younger half is full it becomes the older one, and what was in the older one and not
/// used since is forgotten. May be used by any number of threads.
/// </summary>
/// <param name="capacity">The most keys remembered.</param>
internal sealed class RecentlyUsed<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _turn = new();
    private readonly int _half = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<TKey, TValue> _young = new();
    private volatile ConcurrentDictionary<TKey, TValue> _old = new();

    /// <summary>How many keys are remembered, one that is in both halves twice.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>What is remembered of a key; it counts as used.</summary>
    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!_old.TryGetValue(key, out value))
        {
            return false;
        }

        value = Keep(key, value);
        return true;
    }

    /// <summary>Remembers a value, unless the key has one already.</summary>
    /// <returns>What is remembered of the key.</returns>
    public TValue Keep(TKey key, TValue value)
    {
        var kept = _young.GetOrAdd(key, value);
        if (_young.Count >= _half)
        {
            lock (_turn)
            {
                if (_young.Count >= _half)
                {
                    _old = _young;
                    _young = new();
                }
            }
        }

        return kept;
    }

    /// <summary>Forgets a key.</summary>
    public void Forget(TKey key)
    {
        _young.TryRemove(key, out _);
        _old.TryRemove(key, out _);
    }
}
