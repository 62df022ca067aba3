using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Repeats that memory no longer holds, and a store that takes no more.</summary>
public sealed class RepeatTests : SiloTest
{
    protected override (string Name, string Value)[] Settings =>
        [("Frame:RememberedRequests", "2"), ("Journal:QueueCapacity", "4"), ("Journal:MaxBatchAppends", "1")];

    [Fact]
    public async Task A_repeat_too_old_for_memory_is_a_success_and_another_body_is_told_apart()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var old = Guid.NewGuid();
        var first = await Silo.Do<Observation>(ForNorth, Observe("first"), old);
        for (var i = 0; i < 3; i++)
        {
            await Silo.Do<Observation>(ForNorth, Observe("later " + i));
        }

        Assert.Equal(first, await Silo.Do<Observation>(ForNorth, Observe("first"), old));
        Assert.Equal("REQUEST_ID_REUSED", (await Silo.Execute(ForNorth, Observe("other"), old)).Rejection!.Reason);

        // The same id of somebody else is another request.
        await Silo.Do<Observation>(ForSouth, Observe("first"), old);
        Assert.Equal(5, (await Silo.Events(TruceName)).Count(e => e.BodyCase == Event.BodyOneofCase.ObservationReported));
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var id = Guid.NewGuid();
        var etag = ((Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!).Etag;
        await Silo.Do<Truce>(ForSouth, new AcceptTruceRequest { Name = TruceName });
        Assert.Equal("ETAG_MISMATCH", (await Silo.Execute(ForNorth, new AcceptTruceRequest { Name = TruceName, Etag = etag }, id)).Rejection!.Reason);
        await Silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = TruceName }, id);
    }

    [Fact]
    public async Task A_burst_of_refusals_looks_for_late_repeats_in_a_few_reads()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        var before = Silo.Store.Lookups.Came;
        Silo.Store.Lookups.Hold();
        var refused = Enumerable.Range(0, 40).Select(_ => Silo.Execute(ForNorth, new AcceptTruceRequest { Name = TruceName }).AsTask()).ToList();
        await Silo.Store.Lookups.SomebodyWaits();
        await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName });
        Assert.All(refused, r => Assert.False(r.IsCompleted));
        Silo.Store.Lookups.Release();
        Assert.All(await Task.WhenAll(refused), o => Assert.Equal(RejectionCode.FailedPrecondition, o.Rejection!.Code));
        Assert.InRange(Silo.Store.Lookups.Came - before, 1, 10);
    }

    [Fact]
    public async Task A_full_queue_pushes_back_and_what_was_pushed_back_is_not_recorded()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Silo.Store.Hold();
        var ids = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToArray();
        var calls = ids.Select(id => Silo.Execute(ForNorth, Observe("shots " + id), id).AsTask()).ToArray();
        await Silo.Store.WriteWaits();
        Silo.Store.Release();
        var outcomes = await Task.WhenAll(calls);
        var pushedBack = outcomes.Where(o => o.Rejection is not null).ToList();
        Assert.NotEmpty(pushedBack);
        Assert.All(pushedBack, o => Assert.Equal((RejectionCode.ResourceExhausted, "JOURNAL_QUEUE_FULL"), (o.Rejection!.Code, o.Rejection.Reason)));
        Assert.Equal(outcomes.Length - pushedBack.Count, await Observations());

        // The activation goes on, and the same requests are taken when there is room.
        foreach (var id in ids)
        {
            await Eventually(() => Silo.Execute(ForNorth, Observe("shots " + id), id), o => o.Rejection is null);
        }

        Assert.Equal(ids.Length, await Observations());
    }

    private async Task<int> Observations()
    {
        var events = await Silo.Events(TruceName);
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e.Version));
        return events.Count(e => e.BodyCase == Event.BodyOneofCase.ObservationReported);
    }
}
