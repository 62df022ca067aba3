using Grpc.Health.V1;
using Parley.Testing;
using Xunit;
using Status = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Parley.Cluster.Tests;

/// <summary>Silos that come and go under commands, as processes of their own.</summary>
public sealed class MembershipTests(SharedPostgres postgres, ITestOutputHelper output) : ClusterTest(postgres)
{
    /// <summary>What the stated times of silos and gateways come to; see <c>MembershipTimes</c>.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(20);

    [Fact]
    public Task Silos_join_leave_die_and_stand_still_and_whoever_sends_again_is_answered_within_twenty_seconds() => With(Plan with { Silos = 2 }, async parley =>
    {
        await using var traffic = new Traffic(parley, await World.Found(parley, truces: 6));
        await traffic.Progress();
        var (first, second) = (parley.Silos[0], parley.Silos[1]);

        var third = await parley.AddSilo();
        await traffic.Progress();

        Assert.Equal(0, await first.Stop());
        await traffic.Progress();
        output.WriteLine($"One joined and one left: no call took longer than {traffic.Longest.TotalSeconds:0.00} s.");

        await first.Start();
        await second.Kill();
        await traffic.Progress();
        output.WriteLine($"One was killed: no call took longer than {traffic.Longest.TotalSeconds:0.00} s.");

        await second.Start();
        await third.Pause();
        await traffic.Progress();
        output.WriteLine($"One stood still: no call took longer than {traffic.Longest.TotalSeconds:0.00} s.");

        // Those who waited for it have been answered by others, so it may not go on: it finds itself declared dead and ends.
        await third.Continue();
        Assert.NotEqual(0, await third.End());
        await traffic.Progress();

        // None of the processes that the gateways began with is left, and both serve.
        Assert.All(await Task.WhenAll(parley.Gateways.Select(g => new Health.HealthClient(g.Channel).CheckAsync(new()).ResponseAsync)), h => Assert.Equal(Status.Serving, h.Status));
        await traffic.EndAndCompare(parley.Channel(1));
        Assert.InRange(traffic.Longest, TimeSpan.Zero, Recovery);
    });
}
