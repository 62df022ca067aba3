using System.Data.Common;
using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>Reads of events and of requests.</summary>
internal static class EventRows
{
    private const string Columns = "SELECT e.version, e.entry_id, e.payload, e.recorded_at FROM event e WHERE e.journal = (SELECT id FROM journal WHERE name = $1)";

    // What is recorded never goes back within a journal, so what is too late is cut off from the end of a page: a condition on the
    // rows themselves would read on to the journal's end in search of more.
    private const string Page =
        "AND e.version BETWEEN $2 AND $3 ORDER BY e.version LIMIT $5) page WHERE $4::bigint IS NULL OR recorded_at <= $4 ORDER BY version";

    private const string Range = $"SELECT * FROM ({Columns} {Page}";

    // Apart from the range above so that the planner sees the condition of the index of head events.
    private const string HeadRange = $"SELECT * FROM ({Columns} AND e.entry_id IS NULL {Page}";

    private const string Entry = $"{Columns} AND e.entry_id = $2 ORDER BY e.version";

    // One statement, so one snapshot: the head row comes with its events.
    private const string Snapshot = $"""
        SELECT e.version, e.entry_id, e.payload, e.recorded_at, {HeadRows.Columns}
        FROM journal j LEFT JOIN event e ON e.journal = j.id AND e.entry_id IS NULL
        WHERE j.name = $1 ORDER BY e.version
        """;

    private const string Requests = """
        SELECT e.version, e.request_hash
        FROM unnest($1, $2, $3) WITH ORDINALITY AS r (name, subject, request_id, place)
        LEFT JOIN LATERAL (
            SELECT f.version, f.request_hash FROM event f
            WHERE f.journal = (SELECT id FROM journal j WHERE j.name = r.name) AND f.subject = r.subject AND f.request_id = r.request_id
            LIMIT 1) e ON true
        ORDER BY r.place
        """;

    public static Task<List<StoredEvent>> InRange(NpgsqlDataSource source, EventQuery query, CancellationToken cancellation) => source.All(
        query.HeadOnly ? HeadRange : Range, Read, cancellation,
        query.Journal, query.From, query.To, Rows.OrNull(query.RecordedUntil, Instants.Floor), query.Limit);

    public static Task<List<StoredEvent>> OfEntry(NpgsqlDataSource source, string journal, string entryId, CancellationToken cancellation) =>
        source.All(Entry, Read, cancellation, journal, entryId);

    public static async Task<JournalSnapshot?> WithHead(NpgsqlDataSource source, string journal, CancellationToken cancellation)
    {
        JournalHead? head = null;
        var events = await source.All(
            Snapshot,
            row =>
            {
                head ??= HeadRows.Read(row, from: 4);
                return row.IsDBNull(0) ? null : Read(row);
            },
            cancellation, journal);
        return head is null ? null : new JournalSnapshot(head, [.. events.OfType<StoredEvent>()]);
    }

    public static Task<List<StoredRequest?>> Find(
        NpgsqlDataSource source, IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) => source.All(
            Requests, RequestOf, cancellation,
            requests.Select(r => r.Journal).ToArray(), requests.Select(r => r.Key.Subject).ToArray(), requests.Select(r => r.Key.RequestId).ToArray());

    /// <summary>Where a request stands, from columns of a row; null when it stands nowhere.</summary>
    public static StoredRequest? RequestOf(DbDataReader row, int from) => row.IsDBNull(from)
        ? null
        : new StoredRequest(row.GetInt64(from), row.IsDBNull(from + 1) ? [] : row.GetFieldValue<byte[]>(from + 1));

    private static StoredRequest? RequestOf(DbDataReader row) => RequestOf(row, 0);

    private static StoredEvent Read(DbDataReader row) => new(
        row.GetInt64(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetFieldValue<byte[]>(2), row.Instant(3));
}
