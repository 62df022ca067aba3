using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Orleans.Runtime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Identity;
using Parley.Gateway.Reads;
using Parley.Gateway.Watch;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public sealed class WatchHubTests : IDisposable
{
    private const string Journal = "conflicts/xx/truces/tt";
    private static readonly TimeSpan Deadline = Eventually.Deadline;

    private readonly FakeTimeProvider _time = new();
    private readonly FakeCluster _cluster = new();
    private readonly Lifetime _lifetime = new();
    private readonly CancellationTokenSource _gone = new();
    private readonly FakeKeys _keys = new();
    private readonly FreshReads _reads;
    private readonly WatchHub _hub;

    public WatchHubTests()
    {
        var options = Options.Create(new GatewayOptions { Watch = { Capacity = 4, PageSize = 3, MaxPerPrincipal = 2, MaxInAll = 3 } });
        _reads = new(_cluster, new(_cluster, options.Value.RememberedReaders), new(options.Value.RememberedVersions), _time, NullLogger<FreshReads>.Instance);
        _hub = new(_cluster, _reads, new(_keys, new(options, _time, NullLogger<RevokedTokens>.Instance), options, _time), _time, options, _lifetime, NullLogger<WatchHub>.Instance);
    }

    private FakeJournal Truce => _cluster[Journal];

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _hub.Dispose();
        _lifetime.Dispose();
    }

    [Fact]
    public async Task Stream_FromTheBeginning_GivesWhatIsRecordedThenWhatIsNew()
    {
        Truce.Record(10);
        var stream = new Sink();
        _ = Watch(stream, from: 0);

        Assert.Equal(Versions(1, 10), await stream.Take(10));
        Truce.Record(2);
        Truce.Record(1);
        Assert.Equal(Versions(11, 13), await stream.Take(3));
    }

    [Fact]
    public async Task Stream_ByMany_SubscribesOnce()
    {
        Truce.Record(2);
        var (first, second) = (new Sink(), new Sink());
        _ = Watch(first, from: 1);
        _ = Watch(second, from: 2);
        Assert.Equal(Versions(1, 2), await first.Take(2));
        Assert.Equal(Versions(2, 2), await second.Take(1));

        Assert.Equal(1, Truce.Watches);
        Truce.Record(1);
        Assert.Equal(Versions(3, 3), await first.Take(1));
        Assert.Equal(Versions(3, 3), await second.Take(1));
    }

    [Fact]
    public async Task Stream_AfterALostNotification_HasNoGap()
    {
        var stream = new Sink();
        _ = Watch(stream, from: 0);
        await Subscribed();
        Truce.Record(5, isLost: true);
        Truce.Record(1);

        Assert.Equal(Versions(1, 6), await stream.Take(6));
    }

    [Fact]
    public async Task Stream_WhenTheLastNotificationIsLost_HearsOfItWithTheRenewal()
    {
        var stream = new Sink();
        _ = Watch(stream, from: 0);
        await Subscribed();
        Truce.Record(7, isLost: true);

        Assert.Equal(Versions(1, 7), await stream.Take(7, AdvanceWhileWaiting));
    }

    [Fact]
    public async Task Stream_WithNothingNew_SendsHeartbeatsWithTheVersion()
    {
        Truce.Record(3);
        var stream = new Sink();
        _ = Watch(stream, from: 4);

        var message = await stream.Next(AdvanceWhileWaiting);
        Assert.Equal(3, message.Heartbeat.Version);
    }

    [Fact]
    public async Task Stream_ToSomebodyWhoDoesNotTake_EndsAndSaysSo()
    {
        Truce.Record(1);
        var (slow, quick) = (new Sink(), new Sink());
        var slowWatch = Watch(slow, from: 1);
        _ = Watch(quick, from: 1);
        await slow.Take(1);
        await quick.Take(1);
        slow.Block();

        // Each is taken by the quick one before the next is recorded, so that only the slow one falls behind.
        for (var version = 2; version <= 9; version++)
        {
            await Until(() => quick.IsWaiting);
            Truce.Record(1);
            Assert.Equal(Versions(version, version), await quick.Take(1));
        }

        Assert.Equal("WATCHER_TOO_SLOW", (await slowWatch.WaitAsync(Deadline, TestContext.Current.CancellationToken))!.Reason);
    }

    [Fact]
    public async Task Stream_WithALongHistoryToRead_IsNotTooSlow()
    {
        Truce.Record(50);
        var stream = new Sink();
        var watch = Watch(stream, from: 0);
        Assert.Equal(Versions(1, 10), await stream.Take(10));
        Truce.Record(20);

        Assert.Equal(Versions(11, 70), await stream.Take(60));
        Assert.False(watch.IsCompleted);
    }

    [Fact]
    public async Task Stream_OfMoreAtOnceThanIsHeld_GivesItAll()
    {
        var stream = new Sink();
        _ = Watch(stream, from: 0);
        await Subscribed();
        Truce.Record(25);

        Assert.Equal(Versions(1, 25), await stream.Take(25));
    }

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, "VERSION_AHEAD")]
    public async Task Stream_FromAVersion_MayBeginOneAfterTheLast(long from, string? reason)
    {
        Truce.Record(3);
        var watch = Watch(new Sink(), from);
        if (reason is null)
        {
            await Subscribed();
            Assert.False(watch.IsCompleted);
        }
        else
        {
            var rejection = (await watch)!;
            Assert.Equal((RejectionCode.OutOfRange, reason, "3"), (rejection.Code, rejection.Reason, rejection.Metadata["version"]));
        }
    }

    [Fact]
    public async Task Stream_ForWhoMayNotRead_IsNotFound()
    {
        Truce.TurnedAway["bob"] = true;
        Assert.Equal(RejectionCode.NotFound, (await Watch(new Sink(), 0, "bob"))!.Code);
    }

    [Fact]
    public async Task Stream_ForWhoMayNoLongerRead_EndsAtARenewal()
    {
        var watch = Watch(new Sink(), 0, "anna");
        await Subscribed();
        Truce.TurnedAway["anna"] = true;

        await Until(() => watch.IsCompleted, AdvanceWhileWaiting);
        Assert.Equal(RejectionCode.NotFound, (await watch)!.Code);
    }

    [Fact]
    public async Task Stream_ForWhoMayNoLongerRead_EndsBeforeTheEventsThatCameWithIt()
    {
        var (anna, bob) = (new Sink(), new Sink());
        var watches = (Anna: Watch(anna, 0, "anna"), Bob: Watch(bob, 0, "bob"));
        await Subscribed();
        Truce.Record(1);
        Assert.Equal([1], await anna.Take(1));
        Assert.Equal([1], await bob.Take(1));

        Truce.Record(2, audience: [Audience.Subject("bob")]);
        Assert.Equal(RejectionCode.NotFound, (await watches.Anna.WaitAsync(Deadline, TestContext.Current.CancellationToken))!.Code);
        Assert.True(anna.IsWaiting);
        Assert.Equal([2, 3], await bob.Take(2));
        Assert.False(watches.Bob.IsCompleted);
    }

    [Fact]
    public async Task Stream_WhenTheTokenExpires_Ends()
    {
        var watch = Watch(new Sink(), 0, "anna", _time.GetUtcNow().AddSeconds(60));
        await Until(() => watch.IsCompleted, AdvanceWhileWaiting);
        Assert.Equal("TOKEN_EXPIRED", (await watch)!.Reason);
    }

    [Fact]
    public async Task Stream_WhenTheKeyOfItsTokenIsWithdrawn_EndsAndTheOthersGoOn()
    {
        using var one = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var two = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (withdrawn, kept) = (new ECDsaSecurityKey(one), new ECDsaSecurityKey(two));
        _keys.Set(withdrawn, kept);
        var (ended, goesOn) = (Watch(new Sink(), 0, "anna", key: withdrawn), Watch(new Sink(), 0, "bob", key: kept));
        await Subscribed();

        _keys.Set(kept);
        Assert.Equal("TOKEN_INVALID", (await ended.WaitAsync(Deadline, TestContext.Current.CancellationToken))!.Reason);
        Assert.Equal("TOKEN_INVALID", (await Watch(new Sink(), 0, "anna", key: withdrawn).WaitAsync(Deadline, TestContext.Current.CancellationToken))!.Reason);
        Assert.False(goesOn.IsCompleted);
    }

    [Fact]
    public async Task Stream_WhenTheJournalCannotBeReached_EndsAndHearsNoHeartbeatMeanwhile()
    {
        var watch = Watch(new Sink(), 0);
        await Subscribed();
        Truce.IsLost = true;
        await Until(() => watch.IsCompleted, AdvanceWhileWaiting);
        Assert.Equal("SUBSCRIPTION_LOST", (await watch)!.Reason);
    }

    [Fact]
    public async Task Stream_WhenTheGatewayStops_AsksToConnectAgain()
    {
        var watch = Watch(new Sink(), 0);
        await Subscribed();
        _lifetime.StopApplication();
        Assert.Equal("SHUTTING_DOWN", (await watch.WaitAsync(Deadline, TestContext.Current.CancellationToken))!.Reason);
        Assert.Equal("SHUTTING_DOWN", (await Watch(new Sink(), 0))!.Reason);
    }

    [Fact]
    public async Task Stream_FromBeyondWhatTheFeedHasHeardButNotFromBeyondWhatWasShown_IsToTryAgain()
    {
        _ = Watch(new Sink(), from: 0);
        await Subscribed();
        Truce.Record(5, isLost: true);
        Assert.Equal("JOURNAL_BEHIND", (await Watch(new Sink(), from: 6))!.Reason);
        Assert.Equal("VERSION_AHEAD", (await Watch(new Sink(), from: 6, subject: "bob", journal: "conflicts/xx/truces/other"))!.Reason);
    }

    [Fact]
    public async Task Stream_WhatItHasGiven_NoReadGoesBackBehind()
    {
        var stream = new Sink();
        _ = Watch(stream, from: 0);
        await Subscribed();
        Truce.Record(3);
        await stream.Take(3);
        Assert.Equal(3, _reads.Versions.Of(Journal));
    }

    [Fact]
    public async Task Stream_PastTheLimits_IsRefused()
    {
        _ = Watch(new Sink(), 0, "anna");
        _ = Watch(new Sink(), 0, "anna");
        await Subscribed();
        Assert.Equal("TOO_MANY_WATCHES", (await Watch(new Sink(), 0, "anna"))!.Reason);

        _ = Watch(new Sink(), 0, "bob");
        Assert.Equal("TOO_MANY_WATCHES_IN_ALL", (await Watch(new Sink(), 0, "carl"))!.Reason);
    }

    [Fact]
    public async Task Stream_WhereTheSiloDoesNotAnswer_AsksTheCallerToComeAgain()
    {
        Truce.IsSilent = true;
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Watch(new Sink(), 0).WaitAsync(Deadline, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stream_AfterTheLastWatcherHasGone_GivesTheSubscriptionUpWhenTheJournalNoLongerTellsOfEvents()
    {
        var stream = new Sink();
        var begun = _time.GetUtcNow();
        var watch = Watch(stream, 0);
        await Subscribed();
        await _gone.CancelAsync();
        Assert.Null(await watch.WaitAsync(Deadline, TestContext.Current.CancellationToken));

        await Until(() => Truce.Observers == 0, AdvanceWhileWaiting);
        Assert.True(_time.GetUtcNow() >= begun + FakeJournal.Lease);
    }

    private static IEnumerable<long> Versions(long first, long last)
    {
        for (var version = first; version <= last; version++)
        {
            yield return version;
        }
    }

    private static Task Until(Func<bool> condition, Action? meanwhile = null) => Eventually.Holds(condition, meanwhile);

    private Task<Rejection?> Watch(Sink sink, long from, string subject = "anna", DateTimeOffset? expires = null, string journal = Journal, SecurityKey? key = null) => _hub.Stream(
        new() { Journal = journal, FromVersion = from },
        new(new Caller(subject, []), expires ?? DateTimeOffset.MaxValue, new(subject, null))
        {
            SigningKey = key is null ? "" : SigningKeySet.ThumbprintOf(key),
        },
        sink,
        _gone.Token);

    private Task Subscribed() => Until(() => Truce.Observers == 1);

    private void AdvanceWhileWaiting() => _time.Advance(TimeSpan.FromSeconds(1));
}
