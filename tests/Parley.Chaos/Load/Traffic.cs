using System.Collections.Immutable;
using Parley.Chaos.History;
using Parley.Chaos.Load.Talks;
using Parley.Testing;

namespace Parley.Chaos.Load;

/// <summary>All clients of a run: a reporter for each truce and gateway, makers of truces, talks, watchers.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(360);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource _enough = new();
    private readonly CancellationTokenSource _watchedEnough = new();
    private readonly List<Caller> _callers = [];
    private readonly List<Reporter> _reporters = [];
    private readonly List<TruceMaker> _makers = [];
    private readonly List<TalksMaker> _talks = [];
    private readonly List<JournalWatcher> _watchers = [];
    private readonly List<Task> _work = [];
    private readonly List<Task> _watching = [];
    private ImmutableList<Recovery> _recoveries = [];

    /// <summary>Begins.</summary>
    /// <param name="parley">The cluster.</param>
    /// <param name="truces">The truces that are reported on and watched.</param>
    /// <param name="log">Where everything is written down.</param>
    /// <param name="dice">What pauses and repeats are drawn from.</param>
    /// <param name="longestPause">The longest pause of a reporter.</param>
    public Traffic(ParleyCluster parley, IReadOnlyList<string> truces, HistoryLog log, Random dice, TimeSpan longestPause)
    {
        var gateways = parley.Gateways.Select(g => g.Process.Address).ToList();
        Caller New(string name, int home)
        {
            _callers.Add(new(name, home, gateways, log, new(dice.Next())));
            return _callers[^1];
        }

        for (var g = 0; g < gateways.Count; g++)
        {
            for (var t = 0; t < truces.Count; t++)
            {
                _reporters.Add(new(New($"reporter-{t + 1}-{g + 1}", g), truces[t], parley.Mediator, new(dice.Next()), longestPause, Answered));
                _watchers.Add(new(New($"watcher-{t + 1}-{g + 1}", g), truces[t], parley.Mediator, log));
            }

            _makers.Add(new(New($"maker-{g + 1}", g), parley, $"hill-{g + 1}", log, new(dice.Next())));
            var home = g;
            _talks.Add(new(who => New($"{who}-{home + 1}", home), parley, $"vale-{g + 1}", log, new(dice.Next())));
        }

        Journals = truces;
        _work.AddRange(_reporters.Select(r => Task.Run(() => r.Run(_enough.Token))));
        _work.AddRange(_makers.Select(m => Task.Run(() => m.Run(_enough.Token))));
        _work.AddRange(_talks.Select(t => Task.Run(() => t.Run(_enough.Token))));
        _watching.AddRange(_watchers.Select(w => Task.Run(() => w.Run(_watchedEnough.Token))));
    }

    /// <summary>Every journal that anything was done to; complete once the traffic has ended.</summary>
    public IReadOnlyList<string> Journals { get => [.. field, .. _makers.SelectMany(m => m.Journals), .. _talks.SelectMany(t => t.Journals)]; }

    /// <summary>
    /// Waits until every reporter has had an answer to a command and to a read that it began after an instant, and every watcher
    /// has been sent what the reporters had read by then.
    /// </summary>
    /// <returns>How long after the instant that was.</returns>
    /// <exception cref="TimeoutException">Somebody is not served at all; the message says who.</exception>
    public async Task<TimeSpan> Served(DateTimeOffset since)
    {
        var recovery = new Recovery(_reporters.Select(r => r.Name), since);
        ImmutableInterlocked.Update(ref _recoveries, (all, one) => all.Add(one), recovery);
        try
        {
            var deadline = TimeProvider.System.GetUtcNow() + Patience;
            while (!recovery.All.IsCompleted)
            {
                await FailIfOneHas();
                if (TimeProvider.System.GetUtcNow() > deadline)
                {
                    throw new TimeoutException($"Not served for {Patience.TotalSeconds} s: {string.Join(", ", recovery.Missing)}");
                }

                await Task.WhenAny(recovery.All, Task.Delay(Look));
            }

            var goals = _reporters.GroupBy(r => r.Truce).ToDictionary(r => r.Key, r => r.Max(s => s.Seen), StringComparer.Ordinal);
            await UntilSeen(goals, deadline);
            return TimeProvider.System.GetUtcNow() - since;
        }
        finally
        {
            ImmutableInterlocked.Update(ref _recoveries, (all, one) => all.Remove(one), recovery);
        }
    }

    /// <summary>All gateways serve: everybody goes back to its own.</summary>
    public void GoHome() => _callers.ForEach(c => c.GoHome());

    /// <summary>Lets the clients finish what they have begun, and waits until what is to happen by itself is past.</summary>
    public async Task Finish()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_work).WaitAsync(Patience);
        var due = _makers.Select(m => m.LastDue).Concat(_talks.Select(t => t.LastDue)).Max() + TimeSpan.FromSeconds(2);
        if (due - TimeProvider.System.GetUtcNow() is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest);
        }
    }

    /// <summary>Ends the watches once each has been sent all of its journal, or cannot be.</summary>
    public async Task EndWatches(IReadOnlyDictionary<string, long> heads)
    {
        await UntilSeen(heads, TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _watchedEnough.CancelAsync();
        await Task.WhenAll(_watching).WaitAsync(Patience);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        await _watchedEnough.CancelAsync();
        await Task.WhenAll([.. _work, .. _watching]).WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _callers.ForEach(c => c.Dispose());
        _enough.Dispose();
        _watchedEnough.Dispose();
    }

    private void Answered(string client, bool isRead, DateTimeOffset begun)
    {
        foreach (var recovery in _recoveries)
        {
            recovery.Answered(client, isRead, begun);
        }
    }

    private async Task UntilSeen(IReadOnlyDictionary<string, long> goals, DateTimeOffset deadline)
    {
        while (_watchers.Find(w => w.Seen < goals[w.Journal]) is { } behind)
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException($"{behind.Name} has been sent nothing of {behind.Journal} after version {behind.Seen}");
            }

            await Task.Delay(Look);
        }
    }

    // A client that has given up, or met what it cannot make sense of.
    private async Task FailIfOneHas()
    {
        if (_work.Concat(_watching).FirstOrDefault(w => w.IsFaulted) is { } failed)
        {
            await failed;
        }
    }
}
