using DbUp;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Parley.Journal.Postgres;

/// <summary>
/// Journals in one PostgreSQL database, for any number of silos. A commit is on disk when <see cref="Write"/> completes; a
/// server whose <c>synchronous_commit</c> is off is refused. <see cref="Migrate"/> has to be called once.
/// </summary>
public sealed class PostgresJournalStore : IJournalStore, IAsyncDisposable
{
    /// <summary>The advisory lock at which silos that start together queue up to migrate. Any number would do.</summary>
    public const long MigrationLock = 0x5041524C4559;

    private readonly string connectionString;
    private readonly NpgsqlDataSource readers;
    private readonly NpgsqlDataSource writers;
    private readonly BatchWrite write;

    /// <summary>Connects to nothing yet.</summary>
    public PostgresJournalStore(IOptions<JournalOptions> options)
    {
        connectionString = options.Value.ConnectionString;
        readers = ConnectionStrings.ForReading(options.Value);
        writers = ConnectionStrings.ForWriting(options.Value);
        write = new BatchWrite(writers, options.Value.MaxEventBytes);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The database is away, refuses the user or commits without waiting for the disk; the message says what to mend.</exception>
    public async Task Migrate(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await writers.OpenConnectionAsync(cancellation);
            await MustCommitDurably(connection, cancellation);
            await Upgrade(connection, cancellation);
        }
        catch (NpgsqlException e)
        {
            var text = new NpgsqlConnectionStringBuilder(connectionString);
            throw new InvalidOperationException(
                $"PostgreSQL at {text.Host}:{text.Port}, database {text.Database}, user {text.Username}: {OneLine(e)} Check {JournalOptionsValidator.Name(nameof(JournalOptions.ConnectionString))}.", e);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="NpgsqlException">The database is away or failed; it is unclear whether the batch was written.</exception>
    public async Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        foreach (var append in batch)
            AppendRules.ThrowIfEmpty(append);
        return await write.Run(batch, cancellation);
    }

    /// <inheritdoc/>
    public Task<JournalHead?> ReadHead(string journal, CancellationToken cancellation) => HeadRows.One(readers, journal, cancellation);

    /// <inheritdoc/>
    public Task<bool> Admits(AdmissionQuery query, CancellationToken cancellation) => HeadRows.Admits(readers, query, cancellation);

    /// <inheritdoc/>
    public Task<JournalSnapshot?> ReadSnapshot(string journal, CancellationToken cancellation) =>
        EventRows.WithHead(readers, journal, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadEvents(EventQuery query, CancellationToken cancellation)
    {
        CheckLimit(query.Limit);
        return await EventRows.InRange(readers, query, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEvent>> ReadEntry(string journal, string entryId, CancellationToken cancellation) =>
        await EventRows.OfEntry(readers, journal, entryId, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRequest?>> FindRequests(
        IReadOnlyList<(string Journal, RequestKey Key)> requests, CancellationToken cancellation) =>
        await EventRows.Find(readers, requests, cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueJournal>> ReadDue(
        DateTimeOffset until, int limit, CancellationToken cancellation, string? conflict = null)
    {
        CheckLimit(limit);
        return await HeadRows.AllDue(readers, until, limit, conflict, cancellation);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">More than 256 audience keys.</exception>
    public async Task<IReadOnlyList<JournalHead>> ListJournals(JournalQuery query, CancellationToken cancellation)
    {
        CheckLimit(query.Limit);
        return await HeadRows.List(readers, query, cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EntryColumns>> ListEntries(EntryQuery query, CancellationToken cancellation)
    {
        CheckLimit(query.Limit);
        return await EntryRows.List(readers, query, cancellation);
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await write.DisposeAsync();
        await writers.DisposeAsync();
        await readers.DisposeAsync();
    }

    // With it off the server answers before the commit is on disk, and a crash of the server would lose what was acknowledged.
    private static async Task MustCommitDurably(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var show = new NpgsqlCommand("SHOW synchronous_commit", connection);
        if ((string?)await show.ExecuteScalarAsync(cancellation) == "off")
            throw new InvalidOperationException($"The database {connection.Database} on {connection.Host} has synchronous_commit off, so that what it acknowledges can be lost. Set it on.");
    }

    private async Task Upgrade(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // However long another silo's migration takes, it is waited for; the limits of writes are back with the connection's next use.
        await using var take = new NpgsqlCommand(
            $"SET statement_timeout = 0; SET lock_timeout = 0; SELECT pg_advisory_lock({MigrationLock})", connection)
        { CommandTimeout = 0 };
        await take.ExecuteNonQueryAsync(cancellation);
        SchemaUpgrade.Run(
            DeployChanges.To.PostgresqlDatabase(connectionString).JournalToPostgresqlTable("public", "schema_versions"),
            "Postgres.Migrations", $"The database {connection.Database} on {connection.Host}");
        await using var free = new NpgsqlCommand($"SELECT pg_advisory_unlock({MigrationLock})", connection);
        await free.ExecuteNonQueryAsync(cancellation);
    }

    private static string OneLine(NpgsqlException e) =>
        (e is PostgresException refused ? refused.MessageText : e.InnerException?.Message ?? e.Message).ReplaceLineEndings(" ").TrimEnd('.') + ".";

    // Said before the database says it, which would take it for a fault of its own.
    private static void CheckLimit(int limit) => ArgumentOutOfRangeException.ThrowIfNegative(limit);
}
