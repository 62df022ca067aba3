using System.Diagnostics;
using Google.Rpc;
using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>Watches over real HTTP/2, where a client that does not read stops what is written to it.</summary>
public sealed class WatchWireTests : IAsyncLifetime
{
    private const string Truce = "conflicts/xx/truces/t1";
    private const int EventBytes = 40_000;

    private readonly FakeCluster _cluster = new();
    private LoneGateway _gateway = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        _gateway = await LoneGateway.Start(_cluster, ("Tokens:ClockSkew", "00:00:00"), ("Watch:Capacity", "4"), ("Watch:StallTimeout", "00:00:03"));

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task WatchJournal_ByHundreds_GivesEachEveryVersionOnceInOrder()
    {
        const int watchers = 400, before = 3, after = 20;
        _cluster[Truce].Record(before);
        var calls = Enumerable.Range(0, watchers).Select(i => Watch($"subject-{i % 10}")).ToList();
        await Task.WhenAll(calls.Select(c => Take(c, 1, before)));
        for (var i = 0; i < after; i++)
        {
            _cluster[Truce].Record(1, textBytes: 200);
            await Task.WhenAll(calls.Select(c => Take(c, before + i + 1, 1)));
        }

        Assert.Equal(1, _cluster[Truce].Watches);
        calls.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task WatchJournal_ByAClientThatDoesNotRead_EndsWithWhatToDoAndHoldsNobodyBack()
    {
        const int events = 60, neighbours = 50;
        _cluster[Truce].Record(1);

        // All on one connection, as behind a proxy.
        using var slow = Watch("slow");
        var quick = Enumerable.Range(0, neighbours).Select(i => Watch($"quick-{i}")).ToList();
        await Task.WhenAll(quick.Append(slow).Select(c => Take(c, 1, 1)));
        for (var version = 2; version <= events; version++)
        {
            _cluster[Truce].Record(1, textBytes: EventBytes);
            await Task.WhenAll(quick.Select(c => Take(c, version, 1)));
        }

        // It reads what was on its way, without a gap, and then why there is no more.
        var (last, error) = await ReadToEnd(slow, next: 2);
        Assert.Equal((StatusCode.Unavailable, "WATCHER_TOO_SLOW"), (error.StatusCode, error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason));
        Assert.NotNull(error.GetRpcStatus()!.GetDetail<RetryInfo>());
        Assert.InRange(last, 2, events - 5);

        // And goes on from there.
        using var again = Watch("slow", last + 1);
        await Take(again, last + 1, (int)(events - last));
        quick.ForEach(c => c.Dispose());
    }

    [Fact]
    public async Task WatchJournal_ByAClientThatNeverReads_LeavesTheOthersOnItsConnectionAloneHoweverLongThatLasts()
    {
        // Longer than it takes the server to break off a connection for the whole of which nothing is read.
        var enough = TimeSpan.FromSeconds(12);
        _cluster[Truce].Record(20, textBytes: EventBytes);
        using var stuck = Watch("stuck");
        using var other = Watch("other", from: 21);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        var begun = Stopwatch.GetTimestamp();
        for (var version = 21; Stopwatch.GetElapsedTime(begun) < enough; version++)
        {
            await timer.WaitForNextTickAsync(Cancellation);
            _cluster[Truce].Record(1);
            await Take(other, version, 1);
        }

        var (_, error) = await ReadToEnd(stuck, next: 1);
        Assert.Equal((StatusCode.Unavailable, "WATCHER_TOO_SLOW"), (error.StatusCode, error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason));
    }

    [Fact]
    public async Task WatchJournal_WhenTheTokensOfManyExpire_EndsTheirsAndNobodyElses()
    {
        _cluster[Truce].Record(1);
        var brief = Enumerable.Range(0, 50).Select(i => Watch($"brief-{i}", lifetime: TimeSpan.FromSeconds(8))).ToList();
        using var other = Watch("other");
        await Task.WhenAll(brief.Append(other).Select(c => Take(c, 1, 1)));
        foreach (var call in brief)
        {
            var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation).WaitAsync(Eventually.Deadline, Cancellation));
            Assert.Equal((StatusCode.Unauthenticated, "TOKEN_EXPIRED"), (error.StatusCode, error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason));
            call.Dispose();
        }

        _cluster[Truce].Record(1);
        await Take(other, 2, 1);
    }

    private static async Task Take(AsyncServerStreamingCall<WatchJournalResponse> call, long first, int count)
    {
        for (var version = first; version < first + count; version++)
        {
            Assert.True(await call.ResponseStream.MoveNext(Cancellation).WaitAsync(Eventually.Deadline, Cancellation));
            Assert.Equal(version, call.ResponseStream.Current.Event.Version);
        }
    }

    private static async Task<(long Last, RpcException Error)> ReadToEnd(AsyncServerStreamingCall<WatchJournalResponse> call, long next)
    {
        try
        {
            while (true)
            {
                await Take(call, next, 1);
                next++;
            }
        }
        catch (RpcException error)
        {
            return (next - 1, error);
        }
    }

    private AsyncServerStreamingCall<WatchJournalResponse> Watch(string subject, long from = 1, TimeSpan? lifetime = null) =>
        new JournalService.JournalServiceClient(_gateway.Channel).WatchJournal(
            new() { Journal = Truce, FromVersion = from }, _gateway.As(subject, lifetime), cancellationToken: Cancellation);
}
