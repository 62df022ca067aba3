using System.Collections.Concurrent;

namespace Parley.Journal.Sqlite;

/// <summary>
/// A fixed number of read-only connections with their prepared statements, opened when first needed. In WAL mode they
/// see what is committed and never wait for the writer. Reads run on the caller's thread: nearly all are answered from memory.
/// </summary>
internal sealed class ReadPool(string file, int size) : IDisposable
{
    private readonly SemaphoreSlim free = new(size, size);
    private readonly ConcurrentStack<ReadSession> idle = new();

    /// <summary>Runs a read of one statement on a free connection, waiting for one if all are in use.</summary>
    public async Task<T> Read<T>(Func<ReadSession, T> read, CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation);
        ReadSession? session = null;
        try
        {
            session = idle.TryPop(out var warm) ? warm : new ReadSession(Connections.OpenForReading(file));
            return read(session);
        }
        finally
        {
            if (session is not null)
                idle.Push(session);
            free.Release();
        }
    }

    /// <summary>Runs a read of several statements that all see the same commit.</summary>
    public Task<T> ReadAsOne<T>(Func<ReadSession, T> read, CancellationToken cancellation) =>
        Read(session => session.AsOne(read), cancellation);

    public void Dispose()
    {
        while (idle.TryPop(out var session))
            session.Dispose();
        free.Dispose();
    }
}
