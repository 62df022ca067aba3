using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>
/// A term that performance earns, as in November 2023: four days, one more for every ten released, ten in all at most.
/// </summary>
public sealed class PerformanceTermTests
{
    private const string Start = "2023-11-24T05:00:00Z";

    [Theory]
    [InlineData(0, "2023-11-28T05:00:00Z", 0)]
    [InlineData(9, "2023-11-28T05:00:00Z", 0)]
    [InlineData(10, "2023-11-29T05:00:00Z", 1)]
    [InlineData(29, "2023-11-30T05:00:00Z", 2)]
    [InlineData(60, "2023-12-04T05:00:00Z", 6)]
    [InlineData(80, "2023-12-04T05:00:00Z", 6)] // What is earned beyond the cap is not an extension.
    public void Units_EarnSoMuch_UpToTheCap(int units, string end, int extensions)
    {
        var truce = Pause();
        if (units > 0)
        {
            Count(truce, units);
        }

        Assert.Equal(T(end).ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(extensions, truce.View.Term.Extensions);
        Assert.Equal(units, truce.View.Term.Units);
        Assert.Equal(T("2023-12-04T05:00:00Z").ToTimestamp(), truce.View.Term.Cap);
        Assert.Equal(extensions, truce.Of(Event.BodyOneofCase.TruceExtended).Sum(e => e.TruceExtended.Extensions));
        truce.Until(end);
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void Units_AddUp_AndNoneIsCountedTwice()
    {
        var truce = Pause();
        Count(truce, 7);
        Assert.Empty(truce.Of(Event.BodyOneofCase.TruceExtended));
        Count(truce, 7);
        Assert.Equal(1, truce.Single(Event.BodyOneofCase.TruceExtended).TruceExtended.Extensions);
        Count(truce, 6);
        Assert.Equal(2, truce.Of(Event.BodyOneofCase.TruceExtended).Length);
        Assert.Equal(20, truce.View.Term.Units);
    }

    [Fact]
    public void Units_InTheLastMicrosecond_ExtendWithoutAGap()
    {
        var truce = Pause();
        truce.Until("2023-11-28T04:59:59.999999Z");
        Count(truce, 10);
        truce.Until("2023-11-28T05:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2023-11-29T05:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void Units_AtTheEnd_ComeTooLate()
    {
        var truce = Pause();
        truce.SleepUntil("2023-11-28T05:00:00Z");
        truce.Refused(Cast.Monitor, Release(truce, 10), "STATE_FORBIDS");
    }

    [Fact]
    public void Units_BeforeEffect_CountFromEffect()
    {
        var truce = Pause(t => t.Effect = Starts("2023-11-25T05:00"));
        Count(truce, 10);
        Assert.Empty(truce.Of(Event.BodyOneofCase.TruceExtended));
        truce.Until("2023-11-25T05:00:00Z");
        Assert.Equal(T("2023-11-30T05:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(T("2023-11-25T05:00:00Z").ToTimestamp(), truce.Single(Event.BodyOneofCase.TruceExtended).DueAt);
    }

    [Fact]
    public void WithoutACap_EveryTenEarnADay()
    {
        var truce = Pause(t => t.Term.PerformanceExtended.MaximumTotal = "");
        Count(truce, 1000);
        Assert.Equal(T("2024-03-07T05:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Null(truce.View.Term.Cap);
    }

    [Fact]
    public void TheCap_BindsConsentAsWell()
    {
        var truce = Pause();
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P7D" }, "EXTENSION_EXCEEDS_CAP");
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P6D" });
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name });
        Count(truce, 50);
        Assert.Equal(T("2023-12-04T05:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(1, truce.View.Term.Extensions);
    }

    [Fact]
    public void TheCapRaisedByAmendment_WhatWasEarnedBeyondIt_CountsNow()
    {
        var truce = Pause();
        Count(truce, 80);
        truce.Accepted(Mediator, new AmendTruceRequest
        {
            Name = truce.Name,
            Terms = new() { Term = new() { PerformanceExtended = Days("P11D") } },
            UpdateMask = new() { Paths = { "term" } },
            AgreedBy = { Both },
        });
        Assert.Equal(T("2023-12-05T05:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(7, truce.View.Term.Extensions);
    }

    private static PerformanceExtendedTerm Days(string maximum) =>
        new() { Period = "P4D", Condition = "released", UnitsPerExtension = 10, Extension = "P1D", MaximumTotal = maximum };

    private static TruceDriver Pause(Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.TruceClass = TruceClass.HumanitarianPause;
            t.Conditions.Add(Condition("released"));
            t.Term = new() { PerformanceExtended = Days("P10D") };
            change?.Invoke(t);
        }),
        Start);

    private static RecordConditionRequest Release(TruceDriver truce, int units) =>
        new() { Name = truce.Name, Condition = "released", Units = units };

    private static void Count(TruceDriver truce, int units) => truce.Accepted(Cast.Monitor, Release(truce, units));
}
