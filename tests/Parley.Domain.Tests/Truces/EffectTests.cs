using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

public sealed class EffectTests
{
    [Fact]
    public void AnInstant_IsKeptToTheMicrosecond()
    {
        // The statement of 10 November 2020: midnight in Moscow, one hour past midnight where it holds.
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow")), "2020-11-09T19:00:00Z");
        truce.Until("2020-11-09T20:59:59.999999Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.False(truce.View.Effect.InEffect);
        Assert.Null(truce.State.InForceFrom);

        truce.Until("2020-11-09T21:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.True(truce.View.Effect.InEffect);
        Assert.Equal(T("2020-11-09T21:00:00Z"), truce.View.InForceFrom.ToInstant());
    }

    [Fact]
    public void AnInstantThatPassesWhileEverythingIsDown_HappensOnceAtItsInstant()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Starts("2020-11-10T00:00", "Europe/Moscow")), "2020-11-09T20:55:00Z");
        truce.SleepUntil("2020-11-09T21:10:00Z").PassTime();

        var entered = truce.Single(Kind.TruceEnteredIntoForce);
        Assert.Equal(T("2020-11-09T21:00:00Z"), entered.DueAt.ToInstant());
        Assert.Equal(T("2020-11-09T21:10:00Z"), entered.RecordedAt.ToInstant());
        Assert.Equal(T("2020-11-09T21:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void AStatedInstantThatPassedBeforeTheLastAcceptance_TakesEffectWithIt_AndSaysSo()
    {
        var truce = TruceDriver.Create(Terms(t => t.Effect = Starts("2020-10-18T00:00", "Asia/Baku")), "2020-10-17T18:00:00Z");
        truce.Until("2020-10-17T20:05:00Z").AcceptAll();
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-17T20:05:00Z"), truce.State.InForceFrom);
        Assert.Contains(truce.View.Flags, f => f is { Reason: FlagReason.ConcludedAfterStatedEffect, Subject: "effect" });
    }

    [Fact]
    public void OnSignatureAfterAPeriod_CountsOnTheCalendarOfTheReferenceZone()
    {
        // Four days after signature across the end of summer time: the same hour on the wall, 97 hours on the clock.
        var truce = TruceDriver.Concluded(
            Terms(t => (t.ReferenceZone, t.Effect) = ("Europe/Paris", After(AnchorEvent.Conclusion, "P4D"))), "2020-10-22T10:00:00Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Equal(T("2020-10-26T11:00:00Z"), truce.View.Effect.Time.ToInstant());

        var byTheClock = TruceDriver.Concluded(
            Terms(t => (t.ReferenceZone, t.Effect) = ("Europe/Paris", After(AnchorEvent.Conclusion, "PT96H"))), "2020-10-22T10:00:00Z");
        Assert.Equal(T("2020-10-26T10:00:00Z"), byTheClock.View.Effect.Time.ToInstant());
    }

    [Theory]
    [InlineData("P2D", "2020-10-10T02:00:00Z", "2020-10-12T02:00:00Z")] // signed at 06:00 local
    [InlineData("P2D", "2020-10-10T10:00:00Z", "2020-10-12T02:00:00Z")] // signed at 14:00: still the second day after
    [InlineData("P2D", "2020-10-10T20:30:00Z", "2020-10-13T02:00:00Z")] // signed past midnight local, so a day later
    [InlineData("P1M", "2020-10-10T10:00:00Z", "2020-11-10T02:00:00Z")]
    [InlineData("PT24H", "2020-10-10T10:00:00Z", "2020-10-12T02:00:00Z")] // not before 24 hours have passed
    [InlineData("P1DT1H", "2020-10-10T02:00:00Z", "2020-10-12T02:00:00Z")]
    [InlineData("", "2020-10-10T01:59:59Z", "2020-10-10T02:00:00Z")]
    [InlineData("", "2020-10-10T02:00:00Z", "2020-10-10T02:00:00Z")]
    [InlineData("", "2020-10-10T02:00:00.000001Z", "2020-10-11T02:00:00Z")] // never before the event
    public void OnADayAtAnHour_IsThatHourOfThatDay(string period, string signed, string effect)
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = After(AnchorEvent.Conclusion, period, "06:00", "Asia/Baku")), signed);
        Assert.Equal(T(effect), truce.View.Effect.Time.ToInstant());
    }

