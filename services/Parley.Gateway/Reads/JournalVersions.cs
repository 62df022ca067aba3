using System.Collections.Concurrent;

namespace Parley.Gateway.Reads;

/// <summary>
/// The highest version of each journal that this gateway has shown to anybody. Bounded: when the younger half is full it
/// becomes the older one, and what was in the older one and not used since is forgotten.
/// </summary>
/// <param name="capacity">The most journals remembered.</param>
public sealed class JournalVersions(int capacity)
{
    private readonly Lock _turn = new();
    private readonly int _half = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<string, Highest> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, Highest> _old = new(StringComparer.Ordinal);

    /// <summary>How many journals are remembered.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The highest version shown; 0 for a journal of which nothing is remembered.</summary>
    public long Of(string journal) => Find(journal)?.Version ?? 0;

    /// <summary>A version is shown to somebody. A version of 0 says nothing and is not remembered.</summary>
    public void Show(string journal, long version)
    {
        if (version > 0)
        {
            (Find(journal) ?? Keep(journal, new())).Raise(version);
        }
    }

    private Highest? Find(string journal)
    {
        if (_young.TryGetValue(journal, out var highest))
        {
            return highest;
        }

        return _old.TryGetValue(journal, out highest) ? Keep(journal, highest) : null;
    }

    private Highest Keep(string journal, Highest highest)
    {
        var kept = _young.GetOrAdd(journal, highest);
        if (_young.Count >= _half)
        {
            lock (_turn)
            {
                if (_young.Count >= _half)
                {
                    _old = _young;
                    _young = new(StringComparer.Ordinal);
                }
            }
        }

        return kept;
    }

    private sealed class Highest
    {
        private long _version;

        public long Version => Volatile.Read(ref _version);

        public void Raise(long version)
        {
            long known;
            while ((known = Version) < version && Interlocked.CompareExchange(ref _version, version, known) != known)
            {
            }
        }
    }
}
