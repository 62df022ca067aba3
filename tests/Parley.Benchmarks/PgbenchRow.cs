using Npgsql;

namespace Parley.Benchmarks;

/// <summary>What pgbench commits.</summary>
/// <param name="Table">Its table: the columns and indexes of <c>event</c>.</param>
/// <param name="WithEntry">True for the columns and indexes of <c>entry</c> beside those.</param>
internal sealed record PgbenchRow(string Table, bool WithEntry)
{
    /// <summary>All that a command writes.</summary>
    public static readonly PgbenchRow Command = new("pgbench_command", WithEntry: true);

    /// <summary>Its event alone.</summary>
    public static readonly PgbenchRow Event = new("pgbench_event", WithEntry: false);

    private const string EntryColumns = "kind, status, category, party, severity, area, occurred_from, occurred_to, last_version";

    /// <summary>Statements that complete the table.</summary>
    public string Further => !WithEntry ? "" : $"""
        ALTER TABLE {Table} ADD kind text COLLATE "C" NOT NULL, ADD status text COLLATE "C" NOT NULL, ADD category text COLLATE "C" NOT NULL,
            ADD party text COLLATE "C" NOT NULL, ADD severity text COLLATE "C" NOT NULL, ADD area text COLLATE "C" NOT NULL,
            ADD occurred_from bigint, ADD occurred_to bigint, ADD due_at bigint, ADD last_version bigint NOT NULL,
            ADD occurred_sort bigint NOT NULL GENERATED ALWAYS AS (coalesce(occurred_from, -100000000000000000)) STORED;
        CREATE UNIQUE INDEX {Table}_entry ON {Table} (journal, kind, entry_id);
        CREATE INDEX {Table}_occurred ON {Table} (journal, kind, occurred_sort, entry_id);
        """;

    /// <summary>pgbench's script: one row, like the last observation that was written.</summary>
    public async Task<string> Script(string database, int journals)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand($"""
            SELECT length(e.payload), length(e.entry_id), e.subject, length(e.request_hash),
                concat_ws(', ', quote_literal(n.kind), quote_literal(n.status), quote_literal(n.category), quote_literal(n.party),
                    quote_literal(n.severity), quote_literal(n.area), n.occurred_from::text, n.occurred_to::text, n.last_version::text)
            FROM event e JOIN entry n ON n.journal = e.journal AND n.id = e.entry_id ORDER BY e.position DESC LIMIT 1
            """);
        await using var row = await command.ExecuteReaderAsync();
        if (!await row.ReadAsync())
        {
            throw new InvalidOperationException("No observation has been reported yet.");
        }

        Console.WriteLine($"{Table}: payload {row.GetInt32(0)} bytes, as an event of the durable command");
        return $"""
            \set journal random(1, {journals})
            \set entry random(1{new string('0', 17)}, 9{new string('0', 17)})
            INSERT INTO {Table} (journal, version, entry_id, subject, request_id, request_hash, payload, recorded_at{(WithEntry ? ", " + EntryColumns : "")})
            VALUES (:journal, nextval('{Table}_version'), '{new string('e', row.GetInt32(1) - 18)}' || (:entry)::text, '{row.GetString(2)}', gen_random_uuid(), '\x{new string('a', 2 * row.GetInt32(3))}', '\x{new string('b', 2 * row.GetInt32(0))}', 1790000000000000{(WithEntry ? ", " + row.GetString(4) : "")});

            """;
    }
}
