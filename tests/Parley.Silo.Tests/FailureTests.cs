using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.Journal;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>What callers are told, and what is on disk, when the store fails or another activation has written.</summary>
public sealed class FailureTests : SiloTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_append_is_unavailable_for_all_and_the_retries_find_out(bool afterWriting)
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Silo.Store.Hold();
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        var calls = ids.Select(id => Silo.Execute(ForNorth, Observe("shots " + id), id).AsTask()).ToArray();
        await Silo.Store.WriteWaits();
        Silo.Store.FailNext(afterWriting);
        Silo.Store.Release();
        var outcomes = await Task.WhenAll(calls);
        Assert.Contains(outcomes, o => o.Rejection?.Code == RejectionCode.Unavailable);

        foreach (var id in ids)
        {
            await Eventually(() => Silo.Execute(ForNorth, Observe("shots " + id), id), o => o.Rejection is null);
        }

        var events = await Silo.Events(TruceName);
        Assert.Equal(5, events.Count(e => e.BodyCase == Event.BodyOneofCase.ObservationReported));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e.Version));
    }

    [Fact]
    public async Task A_stale_activation_with_two_appends_queued_gets_neither_in()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        await Silo.Do<Observation>(ForNorth, Observe("mine"));
        var head = (await Silo.Store.ReadHead(TruceName, CancellationToken.None))!;

        // Another activation takes the row while this one has two commands on the way.
        Silo.Store.Hold();
        var busy = Silo.Execute(Mediator, Register("east")).AsTask(); // Occupies the writer at the gate.
        await Silo.Store.WriteWaits();
        var other = Silo.Writer.Append(new()
        {
            Journal = TruceName,
            ExpectedVersion = head.Version,
            Writer = Guid.NewGuid(),
            TakesRow = true,
            Head = head.Columns,
            Events = [new("theirs", Theirs(head.Version + 1), head.UpdatedAt)],
        });
        var stale = new[] { Silo.Execute(ForNorth, Observe("stale 1")).AsTask(), Silo.Execute(ForNorth, Observe("stale 2")).AsTask() };
        Silo.Store.Release();
        Assert.Equal(AppendOutcome.Committed, (await other).Outcome);
        Assert.All(await Task.WhenAll(stale), o => Assert.Equal(RejectionCode.Unavailable, o.Rejection!.Code));
        Assert.Null((await busy).Rejection);

        var retried = await Eventually(() => Silo.Execute(ForNorth, Observe("stale 1")), o => o.Rejection is null);
        Assert.Equal(head.Version + 2, retried.Version);
        Assert.Equal(["mine", "theirs", "stale 1"], (await Silo.Events(TruceName))
            .Where(e => e.BodyCase == Event.BodyOneofCase.ObservationReported).Select(e => e.ObservationReported.Observation.Text.Values["en"]));
    }

    [Fact]
    public async Task An_event_that_this_binary_does_not_know_stops_the_journal_and_nothing_else()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        await Restart();
        var head = (await Silo.Store.ReadHead(TruceName, CancellationToken.None))!;
        var unknown = new byte[] { 0xfa, 0x7f, 0x00 }; // Field 2047, a message: a body of a version to come.
        var appended = await Silo.Writer.Append(new()
        {
            Journal = TruceName,
            ExpectedVersion = head.Version,
            Writer = Guid.NewGuid(),
            TakesRow = true,
            Head = head.Columns,
            Events = [new(null, unknown, head.UpdatedAt)],
        });
        Assert.Equal(AppendOutcome.Committed, appended.Outcome);
        var outcome = await Silo.Execute(ForNorth, new AcceptTruceRequest { Name = TruceName });
        Assert.Equal("NEWER_VERSION_NEEDED", outcome.Rejection!.Reason);
        Assert.Equal("NEWER_VERSION_NEEDED", (await Silo.Read(ForNorth, new GetTruceRequest { Name = TruceName })).Rejection!.Reason);
        await Silo.Do<Conflict>(Mediator, Register("east"));
    }

    private static byte[] Theirs(long version) => new Event
    {
        Journal = TruceName,
        Version = version,
        Entry = "theirs",
        RecordedAt = new(),
        ObservationReported = new() { Observation = new() { Text = In("theirs") } },
    }.ToByteArray();
}
