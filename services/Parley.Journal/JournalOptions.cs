namespace Parley.Journal;

/// <summary>How a journal is written; section <c>Parley:Journal</c>. Checked at start by <see cref="JournalOptionsValidator"/>.</summary>
public sealed class JournalOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Parley:Journal";

    /// <summary>
    /// The PostgreSQL database that holds the journals, as Npgsql's connection string
    /// (<c>Host=db;Database=parley;Username=parley;Password=…</c>); empty: the journals are in <see cref="DataFile"/>. Default empty.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// The SQLite file, for a deployment of one silo. Its folder is made, for the owner alone, when it is missing. Default <c>.data/parley.db</c>.
    /// </summary>
    public string DataFile { get; set; } = ".data/parley.db";

    /// <summary>
    /// How many appends may wait for the next batch; one more is answered QueueFull at once. A longer queue
    /// takes longer bursts and lets the last in it wait longer. 1 to 1 048 576; default 8 192.
    /// </summary>
    public int QueueCapacity { get; set; } = 8_192;

    /// <summary>
    /// The most appends in one commit. A larger commit changes fewer pages an append, so it carries more a second when many
    /// wait; it never waits to become large. 1 to 65 536; default 1 024.
    /// </summary>
    public int MaxBatchAppends { get; set; } = 1_024;

    /// <summary>
    /// The most event bytes in one commit; an append that is larger by itself goes alone. At least
    /// <see cref="MaxEventBytes"/>; default 4 MiB.
    /// </summary>
    public int MaxBatchBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>
    /// The largest event that is stored, in bytes; an append with a larger one is Refused. Well above what a gateway accepts as one
    /// request, since an event holds the request's words and what Parley adds to them. 1 to 64 MiB; default 2 MiB.
    /// </summary>
    public int MaxEventBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>
    /// How long a commit may take before its appends are answered Unavailable, their outcome unclear. More than zero,
    /// at most five minutes; default five seconds.
    /// </summary>
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many reads can run at the same time; more wait. 1 to 256; default 4.</summary>
    public int ReadConnections { get; set; } = 4;
}
