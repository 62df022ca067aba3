using Microsoft.Extensions.Options;
using Npgsql;
using Parley.Journal.Postgres;
using Parley.Journal.Tests.Contract;
using Parley.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(Parley.Journal.Tests.Postgres.SharedPostgres))]

namespace Parley.Journal.Tests.Postgres;

/// <summary>One server for all tests.</summary>
public sealed class SharedPostgres : IAsyncLifetime
{
    private PostgresServer server = null!;

    public string ConnectionString => server.ConnectionString;

    public async ValueTask InitializeAsync() => server = await PostgresServer.Start();

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.DisposeAsync();
    }

    /// <summary>Runs a statement in the server's own database.</summary>
    public async Task Execute(string sql, string? database = null)
    {
        var text = new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false };
        text.Database = database ?? text.Database;
        await using var source = NpgsqlDataSource.Create(text);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of its own on the shared server, gone at the end.</summary>
public sealed class PostgresFixture(SharedPostgres server) : IStoreFixture
{
    private PostgresJournalStore? store;

    public string Database { get; } = $"test_{Guid.NewGuid():N}";

    /// <summary>How to connect to it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = Database }.ConnectionString;

    public async Task<IJournalStore> Open(JournalOptions options)
    {
        if (store is null)
            await server.Execute($"CREATE DATABASE {Database}");
        else
            await store.DisposeAsync();
        options.ConnectionString = ConnectionString;
        store = new PostgresJournalStore(Options.Create(options));
        await store.Migrate(CancellationToken.None);
        return store;
    }

    public Task Execute(string sql) => server.Execute(sql, Database);

    public Task Poison(byte payload) => Execute($@"ALTER TABLE event ADD CONSTRAINT poison CHECK (payload <> '\x{payload:x2}')");

    public async ValueTask DisposeAsync()
    {
        if (store is null)
            return;
        await store.DisposeAsync();
        await server.Execute($"DROP DATABASE {Database} WITH (FORCE)");
    }
}
