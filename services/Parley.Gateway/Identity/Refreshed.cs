namespace Parley.Gateway.Identity;

/// <summary>
/// A value from outside that is read again while the gateway runs, so that a change counts without a restart. While it cannot be
/// read, or what is read is broken, the last good value stands, and a warning says so once for each new fault.
/// </summary>
/// <typeparam name="T">The value, never changed once read.</typeparam>
internal sealed partial class Refreshed<T> : IDisposable
    where T : class
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private readonly string _what;
    private readonly RefreshTimes _times;
    private readonly Func<CancellationToken, ValueTask<T?>> _read;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private volatile T? _latest;
    private string? _fault;
    private long _triedAt;

    /// <summary>Begins to read again at the interval.</summary>
    /// <param name="what">What is read, for the log: a file's path, or an address.</param>
    /// <param name="first">What was read at the start; null while nothing was.</param>
    /// <param name="times">How often it is read.</param>
    /// <param name="read">Reads it; null when it is the same as the last time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where changes and faults are logged.</param>
    public Refreshed(
        string what, T? first, RefreshTimes times, Func<CancellationToken, ValueTask<T?>> read, TimeProvider time, ILogger logger)
    {
        (_what, _latest, _times, _read, _time, _logger) = (what, first, times, read, time, logger);
        _triedAt = first is null ? long.MinValue : time.GetTimestamp();
        _timer = time.CreateTimer(_ => Poll(), null, times.Interval, times.Interval);
    }

    /// <summary>Raised after the value has changed.</summary>
    public event EventHandler? Changed;

    /// <summary>What was read last; null while nothing was.</summary>
    public T? Latest => _latest;

    /// <summary>What was read last; read now while there is nothing.</summary>
    /// <exception cref="InvalidOperationException">It could not be read yet.</exception>
    public async ValueTask<T> Get()
    {
        if (_latest is null)
        {
            await ReadUnless(_times.LeastGap);
        }

        return _latest ?? throw new InvalidOperationException($"{_what} cannot be read: {_fault}");
    }

    /// <summary>Reads it now, unless that was done less than <see cref="RefreshTimes.LeastGap"/> ago: a caller may cause this.</summary>
    public ValueTask Refresh() => ReadUnless(_times.LeastGap);

    public void Dispose()
    {
        _timer.Dispose();
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private void Poll()
    {
        // A poll that finds the one before it still reading leaves it to that one.
        if (_turn.CurrentCount > 0 && !_disposed.IsCancellationRequested)
        {
            _ = ReadUnless(TimeSpan.Zero).AsTask();
        }
    }

    private async ValueTask ReadUnless(TimeSpan triedWithin)
    {
        var changed = false;
        await _turn.WaitAsync();
        try
        {
            if (triedWithin == TimeSpan.Zero || _triedAt == long.MinValue || _time.GetElapsedTime(_triedAt) >= triedWithin)
            {
                changed = await Read();
                _triedAt = _time.GetTimestamp();
            }
        }
        finally
        {
            _turn.Release();
        }

        if (changed)
        {
            Changed?.Invoke(this, EventArgs.Empty);
        }
    }

    private async ValueTask<bool> Read()
    {
        try
        {
            var fresh = await _read(_disposed.Token);
            if (_fault is not null || fresh is not null)
            {
                LogRead(_what);
            }

            _fault = null;
            _latest = fresh ?? _latest;
            return fresh is not null;
        }
        catch (Exception) when (_disposed.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            // Whatever the fault is, the last good value stands: a moment's fault must neither lock everyone out nor stop the polling.
            if (_fault != e.Message)
            {
                LogFault(_what, e.Message);
            }

            _fault = e.Message;
            return false;
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{What} was read again")]
    private partial void LogRead(string what);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "{What} cannot be used; what was read before stands: {Fault}")]
    private partial void LogFault(string what, string fault);
}

/// <summary>How often something is read again.</summary>
/// <param name="Interval">By itself.</param>
/// <param name="LeastGap">The least time between two readings that callers cause.</param>
internal sealed record RefreshTimes(TimeSpan Interval, TimeSpan LeastGap);
