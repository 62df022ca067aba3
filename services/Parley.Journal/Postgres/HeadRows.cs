using System.Data.Common;
using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>Reads of head rows, of what is due and of lists of journals.</summary>
internal static class HeadRows
{
    /// <summary>The columns that <see cref="Read"/> takes, of a table named <c>j</c>.</summary>
    public const string Columns =
        "j.name, j.kind, j.conflict, j.status, j.audience, j.version, j.writer, j.due_at, j.created_at, j.updated_at, j.trace";

    private const int MaxKeys = 256;

    private const string ByName = $"SELECT {Columns} FROM journal j WHERE j.name = $1";

    // Each side gives its earliest; a journal that is cut off on the side of its earliest has enough before it in the whole, too.
    private const string Due = """
        SELECT name, min(due_at) FROM (
            (SELECT name, due_at FROM journal WHERE due_at <= $1 AND ($3::text IS NULL OR conflict = $3) ORDER BY due_at, name LIMIT $2)
            UNION ALL
            (SELECT j.name, min(e.due_at) FROM entry e JOIN journal j ON j.id = e.journal
             WHERE e.due_at <= $1 AND ($3::text IS NULL OR j.conflict = $3) GROUP BY j.name ORDER BY 2, 1 LIMIT $2)) AS due (name, due_at)
        GROUP BY name ORDER BY 2, 1 LIMIT $2
        """;

    // Both halves look for the reader's keys in the index and for nothing else, so no row of a journal that is not the reader's is read.
    private const string Admission = """
        SELECT EXISTS (SELECT FROM audience a WHERE a.key = ANY ($3) AND a.kind = $1 AND a.name = $2)
            OR EXISTS (SELECT FROM unnest($4::text[], $5::text[]) AS r (behind, last) CROSS JOIN LATERAL (
                SELECT FROM audience a WHERE a.key > r.behind AND a.key <= r.last AND a.kind = $1 AND a.name = $2 LIMIT 1) found)
        """;

    private const string Filters = "($3::text[] IS NULL OR j.status = ANY ($3))";

    // Along the conflict's journals, looking for the reader's keys in each.
    private const string InConflict = $"""
        SELECT {Columns} FROM journal j
        WHERE j.kind = $1 AND j.conflict = $6 AND j.name > $2 AND {Filters}
            AND EXISTS (SELECT FROM audience a WHERE a.journal = j.id AND a.key = ANY ($5))
        ORDER BY j.name LIMIT $4
        """;

    // Along the journals of each key, a page of each at most, merged in order of name. The rows of the page are fetched one by one: a
    // join would read the whole table while that is small.
    private const string OfKeys = $"""
        SELECT {Columns} FROM (
            SELECT DISTINCT found.name, found.journal FROM unnest($5) AS k (key) CROSS JOIN LATERAL (
                SELECT a.name, a.journal FROM audience a JOIN journal j ON j.id = a.journal
                WHERE a.key = k.key AND a.kind = $1 AND a.name > $2 AND {Filters}
                ORDER BY a.name LIMIT $4) found
            ORDER BY found.name LIMIT $4) page
        CROSS JOIN LATERAL (SELECT * FROM journal WHERE id = page.journal LIMIT 1) j ORDER BY j.name
        """;

    public static async Task<JournalHead?> One(NpgsqlDataSource source, string journal, CancellationToken cancellation) =>
        (await source.All(ByName, row => Read(row), cancellation, journal)).SingleOrDefault();

    public static async Task<bool> Admits(NpgsqlDataSource source, AdmissionQuery query, CancellationToken cancellation) =>
        (await source.All(
            Admission, row => row.GetBoolean(0), cancellation, query.Kind, query.Journal, query.Keys.ToArray(),
            query.Ranges.Select(r => r.Behind).ToArray(), query.Ranges.Select(r => r.Last).ToArray())).SingleOrDefault();

    public static Task<List<DueJournal>> AllDue(
        NpgsqlDataSource source, DateTimeOffset until, int limit, string? conflict, CancellationToken cancellation) => source.All(
            Due, row => new DueJournal(row.GetString(0), row.Instant(1)), cancellation,
            Instants.Floor(until), limit, (object?)conflict ?? DBNull.Value);

    /// <exception cref="ArgumentException">The reader has more than 256 audience keys.</exception>
    public static async Task<List<JournalHead>> List(NpgsqlDataSource source, JournalQuery query, CancellationToken cancellation)
    {
        if (query.AudienceKeys.Count > MaxKeys)
            throw new ArgumentException($"At most {MaxKeys} audience keys can be asked for at once.", nameof(query));
        if (query.AudienceKeys.Count == 0)
            return [];
        List<object> given =
        [
            query.Kind, query.AfterName ?? "",
            query.Statuses.Count == 0 ? DBNull.Value : query.Statuses.ToArray(), query.Limit, query.AudienceKeys.ToArray(),
        ];
        if (query.Conflict is { } conflict)
            given.Add(conflict);
        return await source.All(query.Conflict is null ? OfKeys : InConflict, row => Read(row), cancellation, [.. given]);
    }

    public static JournalHead Read(DbDataReader row, int from = 0) => new(
        row.GetString(from),
        new HeadColumns(row.GetString(from + 1), row.GetString(from + 2), row.GetString(from + 3), row.GetFieldValue<string[]>(from + 4)),
        row.GetInt64(from + 5), row.GetGuid(from + 6), row.InstantOrNull(from + 7), row.Instant(from + 8), row.Instant(from + 9))
    {
        Trace = row.IsDBNull(from + 10) ? default(ReadOnlyMemory<byte>) : row.GetFieldValue<byte[]>(from + 10),
    };
}
