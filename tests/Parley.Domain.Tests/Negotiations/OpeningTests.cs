using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>How talks come onto the record, and which journals are opened with them.</summary>
public sealed class OpeningTests
{
    [Fact]
    public void Create_ShowsWhatWasDescribed_AndNothingThatTheCallerMadeUp()
    {
        var negotiation = Talks.Opened(n =>
        {
            n.State = NegotiationState.Concluded;
            n.AccreditationVersion = 7;
            n.Accreditations.Add(new Accreditation { Id = "made-up", Subject = "nobody", Active = true });
            n.Deadline = Cast.At("2020-11-01T12:00", "Asia/Yerevan");
        }).Shown();

        Assert.Equal((Talks.Name, NegotiationState.Proposed, 0), (negotiation.Name, negotiation.State, negotiation.AccreditationVersion));
        Assert.Empty(negotiation.Accreditations);
        Assert.Equal([Cast.North, Cast.South, Talks.Watcher], negotiation.Members.Select(m => m.Party));
        Assert.Equal(Instant.FromUtc(2020, 11, 1, 8, 0).ToTimestamp(), negotiation.Deadline.Resolved.Instant);
        Assert.Equal(["2020-11-01T12:00:00+04:00", "2020-11-01T11:00:00+03:00", "2020-11-01T08:00:00+00:00"], negotiation.Deadline.Resolved.Renderings.Select(r => r.LocalTime));
        Assert.Equal(Talks.Start.ToTimestamp(), negotiation.CreateTime);
        Assert.NotEmpty(negotiation.Etag);
    }

    [Fact]
    public void Create_OpensARoomForEveryMember_ADeskAndAVault_Once()
    {
        var talks = Talks.Opened();
        var calls = talks.CallsOf().ToList();

        Assert.Equal(
            [Talks.Name + "/caucuses/north", Talks.Name + "/caucuses/south", Talks.Name + "/caucuses/watcher", Talks.Name + "/desk", Talks.Name + "/vault"],
            calls.Select(c => c.Target));
        Assert.Equal([Cast.North, Cast.South, Talks.Watcher], calls.Take(3).Select(c => c.OpenCaucus.Member.Party));
        Assert.All(calls.Take(3), c => Assert.Equal((c.Target, 0), (c.OpenCaucus.Name, c.OpenCaucus.AccreditationVersion)));
        Assert.Equal("Asia/Yerevan", calls[0].OpenCaucus.Member.Zone);
        Assert.Equal(["Europe/Vienna"], calls[0].OpenCaucus.MediatorZones);
        Assert.Equal(calls[3].Target, calls[3].OpenDesk.Name);
        Assert.Equal([Cast.North, Cast.South, Talks.Watcher], calls[4].OpenVault.Members.Select(m => m.Party));
        Assert.Equal(calls.Count, calls.Select(c => c.Id).Distinct().Count());

        talks.Accept(Talks.Mediator, new SetAgendaRequest { Name = Talks.Name });
        Assert.Equal(calls.Count, talks.CallsOf().Count());
    }

    [Fact]
    public void Talks_AreKnownToTheirMembersAndMediators_AndToNobodyElse()
    {
        var talks = Talks.Opened();
        Assert.True(talks.Admits(Talks.Mediator));
        Assert.True(talks.Admits(Talks.North));
        Assert.True(talks.Admits(Talks.WatcherEnvoy));
        Assert.False(talks.Admits(Talks.OutsiderEnvoy));
        Assert.False(talks.Admits(Talks.Observer));
        Assert.False(talks.Admits(Cast.Guarantor));
        Assert.False(talks.Admits(Cast.Secretariat));
        Assert.False(talks.Admits(Cast.Stranger));
        Assert.False(talks.Admits(Caller.Anonymous));
        Assert.False(Talks.NotOpened().Admits(Talks.Mediator));
    }

    [Fact]
    public void Create_InAConflictThatIsNotThere_IsNotFound()
    {
        var talks = Talks.NotOpened();
        talks.References = ImmutableDictionary<string, IMessage>.Empty;
        Assert.Equal(RejectionCode.NotFound, talks.Send(Talks.Mediator, Talks.Creation())!.Code);
    }

    [Fact]
    public void Create_NamesEverythingThatIsWrongAtOnce()
    {
        var rejection = Talks.NotOpened().Send(Talks.Mediator, Talks.Creation(n =>
        {
            n.Members.Clear();
            n.Members.Add([Talks.Member(Cast.North), Talks.Member(Cast.North), Talks.Member(Cast.Foreign), Talks.Member(Cast.Conflict + "/parties/nobody", MemberCapacity.Witness)]);
            n.Members[2].Capacity = MemberCapacity.Guarantor;
            n.Agenda.Add([Talks.Item("line"), Talks.Item("water", "fish", "water")]);
            n.Deadline = Cast.At("2020-11-01T12:00", "");
        }));

        Assert.Equal(
            [
                ("negotiation.members[2].party", "FOREIGN_NAME"),
                ("negotiation.members[3].party", "UNKNOWN_PARTY"),
                ("negotiation.members[1].party", "DUPLICATE_MEMBER"),
                ("negotiation.members", "TOO_FEW_PARTIES"),
                ("negotiation.agenda[2].id", "DUPLICATE_AGENDA_ITEM"),
                ("negotiation.agenda[3].linked_to[0]", "UNKNOWN_AGENDA_ITEM"),
                ("negotiation.agenda[3].linked_to[1]", "UNKNOWN_AGENDA_ITEM"),
                ("negotiation.deadline.zone", "ZONE_MISSING"),
            ],
            rejection!.Fields.Select(f => (f.Field, f.Reason)));
        Assert.NotEmpty(rejection.Metadata["candidates"]);
    }

