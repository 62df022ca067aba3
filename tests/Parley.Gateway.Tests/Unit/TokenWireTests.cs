using Google.Rpc;
using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>A token that is revoked while its holder is connected, over real HTTP/2.</summary>
public sealed class TokenWireTests : IAsyncLifetime
{
    private const string Truce = "conflicts/xx/truces/t1";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-revoked-");
    private readonly FakeCluster _cluster = new();
    private LoneGateway _gateway = null!;

    private string ListFile => Path.Combine(_folder.FullName, "revoked.txt");

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(ListFile, "", Cancellation);
        _gateway = await LoneGateway.Start(_cluster, ("Tokens:RevokedTokensFile", ListFile), ("Tokens:FileReadInterval", "00:00:00.2"));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Calls_and_the_live_watch_of_a_token_end_when_it_is_revoked_and_those_of_another_do_not()
    {
        _cluster[Truce].Record(1);
        var (revoked, kept) = (_gateway.As("anna", tokenId: "lost-laptop"), _gateway.As("anna", tokenId: "desk"));
        var (ends, goesOn) = (Watch(revoked), Watch(kept));
        Assert.True(await ends.ResponseStream.MoveNext(Cancellation));
        Assert.True(await goesOn.ResponseStream.MoveNext(Cancellation));

        await File.WriteAllTextAsync(ListFile, "# 3 December\nlost-laptop\n", Cancellation);
        Assert.Equal("TOKEN_REVOKED", await EndOf(ends));
        var refused = await Assert.ThrowsAsync<RpcException>(() => List(revoked));
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_REVOKED"), (refused.StatusCode, ReasonOf(refused)));

        Assert.Single((await List(kept)).Conflicts);
        _cluster[Truce].Record(1);
        Assert.True(await goesOn.ResponseStream.MoveNext(Cancellation));
        Assert.Equal(2, goesOn.ResponseStream.Current.Event.Version);
        ends.Dispose();
        goesOn.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string ReasonOf(RpcException error) => error.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason;

    private static async Task<string> EndOf(AsyncServerStreamingCall<WatchJournalResponse> watch)
    {
        var end = await Assert.ThrowsAsync<RpcException>(async () =>
        {
            while (await watch.ResponseStream.MoveNext(Cancellation))
            {
                // Heartbeats.
            }
        });
        return ReasonOf(end);
    }

    private AsyncServerStreamingCall<WatchJournalResponse> Watch(Metadata headers) =>
        new JournalService.JournalServiceClient(_gateway.Channel).WatchJournal(
            new() { Journal = Truce, FromVersion = 1 }, headers, TimeProvider.System.GetUtcNow().UtcDateTime + Eventually.Deadline, Cancellation);

    private async Task<ListConflictsResponse> List(Metadata headers) => await new ConflictService.ConflictServiceClient(_gateway.Channel)
        .ListConflictsAsync(new() { PageSize = 1 }, headers, TimeProvider.System.GetUtcNow().UtcDateTime + Eventually.Deadline, Cancellation);
}
