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
        await fixture.Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('9999_future.sql', '2030-01-01')");

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

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
