using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Journal;
using Parley.Silo.Frame;

namespace Parley.Silo.Time;

/// <summary>
/// Looks for journals with something due and wakes them. It holds no timers: what is due stands in the journals' own rows,
/// written with the events that imply it, so nothing is lost with a process.
/// </summary>
public sealed partial class AlarmClock(
    IJournalStore store, IGrainFactory grains, ILegalClock clock, TimeProvider time, IOptions<FrameOptions> options, ILogger<AlarmClock> log)
    : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.AlarmInterval, time);
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

    /// <summary>Wakes what is due now, the earliest first, and waits for it.</summary>
    public async Task Ring(CancellationToken cancellation)
    {
        try
        {
            var due = await store.ReadDue(clock.Now.ToDateTimeOffset(), options.Value.AlarmBatch, cancellation);
            foreach (var atOneInstant in due.GroupBy(d => d.DueAt))
            {
                await Task.WhenAll(atOneInstant.Select(d => grains.GetJournal(d.Name).Wake().AsTask())).WaitAsync(cancellation);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is due could not be woken; it is tried again.")]
    private partial void LogFailed(Exception exception);
}
