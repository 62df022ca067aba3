using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>
/// What every store promises (the table of the journal's design), in as many parts as there are promises. A store joins by
/// deriving from each of the contract classes.
/// </summary>
public abstract class JournalContract(IStoreFixture fixture) : IAsyncLifetime
{
    protected const int MaxEventBytes = 64 * 1024;

    protected static JournalOptions Limits => new() { MaxEventBytes = MaxEventBytes };

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected IStoreFixture Data => fixture;

    /// <summary>An empty store, migrated.</summary>
    protected IJournalStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await fixture.Open(Limits);

    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the store and opens it again on the same data.</summary>
    protected async Task Reopen() => Store = await fixture.Open(Limits);

    protected Task<IReadOnlyList<AppendResult>> Write(params Append[] batch) => Store.Write(batch, Cancellation);

    protected async Task<AppendOutcome[]> Outcomes(params Append[] batch) => [.. (await Write(batch)).Select(result => result.Outcome)];

    protected async Task Commit(params Append[] batch) => Assert.All(await Outcomes(batch), outcome => Assert.Equal(AppendOutcome.Committed, outcome));

    /// <summary>The first payload byte of each event, in order; fails on a hole in the versions.</summary>
    protected async Task<byte[]> Payloads(string journal)
    {
        var events = await Store.ReadEvents(new EventQuery(journal, 1, long.MaxValue, int.MaxValue), Cancellation);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Version));
        return [.. events.Select(e => e.Payload.Span[0])];
    }
}

/// <summary>A place for one store's data.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>Opens the store, closing the one opened before; the data stays.</summary>
    Task<IJournalStore> Open(JournalOptions options);

    /// <summary>Runs a statement on the data, past the store.</summary>
    Task Execute(string sql);

    /// <summary>Lets the database refuse events of this one byte, with an error that says "poison".</summary>
    Task Poison(byte payload);
}
