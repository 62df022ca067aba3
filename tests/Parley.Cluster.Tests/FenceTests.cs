using Google.Rpc;
using Grpc.Core;
using Parley.Chaos;
using Parley.Testing;
using Xunit;

namespace Parley.Cluster.Tests;

/// <summary>
/// Two silos that both take themselves for the host of the same journals: two clusters, each of which knows nothing of the other, on
/// one database. What no membership protocol could allow, the journal's fence still holds together.
/// </summary>
public sealed class FenceTests(SharedPostgres postgres) : ClusterTest(postgres)
{
    private const int Each = 20;

    [Fact]
    public Task Of_two_silos_that_host_the_same_journal_one_is_fenced_and_its_callers_are_answered_when_they_send_again() =>
        With(Small("one"), one => With(Small("other"), other => OneIsFenced(one, other)));

    private static async Task OneIsFenced(ParleyCluster one, ParleyCluster other)
    {
        var truce = Assert.Single(await World.Found(one, truces: 1));
        var acknowledged = new List<string> { await Report(one, truce, NewId()) };

        // The other activates the journal as well, and takes it over with its first command.
        acknowledged.Add(await Report(other, truce, NewId()));

        // The first is fenced: whoever asked it is to send again, and is then answered by a new activation that has read the journal.
        var id = NewId();
        var fenced = await Assert.ThrowsAsync<RpcException>(() => Report(one, truce, id));
        Assert.Equal(StatusCode.Unavailable, fenced.StatusCode);
        Assert.NotNull(fenced.GetRpcStatus()!.GetDetail<RetryInfo>());
        acknowledged.Add(await Insist(one, truce, id));

        // Both at once, each with a stream of commands.
        acknowledged.AddRange((await Task.WhenAll(new[] { one, other }.SelectMany(c => Enumerable.Range(0, 2).Select(_ => Many(c, truce))))).SelectMany(a => a));

        // Whichever wrote last, the other does not know of it until it writes; after that it has read everything.
        acknowledged.Add(await Insist(other, truce, NewId()));
        var events = await World.AllEvents(other.Channel(0), other.Mediator, truce);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
        Assert.Equal(
            acknowledged.Order(StringComparer.Ordinal),
            events.Where(e => e.ObservationReported is not null).Select(e => e.ObservationReported.Observation.Name).Order(StringComparer.Ordinal));
    }

    private ClusterPlan Small(string id) => Plan with { Silos = 1, Gateways = 1, ClusterId = id };

    private static string NewId() => Guid.NewGuid().ToString();

    private static async Task<string> Report(ParleyCluster parley, string truce, string id) =>
        (await World.Report(parley.Channel(0), parley.Mediator, truce, id)).Name;

    private static async Task<List<string>> Many(ParleyCluster parley, string truce)
    {
        var names = new List<string>();
        for (var i = 0; i < Each; i++)
        {
            names.Add(await Insist(parley, truce, NewId()));
        }

        return names;
    }

    private static async Task<string> Insist(ParleyCluster parley, string truce, string id)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                return await Report(parley, truce, id);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // Not all in step, or two that fence each other off would go on doing so.
                await Task.Delay(Random.Shared.Next(5, 50), deadline.Token);
            }
        }
    }
}
