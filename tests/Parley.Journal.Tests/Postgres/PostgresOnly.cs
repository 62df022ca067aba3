using Microsoft.Extensions.Options;
using Npgsql;
using Parley.Journal.Postgres;
using Parley.Testing;
using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Postgres;

/// <summary>What only the PostgreSQL store promises: its schema, its locks, and what it does when the database fails.</summary>
public sealed class PostgresOnly(SharedPostgres server) : IAsyncDisposable
{
    private readonly PostgresFixture fixture = new(server);

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Migrate_NewerSchema_IsRefusedInOneLine()
    {
        await fixture.Open(new JournalOptions());
        await fixture.Execute("INSERT INTO schema_versions (scriptname, applied) VALUES ('9999_future.sql', '2030-01-01')");

        var refused = await Assert.ThrowsAsync<NewerSchemaException>(() => fixture.Open(new JournalOptions()));

        Assert.Contains("9999_future.sql", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Migrate_ManyAtOnce_IsDoneOnce()
    {
        await fixture.Open(new JournalOptions());
        await fixture.Execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        var stores = Enumerable.Range(0, 4).Select(_ => Another()).ToArray();

        await Task.WhenAll(stores.Select(store => store.Migrate(Cancellation)));

        Assert.Equal(Committed, Assert.Single(await stores[3].Write([Make.Append("t", 0)], Cancellation)).Outcome);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task Migrate_WhileAnotherTakesLong_Waits()
    {
        await fixture.Open(new JournalOptions());
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var other = await source.OpenConnectionAsync(Cancellation);
        await Run(other, $"SELECT pg_advisory_lock({PostgresJournalStore.MigrationLock})");
        await using var store = Another(TimeSpan.FromMilliseconds(200));

        var migration = store.Migrate(Cancellation);
        await Task.WhenAny(migration, Waits(other));
        Assert.False(migration.IsCompleted, migration.Exception?.Message);
        await Run(other, $"SELECT pg_advisory_unlock({PostgresJournalStore.MigrationLock})");

        await migration;
    }

    [Fact]
    public async Task Migrate_CommitsDoNotWaitForTheDisk_IsRefusedInOneLine()
    {
        await fixture.Open(new JournalOptions());
        await fixture.Execute($"ALTER DATABASE {fixture.Database} SET synchronous_commit = off");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Open(new JournalOptions()));

        Assert.Contains("synchronous_commit", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Write_HeadLockedBySomebodyElse_ThatJournalFailsAndNobodyWaits()
    {
        var store = await fixture.Open(new JournalOptions());
        await store.Write([Make.Append("a", 0), Make.Append("b", 0)], Cancellation);
        await using var source = NpgsqlDataSource.Create(fixture.ConnectionString);
        await using var other = await source.OpenConnectionAsync(Cancellation);
        await using (await other.BeginTransactionAsync(Cancellation))
        {
            await using var hold = new NpgsqlCommand("SELECT FROM journal WHERE name = 'a' FOR UPDATE", other);
            await hold.ExecuteNonQueryAsync(Cancellation);

            var results = await store.Write([Make.Append("a", 1), Make.Append("b", 1)], Cancellation);

            Assert.Equal([Fenced, Committed], results.Select(result => result.Outcome));
        }

        Assert.Equal(Committed, Assert.Single(await store.Write([Make.Append("a", 1)], Cancellation)).Outcome);
    }

    [Fact]
    public async Task Write_ConnectionsCut_TheNextBatchOpensAnother()
    {
        var store = await fixture.Open(new JournalOptions());
        await store.Write([Make.Append("a", 0)], Cancellation);
        await fixture.Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        var outcomes = new List<AppendOutcome>();
        for (var tries = 0; tries < 10 && outcomes is not [.., Committed]; tries++)
        {
            try
            {
                outcomes.AddRange((await store.Write([Make.Append("a", 1)], Cancellation)).Select(result => result.Outcome));
            }
            catch (NpgsqlException)
            {
                // A connection that was cut fails once.
            }
        }

        Assert.Equal([Committed], outcomes);
        Assert.Equal(2, (await store.ReadHead("a", Cancellation))!.Version);
    }

    [Fact]
    public async Task Write_TwoStoresCreateOneJournal_OneWins()
    {
        var store = await fixture.Open(new JournalOptions());
        await using var other = Another();

        for (var i = 0; i < 50; i++)
        {
            var outcomes = await Task.WhenAll(
                store.Write([Make.Append($"j{i}", 0)], Cancellation), other.Write([Make.Append($"j{i}", 0) with { Writer = Make.Other }], Cancellation));

            Assert.Equal([Committed, Fenced], outcomes.Select(results => results.Single().Outcome).Order());
        }
    }

    [Fact]
    public async Task Write_AsManyAsABatchHolds_StandsWholeAndInOrder()
    {
        var store = await fixture.Open(new JournalOptions());
        var batch = Enumerable.Range(0, 1024).Select(i => Make.Append($"j{i % 100}", i / 100, Make.Event((byte)i, $"o{i}")) with
        {
            Entries = [new EntryColumns("observation", $"o{i}") { OccurredFrom = Make.Noon }],
            Request = Make.Request("monitor", i),
        }).ToArray();

        Assert.All(await store.Write(batch, Cancellation), result => Assert.Equal(Committed, result.Outcome));

        Assert.Equal(11, (await store.ListEntries(new EntryQuery("j0", "observation", 500), Cancellation)).Count);
        Assert.Equal(Enumerable.Range(1, 11).Select(v => (long)v), (await store.ReadEvents(new EventQuery("j0", 1, 99, 99), Cancellation)).Select(e => e.Version));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Until the migration has waited for longer than either limit of a write allows.
    private static Task Waits(NpgsqlConnection connection) => Run(connection, """
        DO $$ BEGIN
            WHILE NOT EXISTS (
                SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND query_start < clock_timestamp() - interval '1.5 s')
            LOOP PERFORM pg_sleep(0.05); PERFORM pg_stat_clear_snapshot(); END LOOP;
        END $$
        """);

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private PostgresJournalStore Another(TimeSpan? commitTimeout = null)
    {
        var options = new JournalOptions { ConnectionString = fixture.ConnectionString };
        options.CommitTimeout = commitTimeout ?? options.CommitTimeout;
        return new(Options.Create(options));
    }
}
