using Parley.Journal;

namespace Parley.Testing;

/// <summary>A store for what only writes: nothing can be read from it.</summary>
public abstract class WriteOnlyStore : IJournalStore
{
    public abstract Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation);

    public Task Migrate(CancellationToken cancellation) => Task.CompletedTask;

    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> Admits(AdmissionQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<DueJournal>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null) => throw new NotSupportedException();

    public Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation) => throw new NotSupportedException();
}
