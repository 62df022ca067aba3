using Npgsql;
using Parley.Testing;

namespace Parley.Chaos.Faults;

/// <summary>
/// Starts again what has ended by itself, as whatever runs services does: a silo that finds itself declared dead ends, and one
/// that cannot reach the database when it starts. What a fault has taken away stays away until the fault is over.
/// </summary>
internal sealed class Keeper : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);
    private readonly CancellationTokenSource _stop = new();
    private readonly ParleyCluster _parley;
    private readonly string _connectionString;
    private readonly Dictionary<ClusterNode, SemaphoreSlim> _gates;
    private readonly HashSet<ClusterNode> _taken = [];
    private readonly List<Task> _loops;
    private int _ended;

    public Keeper(ParleyCluster parley, string connectionString)
    {
        (_parley, _connectionString) = (parley, connectionString);
        _gates = parley.Silos.Concat(parley.Gateways).ToDictionary(n => n, _ => new SemaphoreSlim(1, 1));
        _loops = [.. _gates.Keys.Select(n => Task.Run(() => Keep(n)))];
    }

    /// <summary>How often something has ended by itself.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <summary>Takes a node away; it is not started again until it is given back.</summary>
    public async Task Take(ClusterNode node, Func<ClusterNode, Task> how)
    {
        await _gates[node].WaitAsync();
        try
        {
            _taken.Add(node);
            await how(node);
        }
        finally
        {
            _gates[node].Release();
        }
    }

    /// <summary>Gives it back, and waits until it runs.</summary>
    public async Task Give(ClusterNode node)
    {
        await _gates[node].WaitAsync();
        _taken.Remove(node);
        _gates[node].Release();
        await Until(() => Task.FromResult(node.IsRunning), $"{node.Name} did not start");
    }

    /// <summary>Waits until every process runs and every silo is a member of the cluster.</summary>
    public Task AllUp() => Until(async () => _gates.Keys.All(n => n.IsRunning) && await Members() == _parley.Silos.Count, "Not all silos are members again");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }

        _stop.Dispose();
    }

    private static async Task Until(Func<Task<bool>> condition, string otherwise)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"{otherwise} within {Patience.TotalSeconds} s.");
            }

            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private async Task Keep(ClusterNode node)
    {
        var ended = false;
        while (!_stop.IsCancellationRequested)
        {
            await _gates[node].WaitAsync();
            try
            {
                var isTaken = _taken.Contains(node);
                if (!node.IsRunning && !isTaken)
                {
                    if (!ended)
                    {
                        Interlocked.Increment(ref _ended);
                    }

                    ended = true;
                    await node.Start();
                }

                ended = isTaken; // What was taken has not ended by itself.
            }
            catch (InvalidOperationException)
            {
                // It could not start, and has said why; again, then.
            }
            finally
            {
                _gates[node].Release();
            }

            await Task.Delay(Interval, CancellationToken.None);
        }
    }

    private async Task<int> Members()
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false });
            await using var command = source.CreateCommand("SELECT count(*)::int FROM membership WHERE status = 3");
            return (int)(await command.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException)
        {
            return 0;
        }
    }
}
