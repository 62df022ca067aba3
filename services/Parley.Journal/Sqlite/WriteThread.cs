using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Parley.Journal.Sqlite;

/// <summary>
/// The one connection that writes, on a thread of its own: a commit waits for the disk, and a thread of the pool that
/// waits would be missing to everybody else. Batches are written in the order given.
/// </summary>
internal sealed class WriteThread : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly WriteStatements statements;
    private readonly BatchWrite write;
    private readonly BlockingCollection<Work> queue = [];
    private readonly Thread thread;

    public WriteThread(SqliteConnection connection, int maxEventBytes)
    {
        this.connection = connection;
        statements = new WriteStatements(connection);
        write = new BatchWrite(statements, maxEventBytes);
        thread = new Thread(Loop) { Name = "Parley.Journal write", IsBackground = true };
        thread.UnsafeStart();
    }

    /// <summary>Completes when the batch is on disk. A batch cancelled before its turn is not written; one begun is finished.</summary>
    public Task<IReadOnlyList<AppendResult>> Write(IReadOnlyList<Append> batch, CancellationToken cancellation)
    {
        var work = new Work(batch, cancellation);
        queue.Add(work, CancellationToken.None);
        return work.Task;
    }

    /// <summary>Waits for the batches already given, then closes the connection.</summary>
    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        statements.Dispose();
        connection.Dispose();
        queue.Dispose();
    }

    private void Loop()
    {
        foreach (var work in queue.GetConsumingEnumerable())
            work.Run(write);
    }

    private sealed class Work(IReadOnlyList<Append> batch, CancellationToken cancellation)
        : TaskCompletionSource<IReadOnlyList<AppendResult>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public void Run(BatchWrite write)
        {
            if (cancellation.IsCancellationRequested)
            {
                SetCanceled(cancellation);
                return;
            }

            try
            {
                SetResult(write.Run(batch));
            }
            catch (Exception e)
            {
                // Whatever it is belongs to the caller; the thread must live on for the next batch.
                SetException(e);
            }
        }
    }
}
