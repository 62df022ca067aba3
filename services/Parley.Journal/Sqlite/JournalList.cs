using System.Text.Json;

namespace Parley.Journal.Sqlite;

/// <summary>
/// Lists of journals, a page at a time and never more than that read: with a conflict, along the conflict's journals,
/// looking for the reader's keys in each; without one, along the journals of each key, merged in order of name.
/// </summary>
internal static class JournalList
{
    private const int MaxKeys = 256;

    private const string Filters = "(?3 IS NULL OR j.status IN (SELECT value FROM json_each(?3)))";

    private const string InConflict = $"""
        SELECT {HeadReads.Columns} FROM journal j
        WHERE j.kind = ?1 AND j.conflict = ?5 AND j.name > ?2 AND {Filters}
            AND EXISTS (SELECT 1 FROM audience a WHERE a.journal = j.id AND a.key IN (SELECT value FROM json_each(?6)))
        ORDER BY j.name LIMIT ?4
        """;

    private const int FirstKey = 5;

    /// <exception cref="ArgumentException">The reader has more than 256 audience keys.</exception>
    public static List<JournalHead> Run(ReadSession session, JournalQuery query)
    {
        if (query.AudienceKeys.Count > MaxKeys)
            throw new ArgumentException($"At most {MaxKeys} audience keys can be asked for at once.", nameof(query));
        if (query.AudienceKeys.Count == 0)
            return [];
        var list = query.Conflict is null ? ByKey(session, query.AudienceKeys) : ByConflict(session, query.Conflict, query.AudienceKeys);
        return list.Bind(1, query.Kind).Bind(2, query.AfterName ?? "")
            .Bind(3, query.Statuses.Count == 0 ? null : Json(query.Statuses)).Bind(4, query.Limit)
            .All(HeadReads.Read);
    }

    private static Statement ByConflict(ReadSession session, string conflict, IReadOnlyList<string> keys) =>
        session.Prepare(InConflict).Bind(5, conflict).Bind(6, Json(keys));

    // The number of keys is rounded up to a power of two by repeating the last, so few statements serve all readers.
    private static Statement ByKey(ReadSession session, IReadOnlyList<string> keys)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)keys.Count);
        var list = session.Prepare(Merge(size));
        for (var i = 0; i < size; i++)
            list.Bind(FirstKey + i, keys[Math.Min(i, keys.Count - 1)]);
        return list;
    }

    // SQLite reads the arms of such a union side by side, each in the order of its index, and stops at the limit; it does
    // so only while the arms give nothing but what orders them, so the other columns are fetched for the page alone.
    private static string Merge(int keys)
    {
        var arms = Enumerable.Range(FirstKey, keys).Select(key => $"""
            SELECT a.name, a.journal FROM audience a CROSS JOIN journal j ON j.id = a.journal
            WHERE a.key = ?{key} AND a.kind = ?1 AND a.name > ?2 AND {Filters}
            """);
        return $"""
            SELECT {HeadReads.Columns} FROM ({string.Join("\nUNION\n", arms)} ORDER BY 1 LIMIT ?4) page
            CROSS JOIN journal j ON j.id = page.journal ORDER BY page.name
            """;
    }

    private static string Json(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);
}
