using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Parley.Journal.Sqlite;

/// <summary>How a data file is opened, for writing and for reading.</summary>
internal static class Connections
{
    // Nobody else writes, so only a checkpoint or a recovery can make a connection wait.
    private const int BusyTimeoutMilliseconds = 5_000;

    // The log is copied into the data file every 8192 pages (32 MiB) instead of every 1000: a full batch changes some 600
    // pages, and a copy costs two more waits for the disk.
    public static SqliteConnection OpenForWriting(string file)
    {
        var connection = Open(file, SqliteOpenMode.ReadWrite, """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;
            PRAGMA wal_autocheckpoint = 8192;
            """);
        try
        {
            RequireDurable(connection, "journal_mode", "wal");
            RequireDurable(connection, "synchronous", "2");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenForReading(string file) => Open(file, SqliteOpenMode.ReadOnly,
        "PRAGMA query_only = ON; PRAGMA cache_size = -8192;");

    // The library's pool would drop the prepared statements, so it is off; the store keeps its own connections.
    public static string Text(string file, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = mode,
        Pooling = false,
    }.ToString();

    // SQLite keeps silent about a setting that it does not take, on a file system without shared memory for example.
    private static void RequireDurable(SqliteConnection connection, string setting, string value)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {setting}";
        if (Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) is var found && found != value)
        {
            throw new InvalidOperationException(
                $"{connection.DataSource} has {setting} {found} and not {value}, so that what is acknowledged could be lost. Use a local file system.");
        }
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(Text(file, mode));
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; {pragmas}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
