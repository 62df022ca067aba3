using Microsoft.Data.Sqlite;

namespace Parley.Journal.Sqlite;

/// <summary>A connection for reading and what was prepared on it. Used by one read at a time.</summary>
internal sealed class ReadSession(SqliteConnection connection) : IDisposable
{
    // Statements are constants, and lists by audience come in a few sizes, so this does not grow with use.
    private readonly Dictionary<string, Statement> prepared = [];

    public Statement Prepare(string sql)
    {
        if (!prepared.TryGetValue(sql, out var statement))
            prepared.Add(sql, statement = new Statement(connection, sql));
        return statement;
    }

    /// <summary>Runs several statements that all see the same commit.</summary>
    public T AsOne<T>(Func<ReadSession, T> read)
    {
        Prepare("BEGIN").Run();
        try
        {
            return read(this);
        }
        finally
        {
            Prepare("ROLLBACK").Run();
        }
    }

    public void Dispose()
    {
        foreach (var statement in prepared.Values)
            statement.Dispose();
        connection.Dispose();
    }
}
