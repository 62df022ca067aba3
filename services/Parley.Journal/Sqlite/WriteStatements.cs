using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Parley.Journal.Sqlite;

/// <summary>Every statement that writes, prepared once on the connection that writes.</summary>
internal sealed class WriteStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly List<Statement> all = [];
    private readonly Statement readHead;
    private readonly Statement insertHead;
    private readonly Statement moveHead;
    private readonly Statement changeHead;
    private readonly Statement clearAudience;
    private readonly Statement addAudience;
    private readonly Statement insertEvent;
    private readonly Statement findRequest;
    private readonly Statement putEntry;

    public WriteStatements(SqliteConnection connection)
    {
        this.connection = connection;
        // IMMEDIATE: the write lock is taken before anything is read, so nothing read can be stale.
        Begin = Prepare("BEGIN IMMEDIATE");
        Commit = Prepare("COMMIT");
        Rollback = Prepare("ROLLBACK");
        Mark = Prepare("SAVEPOINT one");
        Keep = Prepare("RELEASE one");
        Undo = Prepare("ROLLBACK TO one");
        readHead = Prepare("SELECT id, version, writer, kind, conflict, status, audience, due_at, updated_at, trace FROM journal WHERE name = ?1");
        insertHead = Prepare("""
            INSERT INTO journal (name, kind, conflict, status, audience, version, writer, due_at, created_at, updated_at, trace)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id
            """);
        moveHead = Prepare("UPDATE journal SET version = ?2, writer = ?3, updated_at = ?4 WHERE id = ?1");
        changeHead = Prepare("""
            UPDATE journal SET version = ?2, writer = ?3, updated_at = ?4, kind = ?5, conflict = ?6, status = ?7, audience = ?8, due_at = ?9, trace = ?10
            WHERE id = ?1
            """);
        clearAudience = Prepare("DELETE FROM audience WHERE journal = ?1");
        // The same key twice in one audience is the same audience.
        addAudience = Prepare("INSERT INTO audience (key, kind, name, journal) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
        insertEvent = Prepare("""
            INSERT INTO event (journal, version, entry_id, subject, request_id, request_hash, payload, recorded_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """);
        findRequest = Prepare(RequestReads.Find);
        putEntry = Prepare("""
            INSERT INTO entry (journal, kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at, last_version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT DO UPDATE SET status = excluded.status, category = excluded.category, party = excluded.party,
                severity = excluded.severity, area = excluded.area, occurred_from = excluded.occurred_from,
                occurred_to = excluded.occurred_to, due_at = excluded.due_at, last_version = excluded.last_version
            """);
    }

    public Statement Begin { get; }
    public Statement Commit { get; }
    public Statement Rollback { get; }
    public Statement Mark { get; }
    public Statement Keep { get; }
    public Statement Undo { get; }

    /// <summary>Whether a transaction is open; some errors end it by themselves.</summary>
    public bool InTransaction => sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>The head row, or an empty slot for a journal that does not exist.</summary>
    public HeadSlot ReadHead(string journal) => readHead.Bind(1, journal).One(static row => new HeadSlot
    {
        Id = row.Integer(0),
        Version = row.Integer(1),
        Writer = row.Uuid(2),
        Kind = row.Text(3),
        Conflict = row.Text(4),
        Status = row.Text(5),
        Audience = row.Text(6),
        DueAt = row.InstantOrNull(7),
        UpdatedAt = row.Instant(8),
        Trace = row.Blob(9),
    }) ?? new HeadSlot();

    /// <summary>Adds the row of a new journal as the slot has it and sets the slot's id.</summary>
    public void InsertHead(string journal, HeadSlot head, DateTimeOffset createdAt)
    {
        head.Id = insertHead.Bind(1, journal).Bind(2, head.Kind).Bind(3, head.Conflict).Bind(4, head.Status).Bind(5, head.Audience)
            .Bind(6, head.Version).Bind(7, head.Writer).Bind(8, head.DueAt).Bind(9, createdAt).Bind(10, head.UpdatedAt).BindUnlessEmpty(11, head.Trace.Span)
            .One(static row => row.Integer(0));
        head.Change = HeadChange.None;
    }

    /// <summary>Writes what changed of the row; columns that stand in an index only when they did.</summary>
    public void UpdateHead(HeadSlot head)
    {
        if (head.Change == HeadChange.None)
            return;
        var update = head.Change == HeadChange.Moved ? moveHead : changeHead;
        update.Bind(1, head.Id).Bind(2, head.Version).Bind(3, head.Writer).Bind(4, head.UpdatedAt);
        if (head.Change == HeadChange.Columns)
            update.Bind(5, head.Kind).Bind(6, head.Conflict).Bind(7, head.Status).Bind(8, head.Audience).Bind(9, head.DueAt).BindUnlessEmpty(10, head.Trace.Span);
        update.Run();
        head.Change = HeadChange.None;
    }

    public void ReplaceAudience(long journalId, string journal, HeadColumns head, bool isNew)
    {
        if (!isNew)
            clearAudience.Bind(1, journalId).Run();
        foreach (var key in head.Audience)
            addAudience.Bind(1, key).Bind(2, head.Kind).Bind(3, journal).Bind(4, journalId).Run();
    }

    /// <summary>Adds one event; the request stands with the first event of an append only. False when the database refused.</summary>
    public bool TryInsertEvent(long journalId, long version, NewEvent e, Append? first, out SqliteException error)
    {
        insertEvent.Bind(1, journalId).Bind(2, version).Bind(3, e.EntryId).Bind(7, e.Payload.Span).Bind(8, e.RecordedAt);
        if (first?.Request is { } request)
            insertEvent.Bind(4, request.Subject).Bind(5, request.RequestId).Bind(6, first.RequestHash.Span);
        else
            insertEvent.BindNull(4).BindNull(5).BindNull(6);
        return insertEvent.TryRun(out error);
    }

    public StoredRequest? FindRequest(string journal, RequestKey key) => RequestReads.Run(findRequest, journal, key);

    public void PutEntry(long journalId, EntryColumns entry, long lastVersion) =>
        putEntry.Bind(1, journalId).Bind(2, entry.Kind).Bind(3, entry.Id).Bind(4, entry.Status).Bind(5, entry.Category)
            .Bind(6, entry.Party).Bind(7, entry.Severity).Bind(8, entry.Area).Bind(9, entry.OccurredFrom).Bind(10, entry.OccurredTo)
            .Bind(11, entry.DueAt).Bind(12, lastVersion).Run();

    public void Dispose() => all.ForEach(statement => statement.Dispose());

    private Statement Prepare(string sql)
    {
        var statement = new Statement(connection, sql);
        all.Add(statement);
        return statement;
    }
}
