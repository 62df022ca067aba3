using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>
/// Writes batches over a connection of its own that is kept, with its prepared statement, from batch to batch. A connection
/// on which the database failed is given up: what happened on it is unclear, and the next batch opens another.
/// </summary>
internal sealed class BatchWrite(NpgsqlDataSource source, int maxEventBytes) : IAsyncDisposable
{
    private WriteSession? idle;

    /// <summary>Says what became of each append, in order.</summary>
    /// <exception cref="NpgsqlException">The database failed or is away; it is unclear what of the batch is written.</exception>
    public async Task<AppendResult[]> Run(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var progress = new BatchProgress(batch, maxEventBytes);
        var session = Interlocked.Exchange(ref idle, null) ?? await WriteSession.Open(source, cancellation);
        try
        {
            while (progress.Next() is { } round)
                await Write(session, round, progress, cancellation);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }

        if (Interlocked.Exchange(ref idle, session) is { } other)
            await other.DisposeAsync();
        return progress.Results;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref idle, null) is { } session)
            await session.DisposeAsync();
    }

    private static async Task Write(WriteSession session, BatchRound round, BatchProgress progress, CancellationToken cancellation)
    {
        try
        {
            if (round.Appends.Count > 0)
                progress.Settle(round, await session.Write(round, cancellation));
        }
        catch (PostgresException e) when (IsRefusal(e))
        {
            // Nothing of the round was written. In smaller parts, so that a poisoned append takes no other journal along.
            if (round.Appends is [var poisoned])
                progress.Fail(poisoned.Place, AppendOutcome.Refused, e.MessageText);
            else
                await WriteApart(session, round, progress, cancellation);
        }

        foreach (var (place, refusal) in round.Refused)
            progress.Settle(place, refusal, await session.Look(progress.Batch[place], cancellation));
    }

    private static async Task WriteApart(WriteSession session, BatchRound round, BatchProgress progress, CancellationToken cancellation)
    {
        foreach (var part in round.Apart())
        {
            // Those before a poisoned append of a journal stand; those after it were decided on top of it.
            if (!progress.AnswerIfFailed(part.Appends[0].Place))
                await Write(session, part, progress, cancellation);
        }
    }

    // Errors of the rows themselves (data, constraints, program limits); all others say nothing about the appends.
    private static bool IsRefusal(PostgresException e) => e.SqlState[..2] is "22" or "23" or "54";
}
