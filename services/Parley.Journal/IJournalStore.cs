namespace Parley.Journal;

/// <summary>
/// One database that holds journals. Writes go through <see cref="JournalWriter"/>, which gathers them; reads may be
/// made from anywhere at any time. All instants are UTC with whole microseconds.
/// </summary>
public interface IJournalStore
{
    /// <summary>
    /// Brings the schema up to what this binary knows, and refuses to go on when the schema is newer.
    /// </summary>
    /// <exception cref="NewerSchemaException">The database was made by a newer binary.</exception>
    Task Migrate(CancellationToken cancellation);

    /// <summary>
    /// Writes a batch, in one transaction where that can be, and says what became of each append, in the order given. An append that
    /// fails its fence, repeats a request or is refused fails alone, together with later appends of the same journal
    /// in the batch. Several appends of one journal come in order.
    /// </summary>
    /// <exception cref="ArgumentException">An append holds no event; nothing was written.</exception>
    /// <exception cref="Exception">Anything else: the store failed, and whether the batch was written is unclear.</exception>
    Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation);

    /// <summary>The journal's head row, or null when there is no such journal.</summary>
    Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation);

    /// <summary>
    /// Whether the journal's audience holds one of the reader's keys. One statement, that looks for the reader's own keys and for nothing of
    /// the journal itself: a journal that the reader may not read costs what one costs that does not exist.
    /// </summary>
    Task<bool> Admits(AdmissionQuery query, CancellationToken cancellation);

    /// <summary>The head row and the journal's head events (those without an entry) of the same snapshot; null when there is none.</summary>
    Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation);

    /// <summary>
    /// Events with <c>from &lt;= version &lt;= to</c>, oldest first, at most <paramref name="limit"/>,
    /// all of them or only head events, none recorded after <paramref name="recordedUntil"/> when that is given.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation);

    /// <summary>All events of one entry, oldest first.</summary>
    Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation);

    /// <summary>For each (journal, request), where it stands in that journal, or null; answered in the order asked.</summary>
    Task<IReadOnlyList<StoredRequest?>> FindRequests(IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation);

    /// <summary>
    /// Journals, whole or by an entry, with something due at or before <paramref name="until"/>, earliest first (then by name); of
    /// one conflict when that is given.
    /// </summary>
    Task<IReadOnlyList<DueJournal>> ReadDue(DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null);

    /// <summary>Head rows that match, in order of name.</summary>
    Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation);

    /// <summary>Entry rows of one journal that match, latest <c>OccurredFrom</c> first (then by id descending).</summary>
    Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation);
}

/// <summary>A journal's head row.</summary>
public sealed record JournalHead(
    string Name, HeadColumns Columns, long Version, Guid Writer, DateTimeOffset? DueAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>As the last append left it: <see cref="Append.Trace"/>.</summary>
    public ReadOnlyMemory<byte> Trace { get; init; }
}

/// <summary>A head row with the head events that its state is folded from.</summary>
public sealed record JournalSnapshot(JournalHead Head, IReadOnlyList<StoredEvent> HeadEvents);

/// <summary>An event read back.</summary>
public sealed record StoredEvent(long Version, string? EntryId, ReadOnlyMemory<byte> Payload, DateTimeOffset RecordedAt);

/// <summary>Where a request stands in a journal.</summary>
public sealed record StoredRequest(long Version, ReadOnlyMemory<byte> Hash);

/// <summary>A journal with something due.</summary>
public sealed record DueJournal(string Name, DateTimeOffset DueAt);

/// <summary>Which events of a journal to read.</summary>
public sealed record EventQuery(string Journal, long From, long To, int Limit)
{
    public bool HeadOnly { get; init; }
    public DateTimeOffset? RecordedUntil { get; init; }
}

/// <summary>Whether a reader may read a journal.</summary>
/// <param name="Kind">The journal's kind.</param>
/// <param name="Journal">Its name.</param>
/// <param name="Keys">The reader's audience keys.</param>
/// <param name="Ranges">Ranges of keys in byte order, of which any one is as good: behind the first, up to and with the last.</param>
public sealed record AdmissionQuery(
    string Kind, string Journal, IReadOnlyList<string> Keys, IReadOnlyList<(string Behind, string Last)> Ranges);

/// <summary>Which journals to list: typed filters, the reader's audience keys, and the name to go on after.</summary>
public sealed record JournalQuery(string Kind, IReadOnlyList<string> AudienceKeys, int Limit)
{
    public string? Conflict { get; init; }
    public IReadOnlyList<string> Statuses { get; init; } = [];
    public string? AfterName { get; init; }
}

/// <summary>Which entries of a journal to list; an empty filter matches all.</summary>
public sealed record EntryQuery(string Journal, string Kind, int Limit)
{
    public string Status { get; init; } = "";
    public string Category { get; init; } = "";
    public string Party { get; init; } = "";
    public string Area { get; init; } = "";
    public DateTimeOffset? OccurredFrom { get; init; }
    public DateTimeOffset? OccurredBefore { get; init; }

    /// <summary>From the earliest on; otherwise from the latest back.</summary>
    public bool OldestFirst { get; init; }

    /// <summary>The last row of the page before: its <c>OccurredFrom</c> and id.</summary>
    public (DateTimeOffset? OccurredFrom, string Id)? After { get; init; }
}

/// <summary>The database's schema is newer than this binary knows.</summary>
public sealed class NewerSchemaException(string message) : InvalidOperationException(message);
