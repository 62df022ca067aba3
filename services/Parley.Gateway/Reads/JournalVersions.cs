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
    private volatile ConcurrentDictionary<string, long> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, long> _old = new(StringComparer.Ordinal);

    /// <summary>How many journals are remembered.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The highest version shown; 0 for a journal of which nothing is remembered.</summary>
    public long Of(string journal)
    {
        if (_young.TryGetValue(journal, out var version))
        {
            return version;
        }

        if (!_old.TryGetValue(journal, out version))
        {
            return 0;
        }

        Keep(journal, version);
        return version;
    }

    /// <summary>A version is shown to somebody. A version of 0 says nothing and is not remembered.</summary>
    public void Show(string journal, long version)
    {
        if (version > Of(journal))
        {
            Keep(journal, version);
        }
    }

    private void Keep(string journal, long version)
    {
        _young.AddOrUpdate(journal, static (_, shown) => shown, static (_, known, shown) => Math.Max(known, shown), version);
        if (_young.Count < _half)
        {
            return;
        }

        lock (_turn)
        {
            if (_young.Count >= _half)
            {
                _old = _young;
                _young = new(StringComparer.Ordinal);
            }
        }
    }
}