    [Fact]
    public void OnConditions_WaitsForTheLastOfThem()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add([Condition("lists"), Condition("deployment")]);
                t.Effect = WhenMet("lists", "deployment");
                t.Effect.After.Period = "PT48H";
            }),
            "2020-10-10T08:00:00Z");
        Assert.Equal(TruceState.PendingConditions, truce.Shown);
        truce.Until("2020-10-12T08:00:00Z");
        truce.Accepted(Cast.Monitor, Met(truce, "deployment"));
        Assert.Equal(TruceState.PendingConditions, truce.Shown);
        Assert.Empty(truce.State.Effects);

        truce.Until("2020-10-15T09:30:00Z");
        truce.Accepted(Cast.Monitor, Met(truce, "lists"));
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Equal(T("2020-10-17T09:30:00Z"), truce.View.Effect.Time.ToInstant());

        truce.Until("2020-10-17T09:30:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void OnConditionsAtOnce_IsInForceWithTheRecordOfTheLast()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("vote"));
                t.Effect = WhenMet("vote");
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-10-11T08:00:00Z");
        truce.Accepted(Mediator, Met(truce, "vote"));
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-11T08:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void WithinAWindow_HoldsFromItsEnd_AndUntilThenNobodyIsInBreach()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Effect = new() { Window = new() { NotBefore = At("2020-10-10T08:00"), NotAfter = At("2020-10-10T12:00") } }),
            "2020-10-09T08:00:00Z");
        Assert.Contains(truce.View.Flags, f => f is { Reason: FlagReason.WithinWindow, Subject: "effect" });
        truce.Until("2020-10-10T11:59:59.999999Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);

        truce.Until("2020-10-10T12:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-10T12:00:00Z"), truce.State.InForceFrom);
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.WithinWindow);
    }

    [Fact]
    public void WithinAWindow_TheInstantOnceAgreedTakesItsPlace()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Effect = new() { Window = new() { NotBefore = At("2020-10-10T08:00"), NotAfter = At("2020-10-10T12:00") } }),
            "2020-10-09T08:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-10T09:00")));
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.WithinWindow);
        truce.Until("2020-10-10T09:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void OnDecision_IsConcludedUntilTheInstantIsFixed()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Decided(deadline: "2020-10-20T00:00")), "2020-10-10T08:00:00Z");
        Assert.Equal(TruceState.Concluded, truce.Shown);
        truce.Until("2020-10-20T00:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-25T06:00")));
        Assert.Equal(TruceState.Scheduled, truce.Shown);

        // The deadline was for the decision, not for the effect.
        truce.Until("2020-10-25T06:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void OnDecision_ThatDoesNotComeInTime_Lapses()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Decided(deadline: "2020-10-20T00:00")), "2020-10-10T08:00:00Z");
        truce.Until("2020-10-20T00:00:00Z");
        Assert.Equal(TruceState.Concluded, truce.Shown);

        truce.Until("2020-10-20T00:00:00.000001Z");
        Assert.Equal(TruceState.Lapsed, truce.Shown);
        Assert.Equal("EFFECT_DEADLINE", truce.Single(Kind.TruceLapsed).TruceLapsed.Reason);
        Assert.Null(truce.View.InForceFrom);
        truce.Refused(Mediator, Move(truce, At("2020-10-25T06:00")), "STATE_FORBIDS");
    }

    [Fact]
    public void NothingIsLeftToTakeEffect_FromTheStatedEndOn()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Decided();
                t.Term = new() { Fixed = new() { Until = At("2020-11-01T00:00") } };
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-10-31T23:59:59.999999Z");
        Assert.Equal(TruceState.Concluded, truce.Shown);
        truce.Until("2020-11-01T00:00:00Z");
        Assert.Equal(TruceState.Lapsed, truce.Shown);
    }

    [Fact]
    public void AConclusionAfterItsDeadline_BeginsNothing()
    {
        var truce = TruceDriver.Create(
            Terms(t => t.Effect.After.Deadline = At("2020-10-10T12:00")), "2020-10-10T08:00:00Z");
        truce.Until("2020-10-10T12:00:00.000001Z").AcceptAll();
        Assert.Equal(TruceState.Lapsed, truce.Shown);
    }

    internal static Start Decided(string deadline = "") => new()
    {
        ToBeDecided = new() { DecidedBy = Text("The joint commission"), Deadline = deadline.Length > 0 ? At(deadline) : null },
    };

    internal static RecordConditionRequest Met(TruceDriver truce, string condition) =>
        new() { Name = truce.Name, Condition = condition, Outcome = ConditionOutcome.Met };

    internal static RecordConditionRequest Failed(TruceDriver truce, string condition) =>
        new() { Name = truce.Name, Condition = condition, Outcome = ConditionOutcome.Failed };

    internal static RescheduleTruceRequest Move(TruceDriver truce, LegalTime to, string staggered = "") =>
        new() { Name = truce.Name, Effect = to, StaggeredEffect = staggered, AgreedBy = { truce.State.Bound } };
}
