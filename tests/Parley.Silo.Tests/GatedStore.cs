using Parley.Journal;

namespace Parley.Silo.Tests;

/// <summary>
/// A real store with a gate before its writes: a test can hold commits back, let them go, or have one fail, and so see what
/// callers are told in between.
/// </summary>
internal sealed class GatedStore(IJournalStore inner) : IJournalStore
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _open = Opened();
    private TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _failures;
    private bool _failAfterWriting;

    /// <summary>Holds every write from now on.</summary>
    public void Hold()
    {
        lock (_gate)
        {
            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Completes when a write waits at the gate.</summary>
    public Task WriteWaits()
    {
        lock (_gate)
        {
            return _waiting.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Lets writes go.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _open.TrySetResult();
        }
    }

    /// <summary>Has the next write fail: before anything is on disk, or after, as when the connection is lost in COMMIT.</summary>
    public void FailNext(bool afterWriting)
    {
        lock (_gate)
        {
            _failures = 1;
            _failAfterWriting = afterWriting;
        }
    }

    public async Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        Task open;
        bool fails, afterWriting;
        lock (_gate)
        {
            _waiting.TrySetResult();
            open = _open.Task;
        }

        await open;
        lock (_gate)
        {
            fails = _failures > 0;
            _failures = 0;
            afterWriting = _failAfterWriting;
        }

        if (fails && !afterWriting)
        {
            throw new IOException("The store is away.");
        }

        var results = await inner.Write(batch, cancellation);
        return fails ? throw new IOException("The connection was lost in COMMIT.") : results;
    }

    public Task Migrate(CancellationToken cancellation) => inner.Migrate(cancellation);

    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation) => inner.ReadHead(journal, cancellation);

    public Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation) => inner.ReadSnapshot(journal, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation) => inner.ReadEvents(query, cancellation);

    public Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation) =>
        inner.ReadEntry(journal, entryId, cancellation);

    public Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) => inner.FindRequests(requests, cancellation);

    public Task<IReadOnlyList<DueJournal>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict) =>
        inner.ReadDue(until, limit, cancellation, conflict);

    public Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation) => inner.ListJournals(query, cancellation);

    public Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation) => inner.ListEntries(query, cancellation);

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource();
        open.SetResult();
        return open;
    }
}
