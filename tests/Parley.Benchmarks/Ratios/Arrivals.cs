namespace Parley.Benchmarks.Ratios;

/// <summary>Counts the watchers that have an event, one event after the other, and tells when the last one had it.</summary>
/// <param name="first">The version at which everybody begins.</param>
internal sealed class Arrivals(long first)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, int> _counts = [];
    private (long Version, int Watchers, TaskCompletionSource<DateTimeOffset> Reached) _awaited = (0, 0, new());
    private Exception? _failure;

    /// <summary>The version at which everybody begins.</summary>
    public long First => first;

    /// <summary>The instant at which a number of watchers have an event. To be asked before the event is there, one at a time.</summary>
    /// <exception cref="Exception">A watch ended.</exception>
    public Task<DateTimeOffset> Of(long version, int watchers)
    {
        lock (_gate)
        {
            _awaited = (version, watchers, new(TaskCreationOptions.RunContinuationsAsynchronously));
            if (_failure is not null)
            {
                _awaited.Reached.SetException(_failure);
            }
            else if (_counts.GetValueOrDefault(version) >= watchers)
            {
                _awaited.Reached.SetResult(TimeProvider.System.GetUtcNow());
            }

            return _awaited.Reached.Task;
        }
    }

    /// <summary>A watcher has an event.</summary>
    public void Add(long version)
    {
        lock (_gate)
        {
            if ((_counts[version] = _counts.GetValueOrDefault(version) + 1) == _awaited.Watchers && version == _awaited.Version)
            {
                _awaited.Reached.TrySetResult(TimeProvider.System.GetUtcNow());
            }
        }
    }

    /// <summary>A watch has ended.</summary>
    public void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            _awaited.Reached.TrySetException(failure);
        }
    }
}
