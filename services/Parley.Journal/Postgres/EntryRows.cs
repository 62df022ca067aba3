using System.Data.Common;
using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>Lists of a journal's entries.</summary>
internal static class EntryRows
{
    // As in the schema: the place of an entry without an instant.
    private const long NoInstant = -100_000_000_000_000_000;

    private const string Page = """
        SELECT kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at FROM entry
        WHERE journal = (SELECT j.id FROM journal j WHERE j.name = $1) AND kind = $2
            AND ($3 = '' OR status = $3) AND ($4 = '' OR category = $4) AND ($5 = '' OR party = $5) AND ($6 = '' OR area = $6)
            AND ($7::bigint IS NULL OR occurred_from >= $7) AND ($8::bigint IS NULL OR occurred_from < $8)
            AND (occurred_sort, id) < ($9, $10)
        ORDER BY occurred_sort DESC, id DESC LIMIT $11
        """;

    public static Task<List<EntryColumns>> List(NpgsqlDataSource source, EntryQuery query, CancellationToken cancellation) => source.All(
        Page, Read, cancellation,
        query.Journal, query.Kind, query.Status, query.Category, query.Party, query.Area,
        Rows.OrNull(query.OccurredFrom, Instants.Ceiling), Rows.OrNull(query.OccurredBefore, Instants.Ceiling),
        query.After is { } after ? after.OccurredFrom is { } from ? Instants.Floor(from) : NoInstant : long.MaxValue,
        query.After?.Id ?? "", query.Limit);

    private static EntryColumns Read(DbDataReader row) => new(row.GetString(0), row.GetString(1))
    {
        Status = row.GetString(2),
        Category = row.GetString(3),
        Party = row.GetString(4),
        Severity = row.GetString(5),
        Area = row.GetString(6),
        OccurredFrom = row.InstantOrNull(7),
        OccurredTo = row.InstantOrNull(8),
        DueAt = row.InstantOrNull(9),
    };
}
