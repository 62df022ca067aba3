using DbUp;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Parley.Journal.Sqlite;

/// <summary>
/// Journals in one SQLite file, for a deployment of one process. <see cref="Migrate"/> opens the file and has to be called
/// first; from then until <see cref="Dispose"/> no other store can open it.
/// </summary>
/// <remarks>
/// A commit is on disk when <see cref="Write"/> completes (write-ahead log, <c>synchronous=FULL</c>). Beside the data file
/// lie <c>-wal</c>, <c>-shm</c> and <c>.lock</c>; a copy of the data file alone is not a backup while the process runs.
/// </remarks>
public sealed class SqliteJournalStore(IOptions<JournalOptions> options) : IJournalStore, IDisposable
{
    private readonly Lock opening = new();
    private Opened? opened;
    private bool disposed;

    /// <inheritdoc/>
    /// <exception cref="DataFileInUseException">Another store, of this process or another, holds the file.</exception>
    public Task Migrate(CancellationToken cancellation)
    {
        lock (opening)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            opened ??= Opened.From(options.Value);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An append holds no event.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk or the file failed; it is unclear whether the batch was written.</exception>
    public Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        foreach (var append in batch)
            AppendRules.ThrowIfEmpty(append);
        return Files.Writer.Write(batch, cancellation);
    }

    /// <inheritdoc/>
    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation) =>
        Files.Readers.Read(session => HeadReads.One(session, journal), cancellation);

    /// <inheritdoc/>
    public Task<bool> Admits(AdmissionQuery query, CancellationToken cancellation) =>
        Files.Readers.Read(session => HeadReads.Admits(session, query), cancellation);

    /// <inheritdoc/>
    public Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation) =>
        Files.Readers.ReadAsOne(
            session => HeadReads.One(session, journal) is { } head ? new JournalSnapshot(head, EventReads.OfHead(session, journal)) : null,
            cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation)
    {
        CheckLimit(query.Limit);
        return await Files.Readers.Read(session => EventReads.InRange(session, query), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation) =>
        await Files.Readers.Read(session => EventReads.OfEntry(session, journal, entryId), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) =>
        await Files.Readers.ReadAsOne(session => RequestReads.FindAll(session, requests), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueJournal>> ReadDue(
        DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null)
    {
        CheckLimit(limit);
        return await Files.Readers.Read(session => HeadReads.AllDue(session, until, limit, conflict), cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">More than 256 audience keys.</exception>
    public async Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation)
    {
        CheckLimit(query.Limit);
        return await Files.Readers.Read(session => JournalList.Run(session, query), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation)
    {
        CheckLimit(query.Limit);
        return await Files.Readers.Read(session => EntryList.Run(session, query), cancellation);
    }

    /// <summary>Finishes the batches already given, closes the file and frees it for another process.</summary>
    public void Dispose()
    {
        lock (opening)
        {
            disposed = true;
            opened?.Dispose();
            opened = null;
        }
    }

    // To SQLite a negative limit means none.
    private static void CheckLimit(int limit) => ArgumentOutOfRangeException.ThrowIfNegative(limit);

    private Opened Files
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return opened ?? throw new InvalidOperationException("The store is not open: call Migrate first.");
        }
    }

    private sealed record Opened(DataFile File, WriteThread Writer, ReadPool Readers) : IDisposable
    {
        public static Opened From(JournalOptions options)
        {
            var file = DataFile.Take(options.DataFile);
            try
            {
                SchemaUpgrade.Run(
                    DeployChanges.To.SqliteDatabase(Connections.Text(file.Path, SqliteOpenMode.ReadWrite)), "Sqlite.Migrations", $"The data file {file.Path}");
                var writer = new WriteThread(Connections.OpenForWriting(file.Path), options.MaxEventBytes);
                return new Opened(file, writer, new ReadPool(file.Path, options.ReadConnections));
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            Readers.Dispose();
            Writer.Dispose();
            File.Dispose();
        }
    }
}
