using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using static Parley.Domain.Tests.Truces.EffectTests;

namespace Parley.Domain.Tests.Truces;

/// <summary>The truce as its readers see it.</summary>
public sealed class TruceViewTests
{
    [Fact]
    public void EveryInstant_IsShownOnEachPartysClock()
    {
        // Two local midnights: the same moment is a different day for each side.
        var world = new World { Conflict = TheConflict("America/Bogota", "Asia/Kolkata") };
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow");
                t.Term = new() { Fixed = new() { Period = "P10D" } };
                t.ReferenceZone = "Europe/Moscow";
                t.Phases.Add(PhaseTests.Phase("one", After(AnchorEvent.Effect), "P1D"));
            }),
            "2020-11-09T10:00:00Z", world);
        truce.Until("2020-11-09T21:00:00Z");

        var effect = truce.View.Effect.Time;
        Assert.Equal(
            [(Armenia, "America/Bogota", "2020-11-09T16:00:00-05:00"), (Azerbaijan, "Asia/Kolkata", "2020-11-10T02:30:00+05:30")],
            effect.Renderings.Select(r => (r.Party, r.Zone, r.LocalTime)));
        Assert.Equal(("Europe/Moscow", "+03:00", Zones.DataVersion), (effect.Zone, effect.UtcOffset, effect.TzVersion));
        Assert.All(
            [truce.View.Terms.Effect.At.Resolved, truce.View.Term.End, truce.View.Phases[0].Start, truce.View.Phases[0].End],
            time => Assert.Equal([Armenia, Azerbaijan], time.Renderings.Select(r => r.Party)));
    }

    [Fact]
    public void WhoeverJoins_ReadsTheInstantsOnItsOwnClockToo()
    {
        var world = new World { Conflict = TheConflict("Asia/Yerevan", "Asia/Baku", "Asia/Tbilisi") };
        var truce = TruceDriver.Concluded(
            Terms(t => (t.Effect, t.Adherence) = (Starts("2020-11-10T00:00", "Europe/Moscow"), new())), "2020-11-09T10:00:00Z", world);
        Assert.DoesNotContain(truce.View.Effect.Time.Renderings, r => r.Party == Third);
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        Assert.Equal("2020-11-10T01:00:00+04:00", truce.View.Effect.Time.Renderings.Single(r => r.Party == Third).LocalTime);
        Assert.Equal("Asia/Tbilisi", truce.View.Effect.Time.Renderings.Single(r => r.Party == Third).Zone);
    }

    [Fact]
    public void TheTimeInForce_IsFromTheInstantDueToTheEnd_WhateverWasClaimedOrSuspended()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Starts("2020-10-10T08:00")), "2020-10-10T00:00:00Z");
        truce.SleepUntil("2020-10-10T08:30:00Z").PassTime();
        truce.Accepted(Cast.Monitor, Observations.ObservationTests.Report(truce, At("2020-10-10T08:05")));
        truce.Accepted(For(Armenia), SuspensionTests.Suspend(truce));
        truce.Until("2020-10-11T08:00:00Z");
        truce.Accepted(For(Armenia), SuspensionTests.Resume(truce));
        truce.Until("2020-10-12T08:00:00Z");
        truce.Accepted(Mediator, new JudgeCollapsedRequest
        {
            Name = truce.Name,
            Author = Text("The co-chairs"),
            Basis = Text("General offensive"),
            Since = At("2020-10-12T06:00"),
        });

        var view = truce.View;
        Assert.Equal((T("2020-10-10T08:00:00Z"), T("2020-10-12T06:00:00Z")), (view.InForceFrom.ToInstant(), view.Ending.Time.ToInstant()));
        Assert.Equal(TruceState.Collapsed, view.Ending.State);
    }

    [Fact]
    public void WhatNeverTookEffect_WasNeverInForce()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Decided(deadline: "2020-10-12T00:00")), "2020-10-10T00:00:00Z");
        truce.Until("2020-10-13T00:00:00Z");
        Assert.Equal(TruceState.Lapsed, truce.View.Ending.State);
        Assert.Null(truce.View.InForceFrom);
        Assert.False(truce.View.Term.Ended);
    }

    [Fact]
    public void EachArea_HasItsOwnStanding()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = null;
                t.Areas.Add([North, South]);
                t.Conditions.Add(Condition("cleared"));
                t.StaggeredEffects.Add(new StaggeredEffect { Id = "north", Part = new() { Areas = { North } }, Effect = Starts("2020-10-11T00:00") });
                t.StaggeredEffects.Add(new StaggeredEffect { Id = "south", Part = new() { Areas = { South } }, Effect = WhenMet("cleared") });
            }),
            "2020-10-10T00:00:00Z");
        truce.Until("2020-10-11T00:00:00Z");
        var waiting = truce.View;
        Assert.Equal((TruceState.InForce, true), (waiting.State, waiting.StaggeredEffects[0].Effect.InEffect));
        Assert.Null(waiting.StaggeredEffects[1].Effect);

        truce.Accepted(Mediator, SuspensionTests.Suspend(truce, new Part { Areas = { North } }));
        truce.Until("2020-10-15T00:00:00Z");
        truce.Accepted(Cast.Monitor, Met(truce, "cleared"));
        Assert.All(truce.View.StaggeredEffects, s => Assert.True(s.Effect.InEffect));
        Assert.Equal(T("2020-10-15T00:00:00Z"), truce.View.StaggeredEffects[1].Effect.Time.ToInstant());
        Assert.Equal([North], Assert.Single(truce.View.Suspensions, s => s.ResumeTime is null).Part.Areas);
    }

    [Fact]
    public void EveryPartStandsInTheOrderOfTheTerms()
    {
        var view = TruceDriver.Create(
            Terms(t =>
            {
                t.Conditions.Add([Condition("zeta"), Condition("alpha")]);
                t.Phases.Add([PhaseTests.Phase("second", After(AnchorEvent.Effect)), PhaseTests.Phase("first", After(AnchorEvent.Effect))]);
            }),
            "2020-10-10T00:00:00Z").View;
        Assert.Equal(["zeta", "alpha"], view.Conditions.Select(c => c.Id));
        Assert.Equal(["second", "first"], view.Phases.Select(p => p.Id));
        Assert.Equal([Armenia, Azerbaijan], view.Consents.Select(c => c.Party));
    }

    [Fact]
    public void AnObservation_LeavesTheTruceAsItWas_ItsEtagToo()
    {
        var truce = TruceDriver.Concluded(Terms(), "2020-10-10T08:00:00Z").Until("2020-10-11T08:00:00Z");
        var before = truce.View;
        truce.Accepted(Cast.Monitor, Observations.ObservationTests.Report(truce, At("2020-10-10T09:00")));
        Assert.Equal(before, truce.View);

        truce.Accepted(For(Armenia), SuspensionTests.Suspend(truce));
        Assert.NotEqual(before.Etag, truce.View.Etag);
        Assert.Equal(T("2020-10-11T08:00:00Z"), truce.View.UpdateTime.ToInstant());
        Assert.Equal(T("2020-10-10T08:00:00Z"), truce.View.CreateTime.ToInstant());
        Assert.Equal(Etag.Of(truce.State.HeadVersion), truce.View.Etag);
    }
}
