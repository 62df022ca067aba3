using Google.Protobuf;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>The rules of one command, line by line.</summary>
public sealed class CommandTests : SiloTest
{
    [Fact]
    public async Task Who_may_not_read_is_told_that_nothing_is_there_whatever_else_is_wrong()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var there = await Silo.Execute(Outsider, new AcceptTruceRequest { Name = TruceName, Party = South, Etag = "stale" });
        var nowhere = await Silo.Execute(Outsider, new AcceptTruceRequest { Name = ConflictName + "/truces/none", Party = South, Etag = "stale" });
        Assert.Equal(RejectionCode.NotFound, there.Rejection!.Code);
        Assert.Equal(nowhere.Rejection!.Message.Replace("none", "first", StringComparison.Ordinal), there.Rejection.Message);
    }

    [Fact]
    public async Task Who_may_read_but_not_act_is_told_so()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var outcome = await Silo.Execute(ForNorth, new AbandonTruceRequest { Name = TruceName, Reason = In("no") });
        Assert.Equal(RejectionCode.PermissionDenied, outcome.Rejection!.Code);
    }

    [Fact]
    public async Task A_repeat_is_answered_again_and_written_once()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var id = Guid.NewGuid();
        var first = await Silo.Do<Observation>(ForNorth, Observe("shots"), id);
        var again = await Silo.Do<Observation>(ForNorth, Observe("shots"), id);
        Assert.Equal(first, again);
        Assert.Single(await Silo.Events(TruceName), e => e.BodyCase == Event.BodyOneofCase.ObservationReported);
    }

    [Fact]
    public async Task A_repeat_with_another_body_is_refused_now_and_after_a_restart()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var id = Guid.NewGuid();
        await Silo.Do<Observation>(ForNorth, Observe("shots"), id);
        Assert.Equal("REQUEST_ID_REUSED", (await Silo.Execute(ForNorth, Observe("shells"), id)).Rejection!.Reason);
        await Restart();
        Assert.Equal("REQUEST_ID_REUSED", (await Silo.Execute(ForNorth, Observe("shells"), id)).Rejection!.Reason);
    }

    [Fact]
    public async Task A_repeat_from_before_the_restart_is_answered_with_the_resource_as_it_is_now()
    {
        await Silo.Found();
        var id = Guid.NewGuid();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"), id);
        await Silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = TruceName });
        await Restart();

        // Decided anew it would be refused: the truce exists. It is a late repeat of a success, so it is a success.
        var again = await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"), id);
        Assert.Equal(ConsentState.Accepted, again.Consents[0].State);
        Assert.Single(await Silo.Events(TruceName), e => e.BodyCase == Event.BodyOneofCase.TruceCreated);
    }

    [Fact]
    public async Task Late_repeats_among_new_commands_are_found_out_and_the_new_ones_stand()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        var old = new[] { Guid.NewGuid(), Guid.NewGuid() };
        foreach (var id in old)
        {
            await Silo.Do<Observation>(ForNorth, Observe("old"), id);
        }

        await Restart();
        Silo.Store.Hold();
        var calls = new List<Task<Outcome<IMessage>>>();
        for (var i = 0; i < 10; i++)
        {
            calls.Add(Silo.Execute(ForNorth, Observe(i is 3 or 6 ? "old" : "new " + i), i switch { 3 => old[0], 6 => old[1], _ => null }).AsTask());
        }

        await Silo.Store.WriteWaits();
        Silo.Store.Release();
        var outcomes = await Task.WhenAll(calls);
        Assert.All(outcomes, o => Assert.Null(o.Rejection));
        var events = await Silo.Events(TruceName);
        Assert.Equal(10, events.Count(e => e.BodyCase == Event.BodyOneofCase.ObservationReported));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e.Version));
    }

    [Fact]
    public async Task What_was_due_is_recorded_even_when_the_command_is_refused()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now = Instant.FromUtc(2020, 10, 12, 0, 0);
        var refused = await Silo.Execute(ForNorth, new AcceptTruceRequest { Name = TruceName });
        Assert.Equal(RejectionCode.FailedPrecondition, refused.Rejection!.Code);
        var entered = Assert.Single(await Silo.Events(TruceName), e => e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce);
        Assert.Equal(Instant.FromUtc(2020, 10, 10, 8, 0).ToUnixTimeSeconds(), entered.DueAt.Seconds);
        Assert.Equal(Instant.FromUtc(2020, 10, 12, 0, 0).ToUnixTimeSeconds(), entered.RecordedAt.Seconds);
    }

    [Fact]
    public async Task Nobody_learns_of_anything_before_it_is_on_disk()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Silo.Store.Hold();
        var accepted = Silo.Execute(ForNorth, new AcceptTruceRequest { Name = TruceName }).AsTask();
        await Silo.Store.WriteWaits();

        // Decided on the acceptance that is not on disk: it must not be told before.
        var twice = Silo.Execute(ForNorth, new AcceptTruceRequest { Name = TruceName }).AsTask();
        var read = (Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!;
        Assert.Equal(ConsentState.Awaited, read.Consents[0].State);
        Assert.False(accepted.IsCompleted);
        Assert.False(twice.IsCompleted);
        Silo.Store.Release();
        Assert.Null((await accepted).Rejection);
        Assert.Equal(RejectionCode.FailedPrecondition, (await twice).Rejection!.Code);
    }

    [Fact]
    public async Task A_stale_etag_is_refused_and_a_fresh_one_accepted()
    {
        await Silo.Found();
        var draft = await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        await Silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = TruceName, Etag = draft.Etag });
        var stale = await Silo.Execute(ForSouth, new AcceptTruceRequest { Name = TruceName, Etag = draft.Etag });
        Assert.Equal("ETAG_MISMATCH", stale.Rejection!.Reason);

        // An observation is an entry of its own: it leaves the truce's etag alone.
        var before = (Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!;
        await Silo.Do<Observation>(ForNorth, Observe("shots"));
        await Silo.Do<Truce>(ForSouth, new AcceptTruceRequest { Name = TruceName, Etag = before.Etag });
    }

    [Fact]
    public async Task Recorded_instants_never_go_back_even_when_the_clock_does()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now -= Duration.FromHours(1);
        await Silo.Do<Truce>(ForNorth, new AcceptTruceRequest { Name = TruceName });
        var recorded = (await Silo.Events(TruceName)).Select(e => e.RecordedAt.ToDateTimeOffset()).ToList();
        Assert.Equal(recorded.Order(), recorded);
    }

    [Fact]
    public async Task A_retried_create_meets_what_its_first_try_made()
    {
        await Silo.Found();
        var id = Guid.NewGuid();
        var publish = new PublishStatementRequest
        {
            Parent = ConflictName,
            Statement = new() { Speaker = In("north"), Kind = DocumentKind.PressStatement, OriginalLanguage = "en", Text = In("We stop."), Party = North },
        };
        var first = await Silo.Do<Statement>(ForNorth, publish, id);
        await Restart();
        Assert.Equal(first.Name, (await Silo.Do<Statement>(ForNorth, publish, id)).Name);
    }
}
