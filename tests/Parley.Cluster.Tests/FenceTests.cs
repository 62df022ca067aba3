using Google.Rpc;
using Grpc.Core;
using Parley.Chaos;
using Parley.Testing;
using Parley.V1;
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

    /// <summary>
    /// Whoever was sent away by way of one silo is shown nothing by another that still remembers it as a reader: not the talks, the room and the
    /// text, and no stream of them; and what it sends is not answered from what was true before.
    /// </summary>
    [Fact]
    public Task Whoever_is_sent_away_reads_nothing_from_a_silo_that_has_not_heard_of_it() =>
        With(Small("one"), one => With(Small("other"), other => OneIsSentAway(one, other)));

    private static async Task OneIsSentAway(ParleyCluster one, ParleyCluster other)
    {
        var conflict = await World.FoundConflict(one.Channel(0), one.Mediator, "valley");
        string[] parties = [.. World.PartiesOf(conflict)];
        var here = new NegotiationService.NegotiationServiceClient(one.Channel(0));
        var there = new NegotiationService.NegotiationServiceClient(other.Channel(0));
        var talks = (await here.CreateNegotiationAsync(
            new() { Parent = conflict, NegotiationId = "talks", Negotiation = new() { Title = World.In("Talks"), Members = { parties.Select(p => new Member { Party = p, Capacity = MemberCapacity.Party }) } } },
            one.Mediator)).Name;
        var accreditation = new Accreditation { Id = "guest", Subject = "guest", Party = parties[0], Function = DelegationFunction.Delegate };
        await here.AdmitParticipantAsync(new() { Name = talks, Accreditation = accreditation }, one.Mediator);
        var text = (await here.TableTextAsync(
            new() { Parent = talks, TextId = "draft", Text = new() { Title = World.In("A draft"), Languages = { World.Language }, Clauses = { new TextClause { Id = "halt", Text = World.In("All fire stops.") } } } },
            one.Mediator)).Name;

        // One's silo hosts all of them, and remembers the guest as a reader.
        var (room, guest) = ($"{talks}/caucuses/{World.PartyIds[0]}", one.As("guest", new Parley.Domain.Access.Grant(Role.Party, parties[0])));
        var say = new SendMessageRequest { Parent = room, Message = new() { Text = World.In("A word"), Disclosure = Disclosure.Free }, RequestId = NewId() };
        Func<Task>[] acts =
        [
            () => here.GetNegotiationAsync(new() { Name = talks }, guest).ResponseAsync,
            () => here.GetTextAsync(new() { Name = text }, guest).ResponseAsync,
            () => new CaucusService.CaucusServiceClient(one.Channel(0)).GetCaucusAsync(new() { Name = room }, guest).ResponseAsync,
            () => new JournalService.JournalServiceClient(one.Channel(0)).ListEventsAsync(new() { Journal = room }, guest).ResponseAsync,
            () => Watched(one, room, guest),
            () => new CaucusService.CaucusServiceClient(one.Channel(0)).SendMessageAsync(say, guest).ResponseAsync,
            () => Refused(() => here.AgreeClauseAsync(new() { Name = text, Clause = "none" }, guest).ResponseAsync, StatusCode.InvalidArgument),
        ];
        foreach (var act in acts)
        {
            await Answered(act); // The other silo wakes journals as well, and may have written last.
        }

        var end = new EndAccreditationRequest { Name = talks, Accreditation = "guest", RequestId = NewId() };
        await Answered(() => there.EndAccreditationAsync(end, other.Mediator).ResponseAsync);
        foreach (var act in acts)
        {
            var first = (await Assert.ThrowsAsync<RpcException>(act)).StatusCode;
            Assert.True(first is StatusCode.Unavailable or StatusCode.NotFound, $"{first}");
        }

        // Asked again, a new activation has read what happened.
        foreach (var act in acts)
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Answered(act))).StatusCode);
        }
    }

    private static async Task Watched(ParleyCluster parley, string journal, Metadata caller)
    {
        using var watch = new JournalService.JournalServiceClient(parley.Channel(0)).WatchJournal(new() { Journal = journal }, caller);
        Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
    }

    /// <summary>Nothing when refused in this way; whatever else it comes to goes to the caller.</summary>
    private static async Task Refused(Func<Task> act, StatusCode status)
    {
        try
        {
            await act();
        }
        catch (RpcException refusal) when (refusal.StatusCode == status)
        {
        }
    }

    /// <summary>Sends again as long as the answer is to.</summary>
    private static async Task Answered(Func<Task> act)
    {
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (true)
        {
            try
            {
                await act();
                return;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                await Task.Delay(20, deadline.Token);
            }
        }
    }

    private static async Task OneIsFenced(ParleyCluster one, ParleyCluster other)
    {
        var truce = Assert.Single(await World.Found(one, truces: 1));
        var acknowledged = new List<string> { await Insist(one, truce, NewId()) };

        // The other activates the journal as well, and takes it over with its first command.
        acknowledged.Add(await Insist(other, truce, NewId()));

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
        using var deadline = new CancellationTokenSource(Waiting.Patience);
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
