using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using static Parley.Domain.Tests.Truces.EffectTests;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

/// <summary>Effects that differ by sector, and duties that bind before any of them.</summary>
public sealed class StaggeredEffectTests
{
    [Fact]
    public void BySector_EachTakesEffectAtItsOwnInstant_AndTheTruceWithTheFirst()
    {
        // Korea's islands, Donbas' sectors: no effect of the whole, one for each part.
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = null;
                t.StaggeredEffects.Add(In(North, "north", Starts("2020-10-12T06:00")));
                t.StaggeredEffects.Add(In(South, "south", Starts("2020-10-11T06:00")));
                t.Term = new() { Fixed = new() { Period = "P10D" } };
            }),
            "2020-10-10T08:00:00Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Null(truce.View.Effect);

        truce.Until("2020-10-11T06:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal([("north", false), ("south", true)], truce.View.StaggeredEffects.Select(s => (s.Id, s.Effect.InEffect)));

        truce.Until("2020-10-12T06:00:00Z");
        Assert.All(truce.View.StaggeredEffects, s => Assert.True(s.Effect.InEffect));
        Assert.Equal(T("2020-10-11T06:00:00Z"), truce.View.InForceFrom.ToInstant());
        Assert.Equal(T("2020-10-21T06:00:00Z"), truce.View.Term.End.ToInstant());
        Assert.Equal(["south", "north"], truce.Of(Kind.TruceEnteredIntoForce).Select(e => e.TruceEnteredIntoForce.StaggeredEffect));
    }

    [Fact]
    public void BySector_CountedFromTheTrucesOwnEffect_FollowsItWhenItMoves()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-10-12T06:00");
                t.StaggeredEffects.Add(In(North, "north", After(AnchorEvent.Effect, "P3D")));
            }),
            "2020-10-10T08:00:00Z");
        Assert.Null(truce.View.StaggeredEffects[0].Effect);
        truce.Accepted(Mediator, Move(truce, At("2020-10-14T06:00")));
        truce.Until("2020-10-14T06:00:00Z");
        Assert.Equal(T("2020-10-17T06:00:00Z"), truce.View.StaggeredEffects[0].Effect.Time.ToInstant());
        truce.Until("2020-10-17T06:00:00Z");
        Assert.True(truce.View.StaggeredEffects[0].Effect.InEffect);
    }

    [Fact]
    public void OneSector_CanBeMoved_WhileTheOthersHold()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-10-11T06:00");
                t.StaggeredEffects.Add(In(North, "north", Starts("2020-10-12T06:00")));
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-10-11T07:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-13T06:00"), "north"));
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(1, truce.View.StaggeredEffects[0].Effect.Reschedules);

        truce.Until("2020-10-13T05:59:59Z");
        Assert.False(truce.View.StaggeredEffects[0].Effect.InEffect);
        truce.Until("2020-10-13T06:00:00Z");
        Assert.True(truce.View.StaggeredEffects[0].Effect.InEffect);
        truce.Refused(Mediator, Move(truce, At("2020-10-14T06:00"), "north"), "EFFECT_ALREADY_HAPPENED");
        truce.Refused(Mediator, Move(truce, At("2020-10-14T06:00"), "east"), "UNKNOWN_EFFECT");
    }

    [Fact]
    public void InterimDuties_BindFromConclusionOrSoLongBefore_UntilEffect()
    {
        // Jeddah, May 2023: no military gain in the 48 hours before.
        var truce = TruceDriver.Concluded(WithDuties("2020-10-15T06:00"), "2020-10-10T08:00:00Z");
        Assert.Equal([("no-reinforcement", true), ("no-gain", false)], truce.View.InterimDuties.Select(d => (d.Id, d.Binding)));
        Assert.Equal(T("2020-10-13T06:00:00Z"), truce.View.InterimDuties[1].BindsFrom.ToInstant());

        truce.Until("2020-10-13T06:00:00Z");
        Assert.All(truce.View.InterimDuties, d => Assert.True(d.Binding));
        truce.Until("2020-10-15T06:00:00Z");
        Assert.All(truce.View.InterimDuties, d => Assert.False(d.Binding));
        Assert.Equal([T("2020-10-10T08:00:00Z"), T("2020-10-13T06:00:00Z")], truce.View.InterimDuties.Select(d => d.BindsFrom.ToInstant()));
    }

    [Fact]
    public void InterimDuties_NeverBindBeforeConclusion()
    {
        var truce = TruceDriver.Create(WithDuties("2020-10-11T06:00"), "2020-10-10T07:00:00Z");
        Assert.All(truce.View.InterimDuties, d => Assert.Null(d.BindsFrom));
        truce.Until("2020-10-10T08:00:00Z").AcceptAll();
        Assert.All(truce.View.InterimDuties, d => Assert.Equal((true, T("2020-10-10T08:00:00Z")), (d.Binding, d.BindsFrom.ToInstant())));
    }

    [Fact]
    public void InterimDuties_ThatCountBackFromAnEffectThatMoves_BindAnewInTheirTime()
    {
        var truce = TruceDriver.Concluded(WithDuties("2020-10-15T06:00"), "2020-10-10T08:00:00Z");
        truce.Until("2020-10-14T00:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-20T06:00")));

        Assert.Equal([true, false], truce.View.InterimDuties.Select(d => d.Binding));
        Assert.Equal(T("2020-10-18T06:00:00Z"), truce.View.InterimDuties[1].BindsFrom.ToInstant());
        Assert.Contains(truce.Forecast().Items, i => i is { Kind: ForecastKind.DutyBinds, Subject: "no-gain" });
        truce.Until("2020-10-18T06:00:00Z");
        Assert.True(truce.View.InterimDuties[1].Binding);
        Assert.Equal(truce.State.Duties["no-gain"], truce.Replayed().Duties["no-gain"]);
    }

    [Fact]
    public void InterimDuties_StopWhenTheTruceLapses()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Decided(deadline: "2020-10-12T00:00");
                t.InterimDuties.Add(new InterimDuty { Id = "no-reinforcement", Text = Text("No reinforcement") });
            }),
            "2020-10-10T08:00:00Z");
        Assert.True(truce.View.InterimDuties[0].Binding);
        truce.Until("2020-10-13T00:00:00Z");
        Assert.Equal((TruceState.Lapsed, false), (truce.Shown, truce.View.InterimDuties[0].Binding));
    }

    private static TruceTerms WithDuties(string effect) => Terms(t =>
    {
        t.Effect = Starts(effect);
        t.InterimDuties.Add(new InterimDuty { Id = "no-reinforcement", Text = Text("No reinforcement") });
        t.InterimDuties.Add(new InterimDuty { Id = "no-gain", Text = Text("No military gain"), PeriodBeforeEffect = "PT48H" });
    });

    private static StaggeredEffect In(string area, string id, Start start) =>
        new() { Id = id, Part = new() { Areas = { area } }, Effect = start };
}
