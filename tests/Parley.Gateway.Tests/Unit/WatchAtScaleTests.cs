using Grpc.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Identity;
using Parley.Gateway.Reads;
using Parley.Gateway.Watch;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>Many watchers of one journal: each is served as if it were alone, and whoever does not keep up harms nobody.</summary>
public sealed class WatchAtScaleTests : IDisposable
{
    private const string Journal = "conflicts/xx/truces/tt";
    private const int Capacity = 4;
    private static readonly TimeSpan HeartbeatInterval = new WatchOptions().HeartbeatInterval;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly Lifetime _lifetime = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly List<WatchHub> _hubs = [];

    private FakeJournal Truce => _cluster[Journal];

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _hubs.ForEach(h => h.Dispose());
        _lifetime.Dispose();
    }

    [Fact]
    public async Task Stream_ByTenThousand_WithTheLimitsAsTheyCome_GivesEachEverythingBySubscribingOnce()
    {
        const int principals = 10, each = 1000;
        var hub = Hub(new());
        var sinks = Enumerable.Range(0, principals * each).Select(_ => new Sink()).ToList();
        Truce.Record(1);
        var watches = sinks.Select((sink, i) => Watch(hub, sink, from: 1, $"subject-{i % principals}")).ToList();
        await Eventually.Holds(() => Truce.Observers == 1);

        Truce.Record(2);
        foreach (var sink in sinks)
        {
            Assert.Equal([1, 2, 3], await sink.Take(3));
        }

        Assert.Equal(1, Truce.Watches);
        Assert.DoesNotContain(watches, w => w.IsCompleted);
        Assert.Equal("TOO_MANY_WATCHES", (await Watch(hub, new Sink(), 1, "subject-0"))!.Reason);
    }

    [Fact]
    public async Task Stream_ToHundredsOfWhomHalfDoNotTake_GivesTheOthersEverythingAtOnce()
    {
        const int half = 200, events = 20;
        var hub = Hub(new() { Capacity = Capacity });
        var (slow, quick) = (Sinks(half), Sinks(half));
        var slowWatches = slow.Select((s, i) => Watch(hub, s, 0, $"slow-{i}")).ToList();
        var quickWatches = quick.Select((s, i) => Watch(hub, s, 0, $"quick-{i}")).ToList();
        await Eventually.Holds(() => Truce.Observers == 1);
        Truce.Record(1);
        foreach (var sink in slow.Concat(quick))
        {
            Assert.Equal([1], await sink.Take(1));
        }

        await Eventually.Holds(() => slow.TrueForAll(s => s.IsWaiting));
        slow.ForEach(s => s.Block());
        for (var version = 2; version <= events; version++)
        {
            await Eventually.Holds(() => quick.TrueForAll(s => s.IsWaiting));
            Truce.Record(1);
            foreach (var sink in quick)
            {
                Assert.Equal([version], await sink.Take(1));
            }
        }

        foreach (var watch in slowWatches)
        {
            Assert.Equal("WATCHER_TOO_SLOW", (await watch.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken))!.Reason);
        }

        Assert.DoesNotContain(quickWatches, w => w.IsCompleted);
    }

    [Fact]
    public async Task Stream_ToSomebodySlow_HoldsAsManyEventsAsTheLimitAndEndsWithOneMore()
    {
        var hub = Hub(new() { Capacity = Capacity });
        var (slow, quick) = (new Sink(), new Sink());
        var watch = Watch(hub, slow, 0, "slow");
        _ = Watch(hub, quick, 0, "quick");
        await Eventually.Holds(() => Truce.Observers == 1);
        await Record(1, quick);
        Assert.Equal([1], await slow.Take(1));
        await Eventually.Holds(() => slow.IsWaiting);

        slow.Block();
        await Record(Capacity, quick);
        slow.Unblock();
        Assert.Equal([2, 3, 4, 5], await slow.Take(Capacity));
        await Eventually.Holds(() => slow.IsWaiting);
        Assert.False(watch.IsCompleted);

        slow.Block();
        await Record(Capacity + 1, quick);
        var end = (await watch.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken))!;
        Assert.Equal((RejectionCode.Unavailable, "WATCHER_TOO_SLOW"), (end.Code, end.Reason));
    }

    [Fact]
    public async Task Stream_OfALongHistoryToSomebodyWhoTakesNothing_EndsAfterTheStallTimeoutAndNotBefore()
    {
        var options = new WatchOptions { StallTimeout = TimeSpan.FromSeconds(20) };
        Truce.Record(10);
        var sink = new Sink();
        sink.Block();
        var watch = Watch(Hub(options), sink, 1, "slow");
        await Eventually.Holds(() => !sink.IsWaiting);

        _time.Advance(options.StallTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(watch.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("WATCHER_TOO_SLOW", (await watch.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken))!.Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stream_WhenTheTokenExpires_EndsAtThatInstantWhateverItWaitsFor(bool isBlocked)
    {
        // In the middle between two heartbeats.
        var lifetime = HeartbeatInterval * 1.5;
        Truce.Record(1);
        var sink = new Sink();
        if (isBlocked)
        {
            sink.Block();
        }

        var watch = Watch(Hub(new() { StallTimeout = TimeSpan.FromHours(1) }), sink, 1, "anna", _time.GetUtcNow() + lifetime);
        await Eventually.Holds(() => isBlocked ? !sink.IsWaiting : Truce.Observers == 1);
        _time.Advance(HeartbeatInterval);
        _time.Advance(lifetime - HeartbeatInterval - TimeSpan.FromMilliseconds(1));
        Assert.False(watch.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var end = (await watch.WaitAsync(Eventually.Deadline, TestContext.Current.CancellationToken))!;
        Assert.Equal((RejectionCode.Unauthenticated, "TOKEN_EXPIRED"), (end.Code, end.Reason));
    }

    [Fact]
    public async Task Stream_WhenTheJournalMovesToAnotherSilo_GivesHundredsEachVersionOnceAndSubscribesAgainOnce()
    {
        var hub = Hub(new());
        var sinks = Sinks(300);
        var watches = sinks.Select((s, i) => Watch(hub, s, 0, $"subject-{i % 3}")).ToList();
        await Eventually.Holds(() => Truce.Observers == 1);
        Truce.Record(2);
        Truce.MoveToAnotherSilo();
        Truce.Record(5);
        await Eventually.Holds(() => Truce.Observers == 1, () => _time.Advance(TimeSpan.FromSeconds(1)));
        foreach (var sink in sinks)
        {
            Assert.Equal(Enumerable.Range(1, 7).Select(v => (long)v), await sink.Take(7, () => _time.Advance(TimeSpan.FromSeconds(1))));
        }

        Truce.Record(1);
        foreach (var sink in sinks)
        {
            Assert.Equal([8], await sink.Take(1));
        }

        Assert.DoesNotContain(watches, w => w.IsCompleted);
        Assert.InRange(Truce.Watches, 2, sinks.Count / 2);
    }

    private static List<Sink> Sinks(int count) => [.. Enumerable.Range(0, count).Select(_ => new Sink())];

    // One after the other, so that only who is blocked falls behind.
    private async Task Record(int count, Sink quick)
    {
        for (var i = 0; i < count; i++)
        {
            await Eventually.Holds(() => quick.IsWaiting);
            Truce.Record(1);
            await quick.Take(1);
        }
    }

    private WatchHub Hub(WatchOptions watch)
    {
        var options = Options.Create(new GatewayOptions { Watch = watch, Tokens = { ClockSkew = TimeSpan.Zero } });
        var reads = new FreshReads(_cluster, new(_cluster, options.Value.RememberedReaders), new(options.Value.RememberedVersions), _time, NullLogger<FreshReads>.Instance);
        _hubs.Add(new(_cluster, reads, new(new FakeKeys(), new(options, _time, NullLogger<RevokedTokens>.Instance), options, _time), _time, options, _lifetime, NullLogger<WatchHub>.Instance));
        return _hubs[^1];
    }

    private Task<Rejection?> Watch(WatchHub hub, IServerStreamWriter<WatchJournalResponse> sink, long from, string subject, DateTimeOffset? expires = null) =>
        hub.Stream(
            new() { Journal = Journal, FromVersion = from },
            new(new Caller(subject, []), expires ?? DateTimeOffset.MaxValue, new(subject, null)),
            sink,
            _gone.Token);
}
