using NodaTime;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>Time passes by itself, once, whoever notices first.</summary>
public sealed class TimeTests : SiloTest
{
    private static readonly Instant Effect = Instant.FromUtc(2020, 10, 10, 8, 0);
    private static readonly Instant End = Instant.FromUtc(2020, 10, 17, 8, 0);

    [Fact]
    public async Task A_read_after_the_instant_is_right_before_the_alarm_has_rung()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now = Effect - Duration.FromMilliseconds(1);
        Assert.Equal(TruceState.Scheduled, (await Get()).State);
        Silo.Clock.Now = Effect;
        Assert.Equal(TruceState.InForce, (await Get()).State);
        Assert.Single(await Silo.Events(TruceName), e => e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce);
    }

    [Fact]
    public async Task The_alarm_wakes_what_is_due_and_waking_twice_is_harmless()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now = End;
        await Silo.Alarm.Ring(CancellationToken.None);
        await Silo.Alarm.Ring(CancellationToken.None);
        var timed = (await Silo.Events(TruceName)).Where(e => e.DueAt is not null).ToList();
        Assert.Equal([Event.BodyOneofCase.TruceEnteredIntoForce, Event.BodyOneofCase.TruceExpired], timed.Select(e => e.BodyCase));
        Assert.Equal([Effect.ToUnixTimeSeconds(), End.ToUnixTimeSeconds()], timed.Select(e => e.DueAt.Seconds));
    }

    [Fact]
    public async Task What_fell_into_the_down_time_is_recorded_once_with_its_own_instant()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await Restart(Effect + Duration.FromMinutes(5));
        await Silo.Alarm.Ring(CancellationToken.None);
        var truce = await Get();
        Assert.Equal(TruceState.InForce, truce.State);
        Assert.Equal(Effect.ToUnixTimeSeconds(), truce.InForceFrom.Seconds);
        Assert.Single(await Silo.Events(TruceName), e => e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce);
    }

    [Fact]
    public async Task An_extension_accepted_just_before_the_end_leaves_no_gap_and_one_at_the_end_is_refused()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        Silo.Clock.Now = End - Duration.FromHours(1);
        await Silo.Do<Truce>(ForNorth, new ProposeExtensionRequest { Name = TruceName, Period = "P5D" });
        Silo.Clock.Now = End - Duration.FromSeconds(1);
        var extended = await Silo.Do<Truce>(ForSouth, new AcceptExtensionRequest { Name = TruceName });
        Assert.Equal((End + Duration.FromDays(5)).ToUnixTimeSeconds(), extended.Term.End.Instant.Seconds);
        Silo.Clock.Now = End + Duration.FromDays(1);
        Assert.Equal(TruceState.InForce, (await Get()).State);

        await Silo.Do<Truce>(ForNorth, new ProposeExtensionRequest { Name = TruceName, Period = "P5D" });
        Silo.Clock.Now = End + Duration.FromDays(5);
        var late = await Silo.Execute(ForSouth, new AcceptExtensionRequest { Name = TruceName });
        Assert.NotNull(late.Rejection);
        Assert.Equal(TruceState.Expired, (await Get()).State);
    }

    [Fact]
    public async Task The_past_is_read_as_it_was_recorded()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        var before = Silo.Clock.Now;
        Silo.Clock.Now = End;
        Assert.Equal(TruceState.Expired, (await Get()).State);
        var then = await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName, ReadTime = new() { Seconds = before.ToUnixTimeSeconds() } });
        Assert.Equal(TruceState.Scheduled, ((Truce)then.Value!).State);
        var future = await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName, ReadTime = new() { Seconds = End.ToUnixTimeSeconds() + 1 } });
        Assert.Equal("READ_TIME_IN_FUTURE", future.Rejection!.Reason);
    }

    [Fact]
    public async Task A_later_truce_ends_its_predecessor_at_its_own_instant_across_a_restart()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P1Y"));
        var second = Draft("2020-10-20T12:00", "P7D", "second");
        second.Terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = TruceName });
        await Silo.Conclude(second);
        await Silo.Alarm.Ring(CancellationToken.None);
        Assert.Equal(ConflictName + "/truces/second", (await Get()).Successor.Truce);
        await Restart(Instant.FromUtc(2020, 10, 21, 0, 0));

        // Nobody has woken the second one: the first ends by its own clock.
        var first = await Get();
        Assert.Equal(TruceState.Superseded, first.State);
        Assert.Equal(Instant.FromUtc(2020, 10, 20, 8, 0).ToUnixTimeSeconds(), first.Ending.Time.Seconds);
        await Silo.Alarm.Ring(CancellationToken.None);
        var listed = await Silo.Read(Mediator, new ListInstrumentsRequest { Parent = ConflictName });
        Assert.Equal([TruceState.Superseded, TruceState.InForce], ((ListInstrumentsResponse)listed.Value!).Instruments.Select(i => i.State));
    }

    private async Task<Truce> Get() => (Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!;
}
