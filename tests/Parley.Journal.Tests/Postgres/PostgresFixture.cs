using Microsoft.Extensions.Options;
using Npgsql;
using Parley.Journal.Postgres;
using Parley.Journal.Tests.Contract;
using Parley.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Parley.Journal.Tests.Postgres;

/// <summary>A database of its own on the shared server, gone at the end.</summary>
public sealed class PostgresFixture(SharedPostgres server) : IStoreFixture
{
    private PostgresJournalStore? store;

    public string Database => new NpgsqlConnectionStringBuilder(ConnectionString).Database!;

    /// <summary>How to connect to it, once it has been opened.</summary>
    public string ConnectionString { get; private set; } = "";

    public async Task<IJournalStore> Open(JournalOptions options)
    {
        if (store is null)
            ConnectionString = await server.Create();
        else
            await store.DisposeAsync();
        options.ConnectionString = ConnectionString;
        store = new PostgresJournalStore(Options.Create(options));
        await store.Migrate(CancellationToken.None);
        return store;
    }

    public Task Execute(string sql) => PostgresServer.Execute(ConnectionString, sql);

    public Task Poison(byte payload) => Execute($@"ALTER TABLE event ADD CONSTRAINT poison CHECK (payload <> '\x{payload:x2}')");

    public async ValueTask DisposeAsync()
    {
        if (store is null)
            return;
        await store.DisposeAsync();
        await server.Drop(ConnectionString);
    }
}