    [Theory]
    [InlineData(1, "TOO_FEW_PARTIES")]
    [InlineData(2, null)]
    public void Create_NeedsTwoThatNegotiate(int parties, string? reason)
    {
        string[] names = [Cast.North, Cast.South];
        var rejection = Talks.NotOpened().Send(Talks.Mediator, Talks.Creation(n =>
        {
            n.Members.Clear();
            n.Members.AddRange(names.Select((p, i) => Talks.Member(p, i < parties ? MemberCapacity.Party : MemberCapacity.Witness)));
        }));
        Assert.Equal(reason, rejection?.Reason);
    }

    [Theory]
    [InlineData("2020-10-10T09:00:00", "DEADLINE_IN_PAST")]
    [InlineData("2020-10-10T09:00:01", null)]
    public void Create_WithADeadlineThatHasPassed_IsRefused(string deadline, string? reason) =>
        Assert.Equal(reason, Talks.NotOpened().Send(Talks.Mediator, Talks.Creation(n => n.Deadline = Cast.At(deadline)))?.Reason);

    [Fact]
    public void Deadline_Passes_AtItsInstantAndNotBefore()
    {
        var deadline = Instant.FromUtc(2020, 10, 11, 0, 0);
        var talks = Talks.Opened(n => n.Deadline = Cast.At(deadline));
        Assert.Equal(NegotiationState.Proposed, talks.Until(deadline - Duration.FromTicks(10)).Shown().State);
        Assert.Equal(NegotiationState.Lapsed, talks.Until(deadline + Duration.FromHours(3)).Shown().State);
        Assert.Equal(deadline.ToTimestamp(), talks.Events[^1].DueAt);
        Assert.Null(talks.Shown().Judgement);
    }

    [Fact]
    public void Deadline_OfTalksThatHaveEnded_PassesUnnoticed()
    {
        var talks = Talks.Opened(n => n.Deadline = Cast.At("2020-10-11T00:00"));
        talks.Accept(Talks.Mediator, new ConcludeNegotiationRequest { Name = Talks.Name, Outcome = Cast.Text("A joint statement") });
        Assert.Equal(NegotiationState.Concluded, talks.Until(Instant.FromUtc(2020, 12, 1, 0, 0)).Shown().State);
    }

    [Fact]
    public void SetAgenda_ReplacesIt_AndHoldsItToTheSameRules()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("water", "fish"), Talks.Item("fish") } });
        Assert.Equal(["water", "fish"], talks.Shown().Agenda.Select(i => i.Id));
        talks.Refuse("UNKNOWN_AGENDA_ITEM", Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("water", "line") } });
        talks.Refuse("DUPLICATE_AGENDA_ITEM", Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("water"), Talks.Item("water") } });
        talks.Refuse("PERMISSION_DENIED", Talks.North, new SetAgendaRequest { Name = Talks.Name });
    }

    [Fact]
    public void AtOneInstant_AccessReadinessAndRoundsComeBeforeTheDeadline()
    {
        var instant = Cast.At("2020-10-11T12:00");
        var talks = Talks.Opened(n => n.Deadline = instant);
        talks.Accept(Talks.Mediator, Talks.Range());
        talks.Accept(Talks.North, Talks.Ready("meet", ReadinessSubject.Meet, until: instant));
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, until: instant));
        talks.Until(Instant.FromUtc(2020, 10, 11, 12, 0));
        Assert.Equal(
            [
                Event.BodyOneofCase.AccreditationEnded, Event.BodyOneofCase.ReadinessExpired, Event.BodyOneofCase.BlindRangeRoundOver,
                Event.BodyOneofCase.NegotiationLapsed,
            ],
            talks.Events.Where(e => e.DueAt is not null).Select(e => e.BodyCase));
    }

    [Fact]
    public void WhatRunsOnAfterTheEnd_IsWhatDoesNotHangOnTheTalks()
    {
        var talks = Talks.Opened(n => n.Deadline = Cast.At("2020-10-11T00:00"));
        talks.Accept(Talks.Mediator, Talks.Range());
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("otto-in", Talks.Observer, until: Cast.At("2020-10-11T12:00")));
        talks.Until(Instant.FromUtc(2020, 10, 20, 0, 0));
        Assert.Equal((NegotiationState.Lapsed, 2), (talks.Shown().State, talks.Shown().BlindRanges[0].RoundsOver));
        Assert.False(talks.Admits(Talks.Observer));
    }
}
