using System.Threading.Channels;

namespace Parley.Journal.Tests.Writer;

/// <summary>A store whose writes wait until the test says how they end.</summary>
internal sealed class ScriptedStore : IJournalStore
{
    private readonly Channel<Call> calls = Channel.CreateUnbounded<Call>();

    /// <summary>The next write that the writer has begun; waits for it, ten seconds at most.</summary>
    public Task<Call> Next() => calls.Reader.ReadAsync(Xunit.TestContext.Current.CancellationToken).AsTask().WaitAsync(
        TimeSpan.FromSeconds(10), Xunit.TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var call = new Call(batch, cancellation);
        calls.Writer.TryWrite(call);
        return call.Task;
    }

    public Task Migrate(CancellationToken cancellation) => Task.CompletedTask;

    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<DueJournal>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null) => throw new NotSupportedException();

    public Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation) => throw new NotSupportedException();

    /// <summary>One write, not ended yet.</summary>
    internal sealed class Call(IReadOnlyList<Append> batch, CancellationToken cancellation)
        : TaskCompletionSource<IReadOnlyList<AppendResult>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IReadOnlyList<Append> Batch => batch;
        public CancellationToken Cancellation => cancellation;
        public string Journals => string.Join(' ', batch.Select(append => append.Journal));

        public void Commit() => SetResult([.. batch.Select(append => new AppendResult(AppendOutcome.Committed, append.ExpectedVersion + append.Events.Count))]);
    }
}
