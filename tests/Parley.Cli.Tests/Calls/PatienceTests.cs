using Grpc.Core;
using Parley.Cli.Calls;
using Parley.Cli.Tests.Scenarios;
using Parley.V1;

namespace Parley.Cli.Tests.Calls;

/// <summary>A server that cannot answer now is asked again; one that is not there, or that refuses, is not.</summary>
public sealed class PatienceTests
{
    private readonly PassingTime _time = new(DateTimeOffset.Parse("2022-05-01T12:00:00Z"));

    private static RpcException NotNow => new(new Status(StatusCode.Unavailable, "The journal is moving."));

    [Fact]
    public async Task A_read_that_is_answered_with_not_now_is_tried_again_with_growing_pauses_and_a_deadline_of_its_own()
    {
        var calls = 0;
        var server = new FakeServer(_ => ++calls < 4 ? throw NotNow : new Truce { Name = "conflicts/valley/truces/pause" });
        Assert.Equal("conflicts/valley/truces/pause", (await Get(server)).Name);
        Assert.Equal(4, calls);
        var deadlines = server.Options.Select(o => o.Deadline!.Value).ToList();
        var pauses = deadlines.Zip(deadlines.Skip(1), (before, after) => after - before).ToList();
        Assert.All(pauses.Zip(pauses.Skip(1)), p => Assert.True(p.Second > p.First));
    }

    [Fact]
    public async Task Patience_ends()
    {
        var server = new FakeServer(_ => throw NotNow);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => Get(server))).StatusCode);
        Assert.Equal(Patience.Tries, server.Requests.Count);
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_said_at_once()
    {
        var server = new FakeServer(_ => throw FakeServer.Away);
        await Assert.ThrowsAsync<RpcException>(() => Get(server));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_refusal_is_no_reason_to_ask_again()
    {
        var server = new FakeServer(_ => throw new RpcException(new Status(StatusCode.NotFound, "There is none.")));
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Get(server))).StatusCode);
        Assert.Single(server.Requests);
    }

    private async Task<Truce> Get(FakeServer server) =>
        await new TruceService.TruceServiceClient(new RpcCaller(server, null, _time).Invoker)
            .GetTruceAsync(new() { Name = "conflicts/valley/truces/pause" }, cancellationToken: TestContext.Current.CancellationToken);
}
