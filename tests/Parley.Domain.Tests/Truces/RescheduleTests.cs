using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using static Parley.Domain.Tests.Truces.EffectTests;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

public sealed class RescheduleTests
{
    private static TruceDriver Scheduled(Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Effect = Starts("2020-10-12T06:00");
            change?.Invoke(t);
        }),
        "2020-10-10T08:00:00Z");

    [Theory]
    [InlineData("2020-10-14T06:00")]
    [InlineData("2020-10-11T06:00")]
    public void AgreedByAll_MovesTheInstantLaterOrEarlier(string to)
    {
        var truce = Scheduled();
        truce.Accepted(Mediator, Move(truce, At(to)));
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Equal((T(to + ":00Z"), 1), (truce.View.Effect.Time.ToInstant(), truce.View.Effect.Reschedules));

        truce.Until("2020-10-20T00:00:00Z");
        Assert.Equal(T(to + ":00Z"), truce.Single(Kind.TruceEnteredIntoForce).DueAt.ToInstant());
    }

    [Fact]
    public void WithoutTheConsentOfOne_Refused()
    {
        var truce = Scheduled();
        var request = Move(truce, At("2020-10-14T06:00"));
        request.AgreedBy.Remove(Armenia);
        Assert.Equal(Armenia, truce.Refused(Mediator, request, "CONSENT_MISSING").Metadata["missing"]);
        Assert.Equal(RejectionCode.PermissionDenied, truce.Refused(For(Armenia), Move(truce, At("2020-10-14T06:00")), "PERMISSION_DENIED").Code);
    }

    [Fact]
    public void AMicrosecondBefore_IsInTime()
    {
        var truce = Scheduled();
        truce.Until("2020-10-12T05:59:59.999999Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-14T06:00")));
        truce.Until("2020-10-12T06:00:00Z");
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        Assert.Empty(truce.Of(Kind.TruceEnteredIntoForce));
    }

    [Theory]
    [InlineData("2020-10-12T06:00:00Z")]
    [InlineData("2020-10-12T06:00:00.000001Z")]
    [InlineData("2020-11-12T06:00:00Z")]
    public void AtTheInstantOrAfter_IsTooLate_AndTheEffectIsRecordedAllTheSame(string now)
    {
        var truce = Scheduled().SleepUntil(now);
        var refusal = truce.Refused(Mediator, Move(truce, At("2020-12-14T06:00")), "EFFECT_ALREADY_HAPPENED");
        Assert.Equal("2020-10-12T06:00:00Z", refusal.Metadata["effect"]);
        Assert.Equal(T("2020-10-12T06:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void IntoThePast_Refused_ToThisVeryInstant_TakesEffectNow()
    {
        var truce = Scheduled().Until("2020-10-11T06:00:00Z");
        var refusal = truce.Refused(Mediator, Move(truce, At("2020-10-11T05:59:59")), "EFFECT_IN_PAST");
        Assert.Equal("2020-10-11T06:00:00Z", refusal.Metadata["now"]);

        truce.Accepted(Mediator, Move(truce, At("2020-10-11T06:00")));
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-11T06:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void PastTheStatedEnd_Refused()
    {
        var truce = Scheduled(t => t.Term = new() { Fixed = new() { Until = At("2020-10-20T00:00") } });
        truce.Refused(Mediator, Move(truce, At("2020-10-20T00:00")), "EFFECT_NOT_BEFORE_END");
        truce.Accepted(Mediator, Move(truce, At("2020-10-19T23:59:59")));
    }

    [Fact]
    public void AFixedPeriod_MovesWithTheEffect_AStatedEndDoesNot()
    {
        var period = Scheduled(t => t.Term = new() { Fixed = new() { Period = "P5D" } });
        period.Accepted(Mediator, Move(period, At("2020-10-14T06:00")));
        Assert.Equal(T("2020-10-19T06:00:00Z"), period.View.Term.End.ToInstant());

        var stated = Scheduled(t => t.Term = new() { Fixed = new() { Until = At("2020-10-20T00:00") } });
        stated.Accepted(Mediator, Move(stated, At("2020-10-14T06:00")));
        Assert.Equal(T("2020-10-20T00:00:00Z"), stated.View.Term.End.ToInstant());
    }

    [Fact]
    public void ATimeThatIsNone_IsRefusedWithWhatItMayMean()
    {
        var truce = Scheduled();
        var refusal = truce.Refused(Mediator, Move(truce, new() { LocalTime = "2020-10-14T12:00" }), "ZONE_MISSING");
        Assert.Equal("effect.zone", Assert.Single(refusal.Fields).Field);
        Assert.Equal("2020-10-14T08:00:00Z,2020-10-14T09:00:00Z", refusal.Metadata["candidates"]);
    }

    [Fact]
    public void AnEffectThatWaitsForConditions_CanBeFixedByAgreement_AndWaitsNoMore()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("lists"));
                t.Effect = WhenMet("lists");
            }),
            "2020-10-10T08:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-14T06:00")));
        truce.Accepted(Cast.Monitor, Met(truce, "lists"));
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-10-14T06:00:00Z");
        Assert.Equal(T("2020-10-14T06:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void ATermAlreadyRunning_KeepsItsEnd_WhenALaterSectorMoves()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-10-12T06:00");
                t.StaggeredEffects.Add(new StaggeredEffect { Id = "north", Part = new() { Areas = { North } }, Effect = Starts("2020-10-13T06:00") });
                t.Term = new() { Fixed = new() { Period = "P5D" } };
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-10-12T06:00:00Z");
        truce.Accepted(Mediator, Move(truce, At("2020-10-16T06:00"), "north"));
        Assert.Equal(T("2020-10-17T06:00:00Z"), truce.View.Term.End.ToInstant());
    }
}
