using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Parley.Journal.Sqlite;

/// <summary>
/// A batch as one transaction. What can be foreseen (fence, repeats, content) is decided before an append's first row, so
/// the usual pass needs no savepoint. When the database refuses a row all the same, the transaction is undone and the
/// batch is written again with a savepoint an append, so that only the refused one is lost. Used by one thread.
/// </summary>
internal sealed class BatchWrite(WriteStatements sql, int maxEventBytes)
{
    private readonly Dictionary<string, HeadSlot> heads = [];

    /// <summary>Writes and commits; says what became of each append, in order.</summary>
    /// <exception cref="SqliteException">The database failed; nothing is known to be written.</exception>
    public AppendResult[] Run(IReadOnlyList<Append> batch)
    {
        try
        {
            return Pass(batch, careful: false);
        }
        catch (SqliteException e) when (IsRefusal(e))
        {
            return Pass(batch, careful: true);
        }
    }

    private AppendResult[] Pass(IReadOnlyList<Append> batch, bool careful)
    {
        var results = new AppendResult[batch.Count];
        heads.Clear();
        sql.Begin.Run();
        try
        {
            for (var i = 0; i < results.Length; i++)
                results[i] = One(batch[i], careful);
            foreach (var head in heads.Values)
                sql.UpdateHead(head);
            sql.Commit.Run();
            return results;
        }
        finally
        {
            // Still open only when something failed. An error of the rollback itself must not hide the first one.
            if (sql.InTransaction)
                sql.Rollback.TryRun(out _);
        }
    }

    private AppendResult One(Append append, bool careful)
    {
        var head = Head(append.Journal);
        if (!head.Admits(append))
            return Fail(head, AppendOutcome.Fenced, Fence(head, append));
        if (AppendRules.Refusal(append, maxEventBytes) is { } refusal)
            return Repeat(append) ?? Fail(head, AppendOutcome.Refused, refusal);
        return careful ? PutCarefully(head, append) : Put(head, append);
    }

    private HeadSlot Head(string journal)
    {
        ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, journal, out _);
        return head ??= sql.ReadHead(journal);
    }

    private AppendResult PutCarefully(HeadSlot head, Append append)
    {
        sql.Mark.Run();
        try
        {
            var result = Put(head, append);
            sql.UpdateHead(head);
            sql.Keep.Run();
            return result;
        }
        catch (SqliteException e) when (IsRefusal(e))
        {
            sql.Undo.Run();
            sql.Keep.Run();
            head.Change = HeadChange.None;
            return Fail(head, AppendOutcome.Refused, e.Message);
        }
    }

    private AppendResult Put(HeadSlot head, Append append)
    {
        if (head.Id == 0)
            return PutNew(head, append);
        if (PutEvents(head, append) is { } repeat)
            return repeat;
        if (head.Move(append))
            sql.ReplaceAudience(head.Id, append.Journal, append.Head, isNew: false);
        return PutEntries(head, append);
    }

    // The row comes before the events, which refer to it. A new journal holds no request that this one could repeat.
    private AppendResult PutNew(HeadSlot head, Append append)
    {
        head.Move(append);
        sql.InsertHead(append.Journal, head, append.Events[0].RecordedAt);
        sql.ReplaceAudience(head.Id, append.Journal, append.Head, isNew: true);
        return PutEvents(head, append) ?? PutEntries(head, append);
    }

    // The first event carries the request, so a repeat is refused by the unique key before anything of it is written.
    private AppendResult? PutEvents(HeadSlot head, Append append)
    {
        for (var i = 0; i < append.Events.Count; i++)
        {
            var first = i == 0 ? append : null;
            if (!sql.TryInsertEvent(head.Id, append.ExpectedVersion + i + 1, append.Events[i], first, out var error))
                return (i == 0 && error.SqliteErrorCode == SQLITE_CONSTRAINT ? Repeat(append) : null) ?? throw error;
        }

        return null;
    }

    private AppendResult PutEntries(HeadSlot head, Append append)
    {
        for (var i = 0; i < append.Entries.Count; i++)
            sql.PutEntry(head.Id, append.Entries[i], append.LastVersionOf(append.Entries[i].Id));
        return new AppendResult(AppendOutcome.Committed, head.Version);
    }

    private AppendResult? Repeat(Append append) =>
        append.Request is { } key && sql.FindRequest(append.Journal, key) is { } earlier
            ? Fail(heads[append.Journal], AppendOutcome.Duplicate, error: null) with { Version = earlier.Version, RequestHash = earlier.Hash }
            : null;

    private static AppendResult Fail(HeadSlot head, AppendOutcome outcome, string? error)
    {
        head.Failed = true;
        return new AppendResult(outcome, Error: error);
    }

    private static string Fence(HeadSlot head, Append append) =>
        head.Failed ? "An earlier append of this journal in the batch failed."
        : append.ExpectedVersion != head.Version ? $"The journal is at version {head.Version}, not {append.ExpectedVersion}."
        : "The journal's row belongs to another writer.";

    // Errors that the row itself caused; all others (disk, lock, memory) say nothing about the append.
    private static bool IsRefusal(SqliteException e) =>
        e.SqliteErrorCode is SQLITE_CONSTRAINT or SQLITE_TOOBIG or SQLITE_MISMATCH;
}
