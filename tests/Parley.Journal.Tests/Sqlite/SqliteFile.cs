using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Parley.Journal.Sqlite;
using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Sqlite;

/// <summary>What only the SQLite store promises: its file, its schema, its lock.</summary>
public sealed class SqliteFile : IAsyncDisposable
{
    private readonly SqliteFixture fixture = new();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Migrate_NewFile_IsForItsOwnerAlone()
    {
        var store = await fixture.Open(new JournalOptions());
        await store.Write([Make.Append("t", 0)], Cancellation);

        var folder = Path.GetDirectoryName(fixture.DataFile)!;
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        foreach (var file in Directory.GetFiles(folder))
            Assert.Equal(Owner, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Migrate_SecondStore_IsRefusedUntilTheFirstCloses()
    {
        await fixture.Open(new JournalOptions());
        using var second = new SqliteJournalStore(Options.Create(new JournalOptions { DataFile = fixture.DataFile }));

        await Assert.ThrowsAsync<DataFileInUseException>(() => second.Migrate(Cancellation));
        await fixture.Open(new JournalOptions());
    }

    [Fact]
    public async Task Migrate_NewerSchema_IsRefusedInOneLineAndLeavesTheFileFree()
    {
        await fixture.Open(new JournalOptions());
        Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_future.sql', '2030-01-01')");

        for (var i = 0; i < 2; i++)
        {
            var refused = await Assert.ThrowsAsync<NewerSchemaException>(() => fixture.Open(new JournalOptions()));
            Assert.Contains("9999_future.sql", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    [Fact]
    public async Task Migrate_Again_ChangesNothing()
    {
        var store = await fixture.Open(new JournalOptions());
        await store.Write([Make.Append("t", 0)], Cancellation);

        await store.Migrate(Cancellation);

        Assert.Equal(1, (await store.ReadHead("t", Cancellation))!.Version);
    }

    [Fact]
    public async Task Write_BeforeMigrate_Throws()
    {
        using var store = new SqliteJournalStore(Options.Create(new JournalOptions { DataFile = fixture.DataFile }));

        await Assert.ThrowsAsync<InvalidOperationException>(() => store.Write([Make.Append("t", 0)], Cancellation));
    }

    // The trigger stands for any constraint that the store's own checks did not foresee.
    [Fact]
    public async Task Write_DatabaseRefusesARow_ThatAppendFailsAlone()
    {
        var store = await fixture.Open(new JournalOptions());
        Execute("CREATE TRIGGER poison BEFORE INSERT ON event WHEN new.payload = x'42' BEGIN SELECT raise(ABORT, 'poisoned'); END");
        await store.Write([Make.Append("old", 0)], Cancellation);

        var results = await store.Write(
            [
                Make.Append("a", 0), Make.Append("old", 1, Make.Event(2)), Make.Append("old", 2, Make.Event(3), Make.Event(0x42)),
                Make.Append("old", 2), Make.Append("b", 0, Make.Event(0x42)), Make.Append("a", 1) with { Head = Make.Head("other") },
            ],
            Cancellation);

        Assert.Equal([Committed, Committed, Refused, Fenced, Refused, Committed], results.Select(result => result.Outcome));
        Assert.Contains("poisoned", results[2].Error, StringComparison.Ordinal);
        Assert.Equal(2, (await store.ReadHead("old", Cancellation))!.Version);
        Assert.Equal(2, (await store.ReadEvents(new EventQuery("old", 1, 9, 9), Cancellation)).Count);
        Assert.Null(await store.ReadHead("b", Cancellation));
        Assert.Equal(["a"], (await store.ListJournals(new JournalQuery("truce", ["other"], 9), Cancellation)).Select(head => head.Name));
        Assert.Equal(Committed, Assert.Single(await store.Write([Make.Append("old", 2)], Cancellation)).Outcome);
    }

    [Fact]
    public async Task Write_StoreFails_NothingIsWrittenAndTheNextBatchIs()
    {
        var store = await fixture.Open(new JournalOptions());
        Execute("ALTER TABLE entry RENAME TO gone");
        var withEntry = Make.Append("t", 0) with { Entries = [new EntryColumns("statement", "s")] };

        await Assert.ThrowsAsync<SqliteException>(() => store.Write([Make.Append("a", 0), withEntry], Cancellation));

        Assert.Null(await store.ReadHead("a", Cancellation));
        Execute("ALTER TABLE gone RENAME TO entry");
        Assert.All(await store.Write([Make.Append("a", 0), withEntry], Cancellation), result => Assert.Equal(Committed, result.Outcome));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={fixture.DataFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
