using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Npgsql;
using Parley.Journal.Postgres;
using Parley.Journal.Tests.Postgres;
using Parley.Testing;
using Xunit;

namespace Parley.Journal.Tests.Scale;

/// <summary>
/// A database with a truce of 400,000 observations and a conflict of 400,000 statements among a thousand other journals, the same
/// every time. It tells what a query of the store has made the database read.
/// </summary>
public sealed class LargeDatabase(SharedPostgres server) : IAsyncLifetime
{
    public const int Entries = 400_000;
    public const string Conflict = "conflicts/valley";
    public const string Truce = "conflicts/valley/truces/first";
    public const int HeadEvents = 10;

    /// <summary>One statement in so many is of the party, or of the kind, that has few.</summary>
    public const int Rarely = 40_000;

    private const string Reader = "reader";

    private readonly PostgresFixture _fixture = new(server);

    /// <summary>When the nth entry occurred, and the nth event was recorded.</summary>
    public static DateTimeOffset At(int nth) => Make.Noon.AddMinutes(nth);

    public static Guid RequestId(int nth) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"request {nth}")).AsSpan(0, 16), bigEndian: true);

    public async ValueTask InitializeAsync()
    {
        await _fixture.Open(new JournalOptions());
        var noon = (Make.Noon - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        foreach (var statement in new[]
        {
            // Nobody but the queries is to read.
            "ALTER TABLE event SET (autovacuum_enabled = false); ALTER TABLE entry SET (autovacuum_enabled = false); ALTER TABLE journal SET (autovacuum_enabled = false); ALTER TABLE audience SET (autovacuum_enabled = false)",

            // An index is made in a fraction of the time that it takes to be kept up row by row.
            """
            CREATE TABLE kept_index AS SELECT indexname, indexdef FROM pg_indexes
            WHERE schemaname = 'public' AND tablename IN ('event', 'entry') AND indexname NOT LIKE '%_pkey'
            """,
            "DO $$ DECLARE gone text; BEGIN FOR gone IN SELECT indexname FROM kept_index LOOP EXECUTE 'DROP INDEX ' || gone; END LOOP; END $$",
            $"""
            INSERT INTO journal (name, kind, conflict, status, audience, version, writer, due_at, created_at, updated_at)
            SELECT CASE i WHEN 0 THEN '{Conflict}' WHEN 1 THEN '{Truce}' ELSE '{Conflict}/truces/t' || i END, CASE i WHEN 0 THEN 'conflict' ELSE 'truce' END,
                '{Conflict}', CASE i % 10 WHEN 1 THEN 'IN_FORCE' ELSE 'EXPIRED' END, ARRAY['public'], {Entries}, gen_random_uuid(),
                CASE i % 100 WHEN 1 THEN {noon} END, {noon}, {noon}
            FROM generate_series(0, 1000) i
            """,
            "INSERT INTO audience (key, kind, name, journal) SELECT 'public', kind, name, id FROM journal",
            $"""
            INSERT INTO event (journal, version, entry_id, subject, request_id, request_hash, payload, recorded_at)
            SELECT (SELECT id FROM journal WHERE name = '{Truce}'), i, CASE WHEN i % {Entries / HeadEvents} = 1 THEN NULL ELSE 'o' || i END,
                'monitor', substr(encode(sha256(convert_to('request ' || i, 'UTF8')), 'hex'), 1, 32)::uuid, '\x07', convert_to(repeat('x', 200), 'UTF8'), {noon} + i * 60000000::bigint
            FROM generate_series(1, {Entries}) i
            """,
            $"""
            INSERT INTO entry (journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version)
            SELECT (SELECT id FROM journal WHERE name = '{Truce}'), 'observation', 'o' || i, 'REPORTED', '', '', '', '', {noon} + i * 60000000::bigint, NULL,
                CASE WHEN i <= 3 THEN {noon} + i END, i
            FROM generate_series(1, {Entries}) i
            """,
            $"""
            INSERT INTO entry (journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version)
            SELECT (SELECT id FROM journal WHERE name = '{Conflict}'), 'statement', 's' || i,
                CASE WHEN i % 1000 = 1 THEN 'RETRACTED' ELSE 'PUBLISHED' END, CASE i % {Rarely} WHEN 1 THEN 'LETTER' ELSE 'PRESS' || i % 5 END,
                CASE i % {Rarely} WHEN 2 THEN 'few' ELSE 'party' || i % 3 END, '', '', CASE WHEN i % 100 <> 0 THEN {noon} + i * 60000000::bigint END, NULL, NULL, i
            FROM generate_series(1, {Entries}) i
            """,
            "DO $$ DECLARE kept text; BEGIN FOR kept IN SELECT indexdef FROM kept_index LOOP EXECUTE kept; END LOOP; END $$",
            "DROP TABLE kept_index",
            "VACUUM ANALYZE",
        })
        {
            await _fixture.Execute(statement);
        }
    }

    /// <summary>Runs a query as often as it takes for a prepared statement to get a plan for any values, and says what was read each time.</summary>
    /// <returns>The rows answered, the rows that indexes and scans gave to find them, and the pages of tables and indexes looked at.</returns>
    public async Task<(int Answered, long Rows, long Pages)> Read(Func<IJournalStore, Task<int>> query)
    {
        const int times = 10;
        var before = await Counters();
        var answered = 0;
        var connection = new NpgsqlConnectionStringBuilder(_fixture.ConnectionString) { ApplicationName = Reader };
        await using (var store = new PostgresJournalStore(Options.Create(new JournalOptions { ConnectionString = connection.ConnectionString })))
        {
            for (var i = 0; i < times; i++)
            {
                answered = await query(store);
            }
        }

        // The counts are complete when the connections are gone.
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (await Number($"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{Reader}'") > 0)
        {
            await Task.Delay(10, deadline.Token);
        }

        var after = await Counters();
        return (answered, (after.Rows - before.Rows) / times, (after.Pages - before.Pages) / times);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    private async Task<(long Rows, long Pages)> Counters() => (
        await Number("SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables) + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes)"),
        await Number("SELECT sum(heap_blks_read + heap_blks_hit + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0)) FROM pg_statio_user_tables"));

    private async Task<long> Number(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_fixture.ConnectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
