using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Parley.Journal.Sqlite;

/// <summary>
/// A prepared statement that is bound and stepped again and again. It goes below <see cref="SqliteCommand"/>, which boxes
/// every value and makes a reader for every execution; at tens of thousands of rows a second that is most of the cost.
/// Parameters are numbered from 1, columns from 0. Belongs to one connection and one thread at a time.
/// </summary>
internal sealed class Statement : IDisposable
{
    private const int StackBytes = 512;

    private readonly sqlite3 db;
    private readonly sqlite3_stmt handle;

    public Statement(SqliteConnection connection, string sql)
    {
        db = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        Check(sqlite3_prepare_v3(db, sql, SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public Statement Bind(int parameter, long value)
    {
        Check(sqlite3_bind_int64(handle, parameter, value));
        return this;
    }

    public Statement Bind(int parameter, long? value) => value is { } known ? Bind(parameter, known) : BindNull(parameter);

    public Statement Bind(int parameter, DateTimeOffset value) => Bind(parameter, Instants.Floor(value));

    public Statement Bind(int parameter, DateTimeOffset? value) => value is { } known ? Bind(parameter, known) : BindNull(parameter);

    public Statement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        Check(sqlite3_bind_blob(handle, parameter, value));
        return this;
    }

    public Statement BindUnlessEmpty(int parameter, ReadOnlySpan<byte> value) => value.IsEmpty ? BindNull(parameter) : Bind(parameter, value);

    public Statement Bind(int parameter, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(parameter, bytes);
    }

    public Statement Bind(int parameter, string? value)
    {
        if (value is null)
            return BindNull(parameter);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> buffer = rented is null ? stackalloc byte[StackBytes] : rented;
        var rc = sqlite3_bind_text(handle, parameter, buffer[..Encoding.UTF8.GetBytes(value, buffer)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        Check(rc);
        return this;
    }

    public Statement BindNull(int parameter)
    {
        Check(sqlite3_bind_null(handle, parameter));
        return this;
    }

    /// <summary>Executes to the end, ignoring rows.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public void Run()
    {
        if (!TryRun(out var error))
            throw error;
    }

    /// <summary>Executes to the end; false with the error when the database refused. The statement can be used again either way.</summary>
    public bool TryRun(out SqliteException error)
    {
        int rc;
        do
        {
            rc = sqlite3_step(handle);
        }
        while (rc == SQLITE_ROW);
        error = rc == SQLITE_DONE ? null! : Error(rc);
        sqlite3_reset(handle);
        return rc == SQLITE_DONE;
    }

    /// <summary>Executes and hands the first row to <paramref name="read"/>; the default when there is none.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public T? One<T>(Func<Statement, T> read)
    {
        try
        {
            return Step() ? read(this) : default;
        }
        finally
        {
            sqlite3_reset(handle);
        }
    }

    /// <summary>Executes and hands each row to <paramref name="read"/>.</summary>
    /// <exception cref="SqliteException">The database refused.</exception>
    public List<T> All<T>(Func<Statement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Step())
                rows.Add(read(this));
            return rows;
        }
        finally
        {
            sqlite3_reset(handle);
        }
    }

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLITE_NULL;

    public long Integer(int column) => sqlite3_column_int64(handle, column);

    // The bytes of a text column are its UTF-8, with its length; no search for an end.
    public string Text(int column) => Encoding.UTF8.GetString(sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => sqlite3_column_blob(handle, column).ToArray();

    public Guid Uuid(int column) => new(sqlite3_column_blob(handle, column), bigEndian: true);

    public DateTimeOffset Instant(int column) => Instants.From(Integer(column));

    public DateTimeOffset? InstantOrNull(int column) => IsNull(column) ? null : Instant(column);

    public void Dispose() => handle.Dispose();

    private bool Step()
    {
        var rc = sqlite3_step(handle);
        return rc == SQLITE_ROW || (rc == SQLITE_DONE ? false : throw Error(rc));
    }

    private void Check(int rc)
    {
        if (rc != SQLITE_OK)
            throw Error(rc);
    }

    private SqliteException Error(int rc) =>
        new($"SQLite error {rc}: {sqlite3_errmsg(db).utf8_to_string()}", rc & 0xFF, sqlite3_extended_errcode(db));
}
