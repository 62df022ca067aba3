using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Journal;
using Parley.Silo.Frame;

namespace Parley.Silo.Time;

/// <summary>
/// Looks for journals with something due and wakes them. It holds no timers: what is due stands in the journals' own rows,
/// written with the events that imply it, so nothing is lost with a process. One that does not get done keeps no other waiting,
/// and one whose call to another journal is put off is let rest until it is tried again or something else is due in it. What a
/// command schedules while a journal rests is at most as late as the rest is long, <see cref="FrameOptions.MaxCallRetryDelay"/>.
/// </summary>
public sealed partial class AlarmClock(
    IJournalStore store, IGrainFactory grains, ILegalClock clock, TimeProvider time, IOptions<FrameOptions> options, ILogger<AlarmClock> log)
    : BackgroundService
{
    private readonly FrameOptions _options = options.Value;
    private readonly ConcurrentDictionary<string, Task> _waking = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, DateTimeOffset? DueAt)> _resting = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.AlarmInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Ring(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping: whoever starts next finds the same rows.
        }
    }

    /// <summary>Wakes all that is due now, the earliest first, and waits for it as long as <see cref="FrameOptions.AlarmPatience"/>.</summary>
    /// <returns>How many journals it has woken.</returns>
    public async Task<int> Ring(CancellationToken cancellation)
    {
        var woken = 0;
        try
        {
            var until = clock.Now.ToDateTimeOffset();
            var rung = new HashSet<string>(StringComparer.Ordinal);
            var limit = _options.AlarmBatch;
            while (true)
            {
                var due = await store.ReadDue(until, limit, cancellation);
                var awake = due.Where(d => rung.Add(d.Name) && !Rests(d.Name, until)).ToList();
                woken += awake.Count;
                await Wake(awake, cancellation);
                if (due.Count < limit)
                {
                    Forget(rung);
                    return woken;
                }

                // What was woken and is still due must not hide what stands behind it.
                limit = rung.Count + _options.AlarmBatch;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(e);
            return woken;
        }
    }

    private bool Rests(string journal, DateTimeOffset legalNow) =>
        _resting.TryGetValue(journal, out var rest) && time.GetUtcNow() < rest.Until && !(rest.DueAt <= legalNow);

    // What is no longer due was done by somebody else.
    private void Forget(HashSet<string> due)
    {
        foreach (var journal in _resting.Keys)
        {
            if (!due.Contains(journal))
            {
                _resting.TryRemove(journal, out _);
            }
        }
    }

    private async Task Wake(List<DueJournal> due, CancellationToken cancellation)
    {
        foreach (var atOneInstant in due.GroupBy(d => d.DueAt))
        {
            var woken = Task.WhenAll(atOneInstant.Select(d => _waking.GetOrAdd(d.Name, Wake)).ToList());
            await woken.WaitAsync(_options.AlarmPatience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private async Task Wake(string journal)
    {
        await Task.Yield();
        try
        {
            var left = await grains.GetJournal(journal).Wake();
            if (left.CallsRest is { } rest)
            {
                _resting[journal] = (time.GetUtcNow() + rest, left.DueAt);
            }
            else
            {
                _resting.TryRemove(journal, out _);
            }
        }
        catch (Exception e)
        {
            LogNotWoken(e, journal);
        }
        finally
        {
            _waking.TryRemove(journal, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due could not be found out; it is tried again.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Journal} is due and could not be woken; it is tried again.")]
    private partial void LogNotWoken(Exception exception, string journal);
}
