using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Parley.Journal;

/// <summary>
/// Gathers the appends that wait and writes them as one transaction; while it is written the next batch fills. So the
/// cost of reaching the disk is shared by all who wait for it, and nobody waits for company.
/// </summary>
/// <remarks>
/// One writer per store and process. The queue is bounded: a caller that is told <see cref="AppendOutcome.QueueFull"/>
/// passes that on (<c>RESOURCE_EXHAUSTED</c>). After <see cref="AppendOutcome.Unavailable"/> it is unclear whether the
/// append was written; the request id tells, once the store answers again.
/// </remarks>
public sealed class JournalWriter : IAsyncDisposable
{
    private readonly IJournalStore store;
    private readonly JournalOptions options;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Channel<WaitingAppend> queue;
    private readonly PurgedWriters purged = new();
    private readonly Task loop;
    private volatile bool stopping;

    /// <summary>Starts the loop. <paramref name="time"/> is real time, for time-outs only; legal time never comes here.</summary>
    public JournalWriter(IJournalStore store, IOptions<JournalOptions> options, TimeProvider time, ILogger<JournalWriter> log)
    {
        (this.store, this.options, this.time, this.log) = (store, options.Value, time, log);
        queue = Channel.CreateBounded<WaitingAppend>(new BoundedChannelOptions(this.options.QueueCapacity) { SingleReader = true });
        loop = Start();
    }

    /// <summary>
    /// Queues an append; the task completes when it is on disk or has failed, and never with an exception. Appends of one
    /// journal are written in the order of the calls.
    /// </summary>
    /// <exception cref="ArgumentException">The append holds no event.</exception>
    public Task<AppendResult> Append(Append append)
    {
        AppendRules.ThrowIfEmpty(append);
        if (stopping)
            return Task.FromResult(Stopped);
        if (!purged.TryEnter(append.Writer))
            return Task.FromResult(Purged);
        var waiting = new WaitingAppend(append, JournalTelemetry.CurrentCommand());
        JournalTelemetry.Queued(1);
        if (queue.Writer.TryWrite(waiting))
            return waiting.Task;
        JournalTelemetry.Queued(-1);
        purged.Leave(append.Writer);
        return Task.FromResult(stopping ? Stopped : Full);
    }

    /// <summary>
    /// Answers the queued appends of a writer Fenced, and later ones for as long as any of its appends is on its way.
    /// An activation calls this when an append of its failed, since the rest was decided on top of it.
    /// </summary>
    public void Purge(Guid writer) => purged.Purge(writer);

    /// <summary>Writes everything that is queued, then stops; appends that come later are answered Unavailable.</summary>
    public async ValueTask DisposeAsync()
    {
        stopping = true;
        queue.Writer.TryComplete();
        await loop;
    }

    private static AppendResult Stopped => new(AppendOutcome.Unavailable, Error: "The journal is stopping.");

    private static AppendResult Full => new(AppendOutcome.QueueFull, Error: "The journal's queue is full.");

    private static AppendResult Purged => new(AppendOutcome.Fenced, Error: "An earlier append of this writer failed.");

    // Whoever happens to make the writer must not become the parent of every commit, nor lend it a request's context.
    private Task Start()
    {
        if (ExecutionContext.IsFlowSuppressed())
            return Task.Run(Loop);
        using (ExecutionContext.SuppressFlow())
            return Task.Run(Loop);
    }

    private async Task Loop()
    {
        var batch = new List<WaitingAppend>(options.MaxBatchAppends);
        while (await queue.Reader.WaitToReadAsync())
        {
            Gather(batch);
            if (batch.Count > 0)
                await Commit(batch);
            batch.Clear();
        }
    }

    private void Gather(List<WaitingAppend> batch)
    {
        var bytes = 0L;
        while (batch.Count < options.MaxBatchAppends && queue.Reader.TryPeek(out var next)
            && (batch.Count == 0 || bytes + next.Bytes <= options.MaxBatchBytes))
        {
            queue.Reader.TryRead(out _);
            JournalTelemetry.Queued(-1);
            if (purged.IsPurged(next.Append.Writer))
            {
                Answer(next, Purged);
                continue;
            }

            bytes += next.Bytes;
            batch.Add(next);
        }
    }

    private async Task Commit(List<WaitingAppend> batch)
    {
        using var span = JournalTelemetry.StartCommit(batch);
        var began = time.GetTimestamp();
        // A fresh array: a store that overran its time may still be reading it.
        var commit = new JournalCommit(store, options.CommitTimeout, time);
        var results = await commit.Write([.. batch.Select(waiting => waiting.Append)]);
        JournalTelemetry.Committed(batch.Count, time.GetElapsedTime(began));
        if (commit.Fault is { } fault)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, fault.Message);
            JournalWriterLog.CommitFailed(log, batch.Count, fault);
        }

        // Ended before anybody can look for it.
        span?.Stop();
        for (var i = 0; i < batch.Count; i++)
            Answer(batch[i], span is null ? results[i] : results[i] with { CommitSpan = span.Context });
    }

    // Out first, then the answer: a caller that has its answer can count on the writer being forgotten.
    private void Answer(WaitingAppend waiting, AppendResult result)
    {
        purged.Leave(waiting.Append.Writer);
        waiting.SetResult(result);
    }
}
