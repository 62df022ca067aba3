namespace Parley.Journal.Sqlite;

/// <summary>Reads of events.</summary>
internal static class EventReads
{
    private const string Columns = "SELECT version, entry_id, payload, recorded_at FROM event WHERE journal = (SELECT id FROM journal WHERE name = ?1)";

    // What is recorded never goes back within a journal, so what is too late is cut off from the end of a page: a condition on the
    // rows themselves would read on to the journal's end in search of more.
    private const string Page = "AND version BETWEEN ?2 AND ?3 ORDER BY version LIMIT ?5) WHERE ?4 IS NULL OR recorded_at <= ?4 ORDER BY version";

    private const string Range = $"SELECT * FROM ({Columns} {Page}";

    // Apart from the range above so that the planner sees the condition of the index of head events.
    private const string HeadRange = $"SELECT * FROM ({Columns} AND entry_id IS NULL {Page}";

    private const string Entry = $"{Columns} AND entry_id = ?2 ORDER BY version";

    private const string Head = $"{Columns} AND entry_id IS NULL ORDER BY version";

    public static List<StoredEvent> InRange(ReadSession session, EventQuery query) =>
        session.Prepare(query.HeadOnly ? HeadRange : Range)
            .Bind(1, query.Journal).Bind(2, query.From).Bind(3, query.To).Bind(4, query.RecordedUntil).Bind(5, query.Limit)
            .All(Read);

    public static List<StoredEvent> OfEntry(ReadSession session, string journal, string entryId) =>
        session.Prepare(Entry).Bind(1, journal).Bind(2, entryId).All(Read);

    public static List<StoredEvent> OfHead(ReadSession session, string journal) =>
        session.Prepare(Head).Bind(1, journal).All(Read);

    private static StoredEvent Read(Statement row) => new(row.Integer(0), row.TextOrNull(1), row.Blob(2), row.Instant(3));
}
