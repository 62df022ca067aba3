using System.Text.Json;

namespace Parley.Journal.Sqlite;

/// <summary>Reads of single head rows and of what is due.</summary>
internal static class HeadReads
{
    /// <summary>The columns that <see cref="Read"/> takes, of a table named <c>j</c>.</summary>
    public const string Columns =
        "j.name, j.kind, j.conflict, j.status, j.audience, j.version, j.writer, j.due_at, j.created_at, j.updated_at, j.trace";

    private const string ByName = $"SELECT {Columns} FROM journal j WHERE j.name = ?1";

    // Each side gives its earliest; a journal that is cut off on the side of its earliest has enough before it in the whole, too.
    private const string Due = """
        SELECT name, min(due_at) FROM (
            SELECT * FROM (SELECT name, due_at FROM journal WHERE due_at <= ?1 AND (?3 IS NULL OR conflict = ?3) ORDER BY due_at, name LIMIT ?2)
            UNION ALL
            SELECT * FROM (
                SELECT j.name, min(e.due_at) FROM entry e JOIN journal j ON j.id = e.journal
                WHERE e.due_at <= ?1 AND (?3 IS NULL OR j.conflict = ?3) GROUP BY e.journal ORDER BY 2, 1 LIMIT ?2))
        GROUP BY name ORDER BY 2, 1 LIMIT ?2
        """;

    // Both halves look for the reader's keys in the index and for nothing else, so no row of a journal that is not the reader's is read.
    private const string Admission = """
        SELECT EXISTS (SELECT 1 FROM json_each(?3) k CROSS JOIN audience a ON a.key = k.value AND a.kind = ?1 AND a.name = ?2)
            OR EXISTS (
                SELECT 1 FROM json_each(?4) r CROSS JOIN audience a
                ON a.key > json_extract(r.value, '$[0]') AND a.key <= json_extract(r.value, '$[1]') AND a.kind = ?1 AND a.name = ?2)
        """;

    public static bool Admits(ReadSession session, AdmissionQuery query) => session.Prepare(Admission)
        .Bind(1, query.Kind).Bind(2, query.Journal)
        .Bind(3, JsonSerializer.Serialize(query.Keys)).Bind(4, JsonSerializer.Serialize(query.Ranges.Select(r => new[] { r.Behind, r.Last })))
        .One(static row => row.Integer(0)) == 1;

    public static JournalHead? One(ReadSession session, string journal) => session.Prepare(ByName).Bind(1, journal).One(Read);

    public static List<DueJournal> AllDue(ReadSession session, DateTimeOffset until, int limit, string? conflict) =>
        session.Prepare(Due).Bind(1, until).Bind(2, limit).Bind(3, conflict)
            .All(static row => new DueJournal(row.Text(0), row.Instant(1)));

    public static JournalHead Read(Statement row) => new(
        row.Text(0), new HeadColumns(row.Text(1), row.Text(2), row.Text(3), AudienceText.Keys(row.Text(4))),
        row.Integer(5), row.Uuid(6), row.InstantOrNull(7), row.Instant(8), row.Instant(9))
    {
        Trace = row.Blob(10),
    };
}
