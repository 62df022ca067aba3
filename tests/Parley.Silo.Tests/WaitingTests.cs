using Google.Protobuf;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Every reply waits for the version it was decided on, whatever it says, and for no later one; reads of the past wait for what is on its way.</summary>
public sealed class WaitingTests : SiloTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refusals_repeats_and_stale_etags_wait_for_the_version_they_were_decided_on_and_for_no_other(bool comesTrue)
    {
        await Silo.Found();
        var draft = await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Silo.Store.Hold();
        var id = Guid.NewGuid();
        var accept = new AcceptTruceRequest { Name = TruceName };
        var replies = new Dictionary<string, Task<Outcome<IMessage>>>
        {
            ["success"] = Silo.Execute(ForNorth, accept, id).AsTask(),
            ["repeat"] = Silo.Execute(ForNorth, accept, id).AsTask(),
            ["reused id"] = Silo.Execute(ForNorth, new DeclineTruceRequest { Name = TruceName }, id).AsTask(),
            ["refusal"] = Silo.Execute(ForNorth, accept).AsTask(),
            ["stale etag"] = Silo.Execute(ForSouth, new AcceptTruceRequest { Name = TruceName, Etag = draft.Etag }).AsTask(),
        };
        await Silo.Store.WriteWaits();

        // In these what is on its way has no part.
        Assert.Equal("PERMISSION_DENIED", (await Silo.Execute(ForNorth, new AbandonTruceRequest { Name = TruceName, Reason = In("no") })).Rejection!.Reason);
        Assert.Equal("NOT_FOUND", (await Silo.Execute(Outsider, accept)).Rejection!.Reason);

        // A read goes its way meanwhile, so whoever could answer by now would have.
        Assert.Equal(ConsentState.Awaited, ((Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!).Consents[0].State);
        Assert.All(replies, r => Assert.False(r.Value.IsCompleted, r.Key));
        if (!comesTrue)
        {
            Silo.Store.FailNext(afterWriting: false);
        }

        Silo.Store.Release();
        var reasons = new Dictionary<string, string>();
        foreach (var (what, reply) in replies)
        {
            reasons[what] = (await reply).Rejection?.Reason ?? "";
        }

        if (!comesTrue)
        {
            Assert.All(reasons, r => Assert.Equal("RETRY", r.Value));
            return;
        }

        Assert.Equal(("", ""), (reasons["success"], reasons["repeat"]));
        Assert.Equal(
            ("REQUEST_ID_REUSED", "ETAG_MISMATCH"), (reasons["reused id"], reasons["stale etag"]));
        Assert.Equal(RejectionCode.FailedPrecondition, (await replies["refusal"]).Rejection!.Code);
    }

    [Fact]
    public async Task A_read_of_the_past_waits_for_what_is_on_its_way_with_an_earlier_instant_and_for_nothing_else()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var before = Silo.Clock.Now;
        Silo.Clock.Now += Duration.FromSeconds(10);
        var recorded = Silo.Clock.Now;
        Silo.Store.Hold();
        var accepted = Silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = TruceName });
        await Silo.Store.WriteWaits();
        Silo.Clock.Now += Duration.FromSeconds(10);
        var later = Silo.Do<Truce>(ForSouth, new AcceptTruceRequest { Name = TruceName });

        var past = GetAt(recorded);
        var events = Silo.Read(Mediator, new ListEventsRequest { Journal = TruceName, ReadTime = Stamp(recorded) }).AsTask();

        // The instant before is closed: nothing on its way can change it.
        Assert.Equal(ConsentState.Awaited, (await GetAt(before)).Consents[0].State);
        Assert.False(past.IsCompleted);
        Assert.False(events.IsCompleted);
        Silo.Store.Release();
        Assert.Equal([ConsentState.Accepted, ConsentState.Awaited], (await past).Consents.Select(c => c.State));
        Assert.Equal(Event.BodyOneofCase.TruceAccepted, ((ListEventsResponse)(await events).Value!).Events[^1].BodyCase);
        await accepted;
        await later;
    }

    [Fact]
    public async Task A_reply_is_what_a_read_shows_from_then_on()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            var reply = await Silo.Execute(ForNorth, Observe("shots " + i));
            var read = await Silo.Read(Mediator, new ListEventsRequest { Journal = TruceName, FromVersion = reply.Version, PageSize = 1 });
            var e = Assert.Single(((ListEventsResponse)read.Value!).Events);
            Assert.Equal(((Observation)reply.Value!).Name, e.ObservationReported.Observation.Name);
        }));
    }

    private async Task<Truce> GetAt(Instant instant) =>
        (Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName, ReadTime = Stamp(instant) })).Value!;

    private static Google.Protobuf.WellKnownTypes.Timestamp Stamp(Instant instant) => new() { Seconds = instant.ToUnixTimeSeconds() };
}
