using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Parley.Journal.Sqlite;
using Parley.Journal.Tests.Contract;

namespace Parley.Journal.Tests.Sqlite;

/// <summary>A data file in a folder of its own, gone at the end.</summary>
public sealed class SqliteFixture : IStoreFixture
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"parley-journal-{Guid.NewGuid():N}");
    private SqliteJournalStore? store;

    public string DataFile => Path.Combine(folder, "data", "parley.db");

    public async Task<IJournalStore> Open(JournalOptions options)
    {
        store?.Dispose();
        options.DataFile = DataFile;
        store = new SqliteJournalStore(Options.Create(options));
        await store.Migrate(CancellationToken.None);
        return store;
    }

    public async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={DataFile};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public Task Poison(byte payload) =>
        Execute($"CREATE TRIGGER poison BEFORE INSERT ON event WHEN new.payload = x'{payload:x2}' BEGIN SELECT raise(ABORT, 'poison'); END");

    public ValueTask DisposeAsync()
    {
        store?.Dispose();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
