using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

public sealed class ForecastTests
{
    [Fact]
    public void OfADraft_SaysWhoMustAcceptByWhen()
    {
        var truce = TruceDriver.Create(Terms(t => t.AcceptanceDeadline = At("2020-10-18T12:00")), "2020-10-17T18:00:00Z");
        truce.Accepted(For(Armenia), new AcceptTruceRequest { Name = truce.Name });
        var items = truce.Forecast().Items;
        Assert.Equal(
            [(ForecastKind.AcceptanceDeadline, T("2020-10-18T12:00:00Z")), (ForecastKind.Lapses, T("2020-10-18T12:00:00.000001Z"))],
            items.Select(i => (i.Kind, i.Time.ToInstant())));
        Assert.All(items, i => Assert.Equal([Azerbaijan], i.Actors));
    }

    [Fact]
    public void OfTheWholeLife_GoesInOrder_OnEveryPartysClock()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "Europe/Moscow";
                t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow");
                t.InterimDuties.Add(new InterimDuty { Id = "no-gain", Text = Text("No gain"), PeriodBeforeEffect = "PT24H" });
                t.Phases.Add(PhaseTests.Phase("aghdam", After(AnchorEvent.Effect), "P10D"));
                t.Phases.Add(PhaseTests.Phase("lachin", PhaseTests.AfterPhase("aghdam"), "P11D"));
                t.OpenPoints.Add(new OpenPoint { Id = "route", Text = Text("The new route"), AgreeBy = At("2020-12-15T00:00") });
                t.Term = new() { Fixed = new() { Period = "P2M" } };
            }),
            "2020-11-07T19:00:00Z");
        var forecast = truce.Forecast("2021-11-09T00:00:00Z");
        Assert.Equal(
            [
                (ForecastKind.DutyBinds, "no-gain", "2020-11-08T21:00:00Z"),
                (ForecastKind.TakesEffect, "", "2020-11-09T21:00:00Z"),
                (ForecastKind.PhaseBegins, "aghdam", "2020-11-09T21:00:00Z"),
                (ForecastKind.PhaseEnds, "aghdam", "2020-11-19T21:00:00Z"),
                (ForecastKind.PhaseBegins, "lachin", "2020-11-19T21:00:00Z"),
                (ForecastKind.PhaseEnds, "lachin", "2020-11-30T21:00:00Z"),
                (ForecastKind.OpenPointDue, "route", "2020-12-15T00:00:00Z"),
                (ForecastKind.Expires, "", "2021-01-09T21:00:00Z"),
            ],
            forecast.Items.Select(i => (i.Kind, i.Subject, i.Time.Instant.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ"))));
        Assert.False(forecast.Truncated);
        Assert.All(forecast.Items, i => Assert.Equal([Armenia, Azerbaijan], i.Time.Renderings.Select(r => r.Party)));
        Assert.Equal("2020-11-10T01:00:00+04:00", forecast.Items[1].Time.Renderings[0].LocalTime);
        Assert.Equal([Armenia, Azerbaijan], forecast.Items[^1].Actors);
    }

    [Fact]
    public void OfTheSelfRenewingTerm_SaysTheLastInstantForNotice_EachTimeAnew()
    {
        // The peacekeepers of 2020: five years, five more unless notice is given six months before.
        var truce = TruceDriver.Concluded(Terms(t => t.Mechanisms.Add(Peacekeepers())), "2020-11-09T19:00:00Z");
        var items = truce.Forecast("2031-01-01T00:00:00Z").Items;
        Assert.Equal(
            [
                (ForecastKind.NoticeDeadline, "2025-05-09T21:00:00Z"), (ForecastKind.Renews, "2025-11-09T21:00:00Z"),
                (ForecastKind.NoticeDeadline, "2030-05-09T21:00:00Z"), (ForecastKind.Renews, "2030-11-09T21:00:00Z"),
            ],
            items.Select(i => (i.Kind, i.Time.Instant.ToDateTime().ToString("yyyy-MM-ddTHH:mm:ssZ"))));
        Assert.All(items, i => Assert.Equal(("force", 2), (i.Subject, i.Actors.Count)));

        // And it is the last: at the instant notice is in time, a microsecond later it is not.
        truce.Until("2025-05-09T21:00:00Z");
        var other = TruceDriver.Concluded(Terms(t => t.Mechanisms.Add(Peacekeepers())), "2020-11-09T19:00:00Z").Until("2025-05-09T21:00:00.000001Z");
        truce.Accepted(For(Armenia), NonRenewal(truce));
        other.Refused(For(Armenia), NonRenewal(other), "NOTICE_TOO_LATE");
        Assert.Equal(ForecastKind.OwnTermEnds, Assert.Single(truce.Forecast().Items).Kind);
        Assert.Equal(ForecastKind.Renews, other.Forecast().Items[0].Kind);
    }

    [Fact]
    public void OfAMechanismThatStartsBeforeEffect_SaysItsNoticeToo()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = EffectTests.Decided();
                t.Mechanisms.Add(Peacekeepers(start: "2020-11-10T00:00"));
            }),
            "2020-11-09T19:00:00Z");
        Assert.Equal(ForecastKind.NoticeDeadline, truce.Forecast("2025-06-01T00:00:00Z").Items.Single().Kind);
        truce.Until("2021-01-01T00:00:00Z");
        Assert.Equal(TruceState.Concluded, truce.Shown);
        Assert.Equal(ForecastKind.NoticeDeadline, truce.Forecast("2025-06-01T00:00:00Z").Items.Single().Kind);
        truce.Accepted(For(Armenia), NonRenewal(truce));
    }

    [Fact]
    public void AfterTheEnd_NothingCanBeDoneAnyMore()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Term = new() { Fixed = new() { Period = "P6M" } };
                t.Mechanisms.Add(Peacekeepers());
                t.Adherence = new() { Deadline = At("2021-09-01T00:00") };
                t.OpenPoints.Add(new OpenPoint { Id = "maps", Text = Text("Maps"), AgreeBy = At("2021-08-01T00:00") });
            }),
            "2020-11-09T19:00:00Z");
        Assert.Equal(ForecastKind.Expires, Assert.Single(truce.Forecast().Items).Kind);
        truce.Until("2021-06-01T00:00:00Z");
        Assert.Empty(truce.Forecast().Items);
        Assert.Null(truce.View.MechanismTerms[0].Term.NoticeDeadline);
    }

    [Fact]
    public void OfAnEffectThatMayNotCome_SaysOnWhomItLies()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("lists", party: Armenia));
                t.Conditions.Add(Condition("withdrawn", party: Azerbaijan));
                t.Effect = WhenMet("lists", "withdrawn");
                t.Effect.After.Deadline = At("2020-11-01T00:00");
            }),
            "2020-10-10T08:00:00Z");
        Assert.Equal([Armenia, Azerbaijan], Assert.Single(truce.Forecast().Items).Actors);
        truce.Accepted(Cast.Monitor, EffectTests.Met(truce, "lists"));
        var lapse = Assert.Single(truce.Forecast().Items);
        Assert.Equal((ForecastKind.Lapses, T("2020-11-01T00:00:00.000001Z")), (lapse.Kind, lapse.Time.ToInstant()));
        Assert.Equal([Azerbaijan], lapse.Actors);
    }

    [Fact]
    public void OfATermThatBeginsAfterItsStatedEnd_SaysTheInstantAtWhichItHappens()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Phases.Add(PhaseTests.Phase("withdrawal", After(AnchorEvent.Effect), "P30D"));
                t.Mechanisms.Add(new Mechanism
                {
                    Id = "centre",
                    Type = MechanismType.JointMonitoringCentre,
                    Text = Text("Centre"),
                    OwnTerm = new() { Start = PhaseTests.AfterPhase("withdrawal"), Term = new() { Fixed = new() { Until = At("2020-10-20T00:00") } } },
                });
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-10-25T00:00:00Z");
        var ends = Assert.Single(truce.Forecast().Items, i => i.Kind == ForecastKind.OwnTermEnds);
        Assert.Equal(T("2020-11-09T08:00:00Z"), ends.Time.ToInstant());
    }

    [Fact]
    public void OfATruceWhosePlaceALaterOneTakes_SaysWhen()
    {
        var world = new World();
        var earlier = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Period = "P6M" } }), "2020-10-10T08:00:00Z", world, "k1");
        var later = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow");
                t.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = earlier.Name });
            }),
            "2020-11-09T19:00:00Z", world, "k5");
        var item = Assert.Single(earlier.Forecast().Items);
        Assert.Equal((ForecastKind.Superseded, later.Name, T("2020-11-09T21:00:00Z")), (item.Kind, item.Subject, item.Time.ToInstant()));
        earlier.Until("2020-11-10T00:00:00Z");
        Assert.Equal(item.Time.Instant, earlier.Single(Event.BodyOneofCase.TruceSuperseded).DueAt);
    }

    [Fact]
    public void ChangesNothing()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Term = new() { AutoRenewing = new() { Period = "P1M", NoticePeriod = "P7D" } }), "2020-10-10T08:00:00Z");
        var (state, view, events) = (truce.State, truce.View, truce.Events.Count);
        var first = truce.Forecast();
        Assert.Equal(first, truce.Forecast());
        Assert.Same(state, truce.State);
        Assert.Equal((view, events), (truce.View, truce.Events.Count));
    }

    [Fact]
    public void OfMoreThanItHolds_SaysThatItWasCut()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Term = new() { AutoRenewing = new() { Period = "P1D", NoticePeriod = "PT1H" } }), "2020-10-10T08:00:00Z");
        var cut = truce.Forecast();
        Assert.True(cut.Truncated);
        Assert.Equal(200, cut.Items.Count);
        Assert.Equal(cut.Items.OrderBy(i => i.Time.ToInstant()), cut.Items);

        var whole = truce.Forecast("2021-01-18T07:59:59Z");
        Assert.False(whole.Truncated);
        Assert.Equal(199, whole.Items.Count);
        Assert.Equal(whole.Items, cut.Items.Take(199));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(4760000000)] // 101 years on
    public void UntilBeforeNowOrBeyondAHundredYears_Refused(long seconds)
    {
        var truce = TruceDriver.Concluded(Terms(), "2020-10-10T08:00:00Z");
        var answer = World.Law.Answer(
            truce.State, new ForecastTruceRequest { Name = truce.Name, Until = new Timestamp { Seconds = seconds } }, new(Mediator, truce.Now, ""));
        Assert.Equal((RejectionCode.InvalidArgument, "UNTIL_OUT_OF_RANGE"), (answer!.Value.Rejection!.Code, answer.Value.Rejection.Reason));
    }

    [Theory]
    [InlineData("2020-10-10T08:00:00Z")]
    [InlineData("2120-10-10T08:00:00Z")]
    public void UntilNowOrAHundredYearsOn_IsAnswered(string until) =>
        Assert.Empty(TruceDriver.Concluded(Terms(), "2020-10-10T08:00:00Z").Forecast(until).Items);

    [Fact]
    public void SaysWhatTheTextLeavesOpen()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "";
                t.Term = new() { Fixed = new() { Period = "P1M" } };
                t.Mechanisms.Add(Peacekeepers(start: null));
            }),
            "2020-10-10T08:00:00Z");
        Assert.Equal(
            [(FlagReason.StartAssumed, "force"), (FlagReason.ZoneAssumed, "reference_zone")],
            truce.Forecast().Flags.Select(f => (f.Reason, f.Subject)));
    }

    [Fact]
    public void SaysWhatIsStillToBeAgreedOrDecided_UntilItIs()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = EffectTests.Decided();
                t.OpenPoints.Add(new OpenPoint { Id = "parameters", Text = Text("Parameters of the ceasefire") });
            }),
            "2020-10-10T08:00:00Z");
        Assert.Equal(["effect", "parameters"], LeftOpen(truce));
        truce.Accepted(Mediator, EffectTests.Move(truce, At("2020-10-11T00:00")));
        Assert.Equal(["parameters"], LeftOpen(truce));
        truce.Accepted(Mediator, new AmendTruceRequest { Name = truce.Name, Terms = new(), UpdateMask = new() { Paths = { "open_points" } }, AgreedBy = { Both } });
        Assert.Empty(LeftOpen(truce));
    }

    private static IEnumerable<string> LeftOpen(TruceDriver truce) =>
        truce.Forecast().Flags.Where(f => f.Reason == FlagReason.LeftOpen).Select(f => f.Subject);

    private static Mechanism Peacekeepers(string? start = "2020-11-10T00:00") => new()
    {
        Id = "force",
        Type = MechanismType.PeacekeepingForce,
        Text = Text("Peacekeepers"),
        OwnTerm = new()
        {
            Start = start is null ? null : Starts(start, "Europe/Moscow"),
            Term = new() { AutoRenewing = new() { Period = "P5Y", NoticePeriod = "P6M" } },
        },
    };

    private static GiveNoticeRequest NonRenewal(TruceDriver truce) =>
        new() { Name = truce.Name, Kind = NoticeKind.NonRenewal, TermOf = new() { Mechanism = "force" } };
}
