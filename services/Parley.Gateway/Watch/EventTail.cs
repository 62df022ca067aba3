using Parley.V1;

namespace Parley.Gateway.Watch;

/// <summary>
/// The latest events of one journal, as they are sent: versions without a gap, bounded in number and bytes. Not for several
/// threads at a time.
/// </summary>
/// <param name="capacity">The most events.</param>
/// <param name="capacityBytes">The most bytes of events.</param>
internal sealed class EventTail(int capacity, int capacityBytes)
{
    private readonly Queue<(WatchJournalResponse Message, int Bytes)> _events = new();
    private readonly Dictionary<long, WatchJournalResponse> _byVersion = [];
    private long _bytes;

    /// <summary>The version of the oldest event held.</summary>
    public long First { get; private set; } = 1;

    /// <summary>The version of the latest event held; one less than <see cref="First"/> when there is none.</summary>
    public long Last => First + _events.Count - 1;

    /// <summary>Holds the next event. The oldest go when there are too many; the latest always stays.</summary>
    public void Append(WatchJournalResponse message, int bytes)
    {
        if (message.Event.Version != Last + 1)
        {
            throw new ArgumentException($"Version {message.Event.Version} does not follow {Last}.", nameof(message));
        }

        _events.Enqueue((message, bytes));
        _byVersion.Add(message.Event.Version, message);
        _bytes += bytes;
        while (_events.Count > capacity || (_bytes > capacityBytes && _events.Count > 1))
        {
            _bytes -= _events.Dequeue().Bytes;
            _byVersion.Remove(First);
            First++;
        }
    }

    /// <summary>Forgets everything; the next event will be the one after a version.</summary>
    public void RestartAfter(long version)
    {
        _events.Clear();
        _byVersion.Clear();
        _bytes = 0;
        First = version + 1;
    }

    /// <summary>The event of a version, if it is held.</summary>
    public WatchJournalResponse? Find(long version) => _byVersion.GetValueOrDefault(version);
}
