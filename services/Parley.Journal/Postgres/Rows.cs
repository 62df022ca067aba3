using System.Data.Common;
using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>How rows are read.</summary>
internal static class Rows
{
    // The database's answer to a NUL or half a surrogate pair in what it is asked for; no row can hold either.
    private const string NoSuchText = PostgresErrorCodes.CharacterNotInRepertoire;

    /// <summary>Runs one statement on a connection of the pool, which prepares what comes again, and reads all its rows.</summary>
    public static async Task<List<T>> All<T>(
        this NpgsqlDataSource source, string sql, Func<DbDataReader, T> read, CancellationToken cancellation, params object[] given)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in given)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        var all = new List<T>();
        try
        {
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
                all.Add(read(rows));
        }
        catch (PostgresException e) when (e.SqlState == NoSuchText)
        {
            return all;
        }

        return all;
    }

    /// <summary>An instant as it is stored, or the database's null.</summary>
    public static object OrNull(DateTimeOffset? instant, Func<DateTimeOffset, long> round) => instant is { } known ? round(known) : DBNull.Value;

    public static DateTimeOffset Instant(this DbDataReader row, int column) => Instants.From(row.GetInt64(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Instant(column);
}
