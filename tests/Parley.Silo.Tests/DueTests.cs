using NodaTime;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>What is due: in the head row, in bounded appends, and before any list.</summary>
public sealed class DueTests : SiloTest
{
    private const int MaxTransitions = 3;
    private static readonly Instant Effect = Instant.FromUtc(2020, 10, 10, 8, 0);
    private static readonly Instant End = Instant.FromUtc(2020, 10, 17, 8, 0);

    protected override (string Name, string Value)[] Settings =>
    [
        ("Frame:MaxTransitionsPerAppend", $"{MaxTransitions}"), ("Frame:MaxTimedAppendsAtOnce", "2"), ("Frame:AlarmBatch", "1"),
        ("Frame:CallRetryDelay", "00:00:00.010"), ("Frame:MaxCallRetryDelay", "00:00:00.050"),
    ];

    [Fact]
    public async Task The_head_row_holds_the_next_instant_with_the_events_that_imply_it()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        Assert.Null(await DueAt());
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D", "second"));
        await AllDone();
        Assert.Equal(Effect, await DueAt("second"));
        Silo.Clock.Now = Effect;
        await AllDone();
        Assert.Equal(End, await DueAt("second"));
        Silo.Clock.Now = End;
        await AllDone();
        Assert.Null(await DueAt("second"));
    }

    [Fact]
    public async Task Many_transitions_go_into_appends_of_a_few_and_none_is_lost()
    {
        await Silo.Found();
        var draft = Draft("2020-10-10T12:00", "P7D");
        draft.Terms.Term = new() { AutoRenewing = new() { Period = "P1D", NoticePeriod = "PT1H" } };
        await Silo.Conclude(draft);
        Silo.Clock.Now = Effect + Duration.FromDays(20);
        var truce = (Truce)(await Silo.Read(Mediator, new GetTruceRequest { Name = TruceName })).Value!;
        Assert.Equal(TruceState.InForce, truce.State);
        var timed = (await Silo.Events(TruceName)).Where(e => e.DueAt is not null).ToList();
        Assert.Equal(20, timed.Count(e => e.BodyCase == Event.BodyOneofCase.TruceRenewed));
        Assert.Equal(timed.Select(e => e.DueAt.ToDateTimeOffset()).Order(), timed.Select(e => e.DueAt.ToDateTimeOffset()));
        var sizes = Silo.Store.Committed.Where(a => a.Journal == TruceName)
            .Select(a => a.Events.Select(e => Event.Parser.ParseFrom(e.Payload.Span)).Where(e => e.DueAt is not null).Select(e => e.DueAt).Distinct().Count())
            .Where(n => n > 0).ToList();
        Assert.Equal(MaxTransitions, sizes.Max());
        Assert.Equal(7, sizes.Count);
    }

    [Fact]
    public async Task A_command_after_a_long_sleep_is_decided_when_all_of_it_is_recorded_a_few_appends_at_a_time()
    {
        await Silo.Found();
        var draft = Draft("2020-10-10T12:00", "P7D");
        draft.Terms.Term = new() { AutoRenewing = new() { Period = "PT1H", NoticePeriod = "PT1M" } };
        await Silo.Conclude(draft);
        await AllDone();
        Silo.Clock.Now = Effect + Duration.FromHours(20) + Duration.FromMinutes(30);
        var told = await Silo.Do<Truce>(ForNorth, new GiveNoticeRequest { Name = TruceName, Kind = NoticeKind.NonRenewal });
        Assert.Equal(Effect + Duration.FromHours(21), Instant.FromUnixTimeSeconds(told.Term.End.Instant.Seconds));
        var events = (await Silo.Events(TruceName)).Select(e => e.BodyCase).Where(b => b is Event.BodyOneofCase.TruceRenewed or Event.BodyOneofCase.TruceNoticeGiven);
        Assert.Equal([.. Enumerable.Repeat(Event.BodyOneofCase.TruceRenewed, 20), Event.BodyOneofCase.TruceNoticeGiven], events);
    }

    [Fact]
    public async Task What_does_not_get_done_keeps_nothing_else_from_being_woken()
    {
        await Silo.Found();
        Silo.Store.Lose(Event.BodyOneofCase.InstrumentAnnounced);
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D", "second"));
        Silo.Clock.Now = Effect;

        // Both are overdue with a call that cannot be made, and the alarm asks for one at a time: still all come into force.
        await Silo.Alarm.Ring(CancellationToken.None);
        foreach (var truce in new[] { TruceName, ConflictName + "/truces/second" })
        {
            Assert.Contains(Silo.Store.Committed, a => a.Journal == truce && a.Events.Any(e => Event.Parser.ParseFrom(e.Payload.Span).TruceEnteredIntoForce is not null));
        }
    }

    [Fact]
    public async Task A_list_wakes_what_is_due_first_so_that_a_filter_never_sees_yesterdays_state()
    {
        await Silo.Found();
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await Silo.Conclude(Draft("2020-10-11T12:00", "P7D", "second"));
        await AllDone();
        Silo.Clock.Now = Effect + Duration.FromHours(1);
        Assert.Equal([TruceName], (await Truces(TruceState.InForce)).Select(t => t.Name));
        Silo.Clock.Now = End + Duration.FromHours(1);
        Assert.Equal([ConflictName + "/truces/second"], (await Truces(TruceState.InForce)).Select(t => t.Name));
        Assert.Equal([TruceName], (await Truces(TruceState.Expired)).Select(t => t.Name));
    }

    [Fact]
    public async Task The_public_lists_show_what_became_public_by_now_to_who_cannot_see_where_it_came_from()
    {
        await Silo.Found();
        var filed = await Silo.Do<Statement>(ForNorth, Say("We stop.", Baku("2020-10-10T12:00")));
        await Silo.Conclude(Draft("2020-10-10T12:00", "P7D"));
        await AllDone();
        Assert.Empty(await Statements());
        Silo.Clock.Now = Effect;
        var statement = Assert.Single(await Statements());
        Assert.Equal(ConflictName + "/statements/" + Contract.ResourceName.IdOf(filed.Name), statement.Name);
        var instruments = (ListInstrumentsResponse)(await Silo.List(Domain.Access.Caller.Anonymous, new ListInstrumentsRequest { Parent = ConflictName })).Value!;
        Assert.Equal(TruceState.InForce, Assert.Single(instruments.Instruments).State);
    }

    [Fact]
    public async Task A_list_whose_rows_cannot_be_read_fails_and_does_not_leave_them_out()
    {
        await Silo.Found();
        await Silo.Do<Truce>(Mediator, Draft("2020-10-10T12:00", "P7D"));
        await Restart();
        await Silo.Read(Mediator, new GetConflictRequest { Name = ConflictName });
        Silo.Store.SnapshotsFail = true;
        Assert.True(await IsUnavailable(() => Silo.List(Mediator, new ListTrucesRequest { Parent = ConflictName })));
        Silo.Store.SnapshotsFail = false;
        await Eventually(() => Silo.List(Mediator, new ListTrucesRequest { Parent = ConflictName }), o => o.Rejection is null);
    }

    private async Task<IEnumerable<Truce>> Truces(TruceState state) =>
        ((ListTrucesResponse)(await Silo.List(Mediator, new ListTrucesRequest { Parent = ConflictName, States = { state } })).Value!).Truces;

    private async Task<IEnumerable<Statement>> Statements() =>
        ((ListStatementsResponse)(await Silo.List(Domain.Access.Caller.Anonymous, new ListStatementsRequest { Parent = ConflictName })).Value!).Statements;

    private async Task<Instant?> DueAt(string truce = "first") =>
        (await Silo.Store.ReadHead($"{ConflictName}/truces/{truce}", CancellationToken.None))!.DueAt is { } due ? Instant.FromDateTimeOffset(due) : null;

    private async Task AllDone() => await Eventually(
        async () =>
        {
            await Silo.Alarm.Ring(CancellationToken.None);
            return await Silo.Store.ReadDue(Silo.Clock.Now.ToDateTimeOffset(), 10, CancellationToken.None);
        },
        due => due.Count == 0);
}
