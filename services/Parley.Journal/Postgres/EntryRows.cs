using System.Data.Common;
using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>Lists of a journal's entries.</summary>
internal static class EntryRows
{
    public static Task<List<EntryColumns>> List(NpgsqlDataSource source, EntryQuery query, CancellationToken cancellation)
    {
        var page = new EntryPage(query, '$', namesIndex: false);
        return source.All(page.Text, Read, cancellation, [.. page.Given]);
    }

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
