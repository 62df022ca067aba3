namespace Parley.Journal.Sqlite;

/// <summary>Lists of a journal's entries.</summary>
internal static class EntryList
{
    // As in the schema: the place of an entry without an instant.
    private const long NoInstant = -100_000_000_000_000_000;

    private const string Page = """
        SELECT kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at FROM entry
        WHERE journal = (SELECT id FROM journal WHERE name = ?1) AND kind = ?2
            AND (?3 = '' OR status = ?3) AND (?4 = '' OR category = ?4) AND (?5 = '' OR party = ?5) AND (?6 = '' OR area = ?6)
            AND (?7 IS NULL OR occurred_from >= ?7) AND (?8 IS NULL OR occurred_from < ?8)
            AND (occurred_sort, id) < (?9, ?10)
        ORDER BY occurred_sort DESC, id DESC LIMIT ?11
        """;

    public static List<EntryColumns> Run(ReadSession session, EntryQuery query)
    {
        var page = session.Prepare(Page)
            .Bind(1, query.Journal).Bind(2, query.Kind).Bind(3, query.Status).Bind(4, query.Category).Bind(5, query.Party).Bind(6, query.Area)
            .Bind(7, Ceiling(query.OccurredFrom)).Bind(8, Ceiling(query.OccurredBefore)).Bind(11, query.Limit);
        if (query.After is { } after)
            page.Bind(9, after.OccurredFrom is { } from ? Instants.Floor(from) : NoInstant).Bind(10, after.Id);
        else
            page.Bind(9, long.MaxValue).Bind(10, "");
        return page.All(Read);
    }

    private static long? Ceiling(DateTimeOffset? instant) => instant is { } known ? Instants.Ceiling(known) : null;

    private static EntryColumns Read(Statement row) => new(row.Text(0), row.Text(1))
    {
        Status = row.Text(2),
        Category = row.Text(3),
        Party = row.Text(4),
        Severity = row.Text(5),
        Area = row.Text(6),
        OccurredFrom = row.InstantOrNull(7),
        OccurredTo = row.InstantOrNull(8),
        DueAt = row.InstantOrNull(9),
    };
}
