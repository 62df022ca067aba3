namespace Parley.Gateway.Reads;

/// <summary>
/// The highest version of each journal that this gateway has shown to anybody. Bounded: of more journals than are remembered those that
/// were used least are forgotten.
/// </summary>
/// <param name="capacity">The most journals remembered.</param>
public sealed class JournalVersions(int capacity)
{
    private readonly RecentlyUsed<string, Highest> _shown = new(capacity);

    /// <summary>How many journals are remembered.</summary>
    public int Count => _shown.Count;

    /// <summary>The highest version shown; 0 for a journal of which nothing is remembered.</summary>
    public long Of(string journal) => _shown.TryFind(journal, out var highest) ? highest.Version : 0;

    /// <summary>A version is shown to somebody. A version of 0 says nothing and is not remembered.</summary>
    public void Show(string journal, long version)
    {
        if (version > 0)
        {
            (_shown.TryFind(journal, out var highest) ? highest : _shown.Keep(journal, new())).Raise(version);
        }
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
