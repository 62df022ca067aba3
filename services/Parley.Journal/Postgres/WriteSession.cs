using Npgsql;
using NpgsqlTypes;

namespace Parley.Journal.Postgres;

/// <summary>What the statement said of an append that passed the fence.</summary>
/// <param name="Stands">True when it is written.</param>
/// <param name="Repeated">Where its request stands already; null when it stands itself or another before it did not.</param>
internal sealed record WrittenAppend(bool Stands, StoredRequest? Repeated);

/// <summary>A connection with what batches are written by. For one batch at a time.</summary>
internal sealed class WriteSession : IAsyncDisposable
{
    private const string LookText = """
        SELECT j.version, j.writer, e.version, e.request_hash
        FROM journal j LEFT JOIN event e ON e.journal = j.id AND e.subject = $2 AND e.request_id = $3
        WHERE j.name = $1
        """;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand write;
    private readonly NpgsqlCommand look;

    private WriteSession(NpgsqlConnection connection)
    {
        this.connection = connection;
        write = new NpgsqlCommand(BatchSql.Text, connection);
        BatchParameters.Declare(write);
        look = new NpgsqlCommand(LookText, connection)
        {
            Parameters =
            {
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text }, new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text },
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        };
    }

    public static async Task<WriteSession> Open(NpgsqlDataSource source, CancellationToken cancellation)
    {
        var session = new WriteSession(await source.OpenConnectionAsync(cancellation));
        try
        {
            await session.write.PrepareAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes a round; answers, by number in the round, for those appends that passed the fence.</summary>
    public async Task<IReadOnlyDictionary<int, WrittenAppend>> Write(BatchRound round, CancellationToken cancellation)
    {
        BatchParameters.Fill(write, round);
        var written = new Dictionary<int, WrittenAppend>(round.Appends.Count);
        await using var rows = await write.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            written.Add((int)rows.GetInt64(0), new WrittenAppend(rows.GetBoolean(1), EventRows.RequestOf(rows, 2)));
        }

        return written;
    }

    /// <summary>What an append would meet; nothing is written and nothing locked.</summary>
    public async Task<(JournalFence Fence, StoredRequest? Repeated)> Look(Append append, CancellationToken cancellation)
    {
        // A name that no journal can have finds none.
        if (AppendRules.OfNames(append) is not null)
            return (new JournalFence(append.ExpectedVersion, append.Writer), null);
        look.Parameters[0].Value = append.Journal;
        look.Parameters[1].Value = (object?)append.Request?.Subject ?? DBNull.Value;
        look.Parameters[2].Value = (object?)append.Request?.RequestId ?? DBNull.Value;
        await using var rows = await look.ExecuteReaderAsync(cancellation);
        if (!await rows.ReadAsync(cancellation))
            return (new JournalFence(0, null), null);
        return (new JournalFence(rows.GetInt64(0), rows.GetGuid(1)), EventRows.RequestOf(rows, 2));
    }

    public async ValueTask DisposeAsync()
    {
        await look.DisposeAsync();
        await write.DisposeAsync();
        await connection.DisposeAsync();
    }
}
