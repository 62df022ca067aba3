using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Parley.Journal;
using Parley.V1;

namespace Parley.Silo.Tests;

/// <summary>
/// A real store with gates before it: a test can hold commits or reads back, let them go, or have some fail, and so see what
/// callers are told in between.
/// </summary>
internal sealed class GatedStore(IJournalStore inner) : IJournalStore
{
    private readonly Gate _writes = new();
    private readonly ConcurrentQueue<Append> _committed = new();
    private readonly ConcurrentDictionary<Event.BodyOneofCase, bool> _asked = new();
    private int _failures;
    private int _eventsRead;
    private volatile bool _snapshotsFail;
    private volatile bool _admissionsFail;
    private bool _failAfterWriting;
    private volatile Func<Append, bool> _isLost = _ => false;
    private volatile AppendOutcome _loss;

    /// <summary>Reads of single entries.</summary>
    public Gate EntryReads { get; } = new();

    /// <summary>Every read, in order, with what it was of. What the alarm clock looks for by itself is left out.</summary>
    public ConcurrentQueue<(string Read, string Of)> Reads { get; } = new();

    /// <summary>Whether the index is away.</summary>
    public bool AdmissionsFail { set => _admissionsFail = value; }

    /// <summary>How many events have been read, by whatever query.</summary>
    public int EventsRead => Volatile.Read(ref _eventsRead);

    /// <summary>Look-ups of requests.</summary>
    public Gate Lookups { get; } = new();

    /// <summary>The appends that are on disk, in order.</summary>
    public IEnumerable<Append> Committed => _committed;

    /// <summary>Holds every write from now on.</summary>
    public void Hold() => _writes.Hold();

    /// <summary>Completes when a write waits at the gate.</summary>
    public Task WriteWaits() => _writes.SomebodyWaits();

    /// <summary>Lets the write at the gate go and holds the next one.</summary>
    public void LetPass() => _writes.LetPass();

    /// <summary>Lets writes go.</summary>
    public void Release() => _writes.Release();

    /// <summary>Has the next write fail: before anything is on disk, or after, as when the connection is lost in COMMIT.</summary>
    public void FailNext(bool afterWriting) => (_failures, _failAfterWriting) = (1, afterWriting);

    /// <summary>Has appends that hold such an event fail, alone, before or after they are on disk; null to stop.</summary>
    public void Lose(Event.BodyOneofCase? body, bool afterWriting = false, AppendOutcome outcome = AppendOutcome.Unavailable) => (_failAfterWriting, _loss, _isLost) = (
        afterWriting, outcome, append => body is { } b && append.Events.Any(e => Event.Parser.ParseFrom(e.Payload.Span).BodyCase == b));

    /// <summary>Whether an append with such an event has been tried.</summary>
    public bool Asked(Event.BodyOneofCase body) => _asked.ContainsKey(body);

    /// <summary>Whether activations find the store away.</summary>
    public bool SnapshotsFail { set => _snapshotsFail = value; }

    public async Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        await _writes.Pass();
        var fails = Interlocked.Exchange(ref _failures, 0) > 0;
        if (fails && !_failAfterWriting)
        {
            throw new IOException("The store is away.");
        }

        var isLost = _isLost;
        var results = await WriteBut(batch, append => !_failAfterWriting && isLost(append), cancellation);
        foreach (var (append, result) in batch.Zip(results))
        {
            if (result.Outcome == AppendOutcome.Committed)
            {
                _committed.Enqueue(append);
            }
        }

        foreach (var e in batch.SelectMany(a => a.Events))
        {
            _asked[Event.Parser.ParseFrom(e.Payload.Span).BodyCase] = true;
        }

        return fails ? throw new IOException("The connection was lost in COMMIT.")
            : [.. batch.Zip(results, (append, result) => isLost(append) ? Lost : result)];
    }

    public Task Migrate(CancellationToken cancellation) => inner.Migrate(cancellation);

    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(ReadHead), journal));
        return inner.ReadHead(journal, cancellation);
    }

    public Task<bool> Admits(AdmissionQuery query, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(Admits), query.Journal));
        return _admissionsFail ? throw new SqliteException("disk I/O error", 10) : inner.Admits(query, cancellation);
    }

    public async Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(ReadSnapshot), journal));
        var snapshot = _snapshotsFail ? throw new SqliteException("disk I/O error", 10) : await inner.ReadSnapshot(journal, cancellation);
        Count(snapshot?.HeadEvents);
        return snapshot;
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(ReadEvents), query.Journal));
        return Count(await inner.ReadEvents(query, cancellation));
    }

    public async Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(ReadEntry), journal));
        await EntryReads.Pass();
        return Count(await inner.ReadEntry(journal, entryId, cancellation));
    }

    public async Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(FindRequests), string.Join(' ', requests.Select(r => r.Journal))));
        await Lookups.Pass();
        return await inner.FindRequests(requests, cancellation);
    }

    public Task<IReadOnlyList<DueJournal>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null)
    {
        if (conflict is not null)
        {
            Reads.Enqueue((nameof(ReadDue), conflict));
        }

        return inner.ReadDue(until, limit, cancellation, conflict);
    }

    public Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(ListJournals), query.Conflict ?? ""));
        return inner.ListJournals(query, cancellation);
    }

    public Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation)
    {
        Reads.Enqueue((nameof(ListEntries), query.Journal));
        return inner.ListEntries(query, cancellation);
    }

    private IReadOnlyList<StoredEvent> Count(IReadOnlyList<StoredEvent>? read)
    {
        Interlocked.Add(ref _eventsRead, read?.Count ?? 0);
        return read ?? [];
    }

    private AppendResult Lost => new(_loss, Error: "Lost by the test.");

    private async Task<IReadOnlyList<AppendResult>> WriteBut(IReadOnlyList<Append> batch, Func<Append, bool> isLeftOut, CancellationToken cancellation)
    {
        var written = batch.Where(a => !isLeftOut(a)).ToList();
        var results = new Queue<AppendResult>(await inner.Write(written, cancellation));
        return [.. batch.Select(a => isLeftOut(a) ? Lost : results.Dequeue())];
    }
}
