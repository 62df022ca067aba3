using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Tests.Negotiations;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Sessions;

/// <summary>Sessions of all in the talks: planned, held, interrupted, closed; and what differs in a caucus.</summary>
public sealed class SessionTests
{
    private static readonly SessionFormat[] Formats = [.. Enum.GetValues<SessionFormat>().Where(f => f != SessionFormat.Unspecified)];
    private static readonly SessionFormat[] Apart = [SessionFormat.Separate, SessionFormat.Proximity, SessionFormat.Shuttle, SessionFormat.BackChannel];
    private static readonly SessionFormat[] AlsoInCaucus = [SessionFormat.Telephone, SessionFormat.Video, SessionFormat.Written, SessionFormat.Bilateral];

    public static TheoryData<SessionFormat> AllFormats => [.. Formats];

    [Fact]
    public void WhatWasPlannedAndWhatWasHeld_StandBesideEachOther()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Schedule(s =>
        {
            s.State = SessionState.Closed;
            s.Outcome = Cast.Text("Made up");
            s.Participants.Add(Cast.North);
            s.AgendaItems.Add("line");
        }));
        var session = Talks.Name + "/sessions/" + talks.LastEntry!.Id;
        Assert.Equal((session, SessionState.Planned), (Shown(talks, session).Name, Shown(talks, session).State));
        Assert.Null(Shown(talks, session).Outcome);

        talks.Now = Instant.FromUtc(2020, 10, 12, 11, 0);
        talks.Accept(Talks.Mediator, new ConfirmSessionRequest { Name = session });
        talks.Accept(Talks.Mediator, new ConvokeSessionRequest { Name = session, HeldFrom = Cast.At("2020-10-12T10:40") });
        Assert.Equal(session, talks.Shown().CurrentSession);
        talks.Now = Instant.FromUtc(2020, 10, 12, 17, 0);
        talks.Accept(Talks.Mediator, new CloseSessionRequest { Name = session, Outcome = Cast.Text("Lists will be exchanged") });

        var shown = Shown(talks, session);
        Assert.Equal(SessionState.Closed, shown.State);
        Assert.Equal("2020-10-12T10:00", shown.PlannedStart.LocalTime);
        Assert.Equal("2020-10-12T10:40", shown.HeldFrom.LocalTime);
        Assert.Equal((Instant.FromUtc(2020, 10, 12, 17, 0).ToTimestamp(), "2020-10-12T17:00:00"), (shown.HeldUntil.Resolved.Instant, shown.HeldUntil.LocalTime));
        Assert.Equal(["2020-10-12T14:40:00+04:00", "2020-10-12T13:40:00+03:00", "2020-10-12T10:40:00+00:00"], shown.HeldFrom.Resolved.Renderings.Select(r => r.LocalTime));
        Assert.Equal("Lists will be exchanged", shown.Outcome.Values["en"]);
        Assert.Equal(("", NegotiationState.Open), (talks.Shown().CurrentSession, talks.Shown().State));
    }

    [Fact]
    public void AnInterruption_HasItsKindItsSideAndItsTimes()
    {
        var talks = Talks.Opened();
        var session = talks.Convoked();
        talks.Now += Duration.FromHours(1);
        var walkOut = new InterruptSessionRequest { Name = session, Interruption = new() { Kind = InterruptionKind.WalkOut, Party = Cast.South, From = Talks.Start.ToTimestamp() } };
        talks.Accept(Talks.Mediator, walkOut);
        var from = talks.Now;
        Assert.Equal(NegotiationState.Recessed, talks.Shown().State);
        Assert.Null(Shown(talks, session).Interruptions[0].Until);

        talks.Now += Duration.FromHours(1);
        talks.Accept(Talks.Mediator, new ContinueSessionRequest { Name = session });
        var interruption = Assert.Single(Shown(talks, session).Interruptions);
        Assert.Equal((InterruptionKind.WalkOut, Cast.South, from.ToTimestamp(), talks.Now.ToTimestamp()), (interruption.Kind, interruption.Party, interruption.From, interruption.Until));
        Assert.Equal(NegotiationState.InSession, talks.Shown().State);

        walkOut.Interruption.Party = Talks.Outsider;
        talks.Refuse("UNKNOWN_MEMBER", Talks.Mediator, walkOut);
    }

    [Fact]
    public void AnInterruption_CanBeRecordedAfterwards_InTheOrderInWhichThingsHappened()
    {
        var talks = Talks.Opened();
        var session = talks.Convoked();
        talks.Now = Instant.FromUtc(2020, 10, 10, 18, 0);
        var recess = TalksStates.Recess(session);
        Assert.Equal("BEFORE_SESSION", Interrupted("2020-10-10T08:59"));
        Assert.Equal("HELD_IN_FUTURE", Interrupted("2020-10-10T18:01"));
        Assert.Null(Interrupted("2020-10-10T12:00"));
        Assert.Equal("BEFORE_INTERRUPTION", Continued("2020-10-10T11:59"));
        Assert.Null(Continued("2020-10-10T14:30"));
        Assert.Equal("BEFORE_INTERRUPTION", Interrupted("2020-10-10T14:00"));

        var interruption = Assert.Single(Shown(talks, session).Interruptions);
        Assert.Equal(
            (Instant.FromUtc(2020, 10, 10, 12, 0).ToTimestamp(), Instant.FromUtc(2020, 10, 10, 14, 30).ToTimestamp()), (interruption.From, interruption.Until));

        // One that was recorded late, and without its instant, does not keep the end from being recorded as it was.
        talks.Accept(Talks.Mediator, TalksStates.Recess(session));
        Assert.Null(Closed("2020-10-10T17:00"));

        string? Interrupted(string at)
        {
            recess.InterruptedFrom = Cast.At(at);
            return talks.Send(Talks.Mediator, recess)?.Reason;
        }

        string? Continued(string at) => talks.Send(Talks.Mediator, new ContinueSessionRequest { Name = session, ContinuedFrom = Cast.At(at) })?.Reason;

        string? Closed(string at) => talks.Send(Talks.Mediator, new CloseSessionRequest { Name = session, HeldUntil = Cast.At(at) })?.Reason;
    }

    [Fact]
    public void OneSession_IsInProgressAtATime()
    {
        var talks = Talks.Opened();
        var (first, second) = (talks.Scheduled(), talks.Scheduled());
        talks.Accept(Talks.Mediator, new ConvokeSessionRequest { Name = first });
        var refusal = talks.Send(Talks.Mediator, new ConvokeSessionRequest { Name = second });
        Assert.Equal(("SESSION_IN_PROGRESS", first), (refusal!.Reason, refusal.Metadata["session"]));
        talks.Accept(Talks.Mediator, new CloseSessionRequest { Name = first });
        talks.Accept(Talks.Mediator, new ConvokeSessionRequest { Name = second });
    }

    [Theory]
    [InlineData("2020-10-10T09:00:00", null)]
    [InlineData("2020-10-10T09:00:01", "HELD_IN_FUTURE")]
    [InlineData("2020-10-10", "TIME_OF_DAY_MISSING")]
    public void Convoke_OfWhatHasNotBegun_IsRefused(string from, string? reason)
    {
        var talks = Talks.Opened();
        Assert.Equal(reason, talks.Send(Talks.Mediator, new ConvokeSessionRequest { Name = talks.Scheduled(), HeldFrom = Cast.At(from) })?.Reason);
    }

    [Theory]
    [InlineData("2020-10-10T08:29:59", "END_BEFORE_START")]
    [InlineData("2020-10-10T08:30:00", null)]
    [InlineData("2020-10-10T09:00:00", null)]
    [InlineData("2020-10-10T09:00:01", "HELD_IN_FUTURE")]
    public void Close_BeforeItBeganOrLaterThanNow_IsRefused(string until, string? reason)
    {
        var talks = Talks.Opened();
        var session = talks.Scheduled();
        talks.Accept(Talks.Mediator, new ConvokeSessionRequest { Name = session, HeldFrom = Cast.At("2020-10-10T08:30:00") });
        Assert.Equal(reason, talks.Send(Talks.Mediator, new CloseSessionRequest { Name = session, HeldUntil = Cast.At(until) })?.Reason);
    }

    [Fact]
    public void Schedule_NamesEverythingThatIsWrongAtOnce()
    {
        var refusal = Talks.Opened().Send(Talks.Mediator, Talks.Schedule(s =>
        {
            s.Format = SessionFormat.Shuttle;
            s.Participants.AddRange([Cast.North, Talks.Outsider, Cast.Foreign]);
            s.AgendaItems.AddRange(["line", "water"]);
            s.PlannedEnd = s.PlannedStart;
        }));
        Assert.Equal(
            [
                ("session.format", "FORMAT_FOR_CAUCUS"),
                ("session.planned_end", "END_NOT_AFTER_START"),
                ("session.participants[1]", "UNKNOWN_MEMBER"),
                ("session.participants[2]", "FOREIGN_NAME"),
                ("session.agenda_items[1]", "UNKNOWN_AGENDA_ITEM"),
            ],
            refusal!.Fields.Select(f => (f.Field, f.Reason)));
    }

    [Fact]
    public void Schedule_WithoutAZone_NamesTheInstantsThatItMayMean()
    {
        var refusal = Talks.Opened().Send(Talks.Mediator, Talks.Schedule(s => s.PlannedStart = Cast.At("2020-10-12T10:00", "")));
        Assert.Equal(("ZONE_MISSING", "2020-10-12T06:00:00Z,2020-10-12T07:00:00Z,2020-10-12T08:00:00Z,2020-10-12T10:00:00Z"), (refusal!.Reason, refusal.Metadata["candidates"]));
    }

    [Fact]
    public void TheIndex_IsByStateFormatAndPlannedBeginning_OrWhenItBegan()
    {
        var talks = Talks.Opened();
        var planned = talks.Scheduled();
        Assert.Equal(new EntryIndex("Planned", "Plenary", OccurredFrom: Instant.FromUtc(2020, 10, 12, 10, 0)), talks.Session(planned).Index);

        talks.Accept(Talks.Mediator, Talks.Schedule(s => (s.PlannedStart, s.PlannedEnd) = (null, null)));
        var unplanned = Talks.Name + "/sessions/" + talks.LastEntry!.Id;
        Assert.Null(talks.Session(unplanned).Index.OccurredFrom);
        talks.Accept(Talks.Mediator, new ConvokeSessionRequest { Name = unplanned });
        Assert.Equal(("InSession", Talks.Start), (talks.Session(unplanned).Index.Status, talks.Session(unplanned).Index.OccurredFrom));
    }

    [Fact]
    public void ACancelledSession_SaysWhy_AndTheTalksAreAsIfItHadNotBeenPlanned()
    {
        var talks = Talks.Opened();
        var session = talks.Scheduled();
        Assert.Equal(NegotiationState.Preparatory, talks.Shown().State);
        talks.Accept(Talks.Mediator, new CancelSessionRequest { Name = session, Reason = Cast.Text("Fog") });
        Assert.Equal((SessionState.Cancelled, "Fog"), (Shown(talks, session).State, Shown(talks, session).Outcome.Values["en"]));
        Assert.Equal(NegotiationState.Proposed, talks.Shown().State);
    }

    [Fact]
    public void Interruptions_BeyondTheLimit_AreRefused_AndTheSessionCanBeClosed()
    {
        var talks = Talks.Opened();
        var session = talks.Convoked();
        for (var i = 0; i < SessionLimits.Interruptions; i++)
        {
            talks.Accept(Talks.Mediator, TalksStates.Recess(session));
            talks.Accept(Talks.Mediator, new ContinueSessionRequest { Name = session });
        }

        talks.Refuse("LIMIT_REACHED", Talks.Mediator, TalksStates.Recess(session));
        talks.Accept(Talks.Mediator, new CloseSessionRequest { Name = session });
    }

    [Fact]
    public void Sessions_AreRecordedByMediators_AndASessionThatIsNotThereIsNotFound()
    {
        var talks = Talks.Opened();
        talks.Refuse("PERMISSION_DENIED", Talks.North, Talks.Schedule());
        talks.Refuse("NOT_FOUND", Talks.Mediator, new ConvokeSessionRequest { Name = Talks.Name + "/sessions/nowhere" });
    }

    [Theory]
    [MemberData(nameof(AllFormats))]
    public void Formats_ThatKeepTheSidesApart_BelongIntoACaucus_AndThoseOfSeveralSidesDoNot(SessionFormat format)
    {
        Assert.Equal(Apart.Contains(format) ? "FORMAT_FOR_CAUCUS" : null, Talks.Opened().Send(Talks.Mediator, Talks.Schedule(s => s.Format = format))?.Reason);
        Assert.Equal(
            Apart.Contains(format) || AlsoInCaucus.Contains(format) ? null : "FORMAT_NOT_FOR_CAUCUS",
            InCaucus(Talks.Schedule(s => s.Format = format)).Rejection?.Reason);
    }

    [Fact]
    public void InACaucus_OnlyItsMemberTakesPart_AndThereIsNoAgenda()
    {
        Assert.Equal("UNKNOWN_MEMBER", InCaucus(Separate(s => s.Participants.Add(Cast.South))).Rejection?.Reason);
        Assert.Equal("UNKNOWN_AGENDA_ITEM", InCaucus(Separate(s => s.AgendaItems.Add("line"))).Rejection?.Reason);

        var events = InCaucus(Separate(s => s.Participants.Add(Cast.North))).Events;
        Assert.Equal([Event.BodyOneofCase.TalksProgressed, Event.BodyOneofCase.SessionScheduled], events.Select(e => e.BodyCase));
        Assert.Equal(["", "assigned"], events.Select(e => e.Entry));
        Assert.Equal(("assigned", SessionStep.Scheduled), (events[0].TalksProgressed.Session, events[0].TalksProgressed.Step));
    }

    [Theory]
    [InlineData(Talks.Name + "/sessions/first", "first")]
    [InlineData(Talks.Name + "/caucuses/north/sessions/first", "first")]
    [InlineData(Talks.Name, null)]
    [InlineData(Talks.Name + "/texts/first", null)]
    public void EntryOf_IsTheSessionsId_WhereverItIsHeld(string name, string? id)
    {
        Assert.Equal(id, SessionRules.EntryOf(new GetSessionRequest { Name = name }));
        Assert.Equal(id, SessionRules.EntryOf(new CloseSessionRequest { Name = name }));
    }

    private static ScheduleSessionRequest Separate(Action<Session> change) => Talks.Schedule(s =>
    {
        s.Format = SessionFormat.Separate;
        change(s);
    });

    private static Decision InCaucus(ScheduleSessionRequest request) => SessionRules.Decide(
        new(Talks.Name + "/caucuses/north", IsCaucus: true, [Cast.North], ImmutableArray<string>.Empty, Clocks.None, ""), request, new(Talks.Mediator, Talks.Start, "assigned"));

    private static Session Shown(PlayedJournal<Parley.Domain.Negotiations.NegotiationRecord> talks, string session) =>
        (Session)talks.ViewEntry(Parley.Contract.ResourceName.IdOf(session));
}
