using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>
/// Callers that report incidents without pause, one to a truce, each through one gateway, and send again with the same request id
/// what got no answer. After each acknowledgement the caller reads what it has just recorded and what it had seen before.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ParleyCluster _parley;
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _acknowledged = new(StringComparer.Ordinal);
    private readonly List<Task> _callers;
    private long _longestTicks;

    public Traffic(ParleyCluster parley, string[] truces)
    {
        _parley = parley;
        foreach (var truce in truces)
        {
            _acknowledged[truce] = [];
        }

        _callers = [.. truces.Select((truce, i) => Task.Run(() => Report(truce, parley.Channel(i % parley.Gateways.Count))))];
    }

    /// <summary>The longest that any command or read has taken until it was answered, all tries together.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Volatile.Read(ref _longestTicks));

    /// <summary>Waits until every caller has come further: nothing that is begun after this call is still waiting.</summary>
    public async Task Progress(int commands = 10)
    {
        var goals = _acknowledged.ToDictionary(a => a.Key, a => a.Value.Count + commands, StringComparer.Ordinal);
        using var deadline = new CancellationTokenSource(Patience);
        while (goals.Any(g => _acknowledged[g.Key].Count < g.Value))
        {
            if (_callers.Find(c => c.IsFaulted) is { } failed)
            {
                await failed;
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    /// <summary>Lets the callers finish what they have begun, and compares what they were told with the record.</summary>
    public async Task EndAndCompare(GrpcChannel channel)
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_callers).WaitAsync(Patience);
        foreach (var (truce, acknowledged) in _acknowledged)
        {
            var events = await World.AllEvents(channel, _parley.Mediator, truce);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
            var recorded = events.Where(e => e.ObservationReported is not null).Select(e => e.ObservationReported.Observation.Name);
            Assert.Equal(acknowledged.Order(StringComparer.Ordinal), recorded.Order(StringComparer.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_callers).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _enough.Dispose();
    }

    private async Task Report(string truce, GrpcChannel channel)
    {
        var caller = _parley.Mediator;
        long seen = 1;
        while (!_enough.IsCancellationRequested)
        {
            var id = Guid.NewGuid().ToString();
            var observation = await Insist(() => World.Report(channel, caller, truce, id));
            _acknowledged[truce].Add(observation.Name);

            var events = await Insist(() => World.Events(channel, caller, truce, seen));
            Assert.Equal(seen, events.Count == 0 ? 0 : events[0].Version);
            Assert.Contains(events, e => e.ObservationReported?.Observation.Name == observation.Name);
            seen = events[^1].Version;
        }
    }

    private async Task<T> Insist<T>(Func<Task<T>> call)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                var answer = await call();
                var took = Stopwatch.GetElapsedTime(began).Ticks;
                InterlockedMax(ref _longestTicks, took);
                return answer;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // Whatever else it might be told is not what somebody who only sends again should ever see.
                Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"No answer for a minute; the last: {e.Status}");
                await Task.Delay(Pause);
            }
        }
    }

    private static void InterlockedMax(ref long place, long value)
    {
        long known;
        while ((known = Volatile.Read(ref place)) < value && Interlocked.CompareExchange(ref place, value, known) != known)
        {
        }
    }
}
