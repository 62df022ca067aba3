using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>"Sixty days or until the conference is over, whichever is later": an event that ends a term, but not too soon.</summary>
public sealed class ShortestTermTests
{
    [Fact]
    public void EventDuringTheShortestDuration_MovesTheEndToItsEnd()
    {
        var truce = TruceDriver.Concluded(SixtyDays(), "1995-10-12T00:00:00Z");
        Assert.Null(truce.View.Term.End);

        truce.Until("1995-11-21T20:00:00Z");
        Met(truce);
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("1995-12-11T00:00:00Z"), truce.State.Running[Domain.Truces.TermHolder.Truce].EndInstant);

        truce.Until("1995-12-10T23:59:59.999999Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("1995-12-11T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal("1995-12-11T00:00:00Z", truce.View.Ending.Time.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ"));
    }

    [Fact]
    public void EventAfterTheShortestDuration_EndsItThere()
    {
        var truce = TruceDriver.Concluded(SixtyDays(), "1995-10-12T00:00:00Z");
        truce.Until("1995-12-14T12:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Met(truce);
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void EventBeforeEffect_TheShortestDurationStillRuns()
    {
        var terms = SixtyDays();
        terms.Effect = Starts("1995-10-12T00:00");
        var truce = TruceDriver.Concluded(terms, "1995-10-05T00:00:00Z");
        Met(truce);
        truce.Until("1995-10-12T00:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("1995-12-11T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void LastInstantBeforeTheShortestDurationIsOver_IsTheEnd()
    {
        var terms = SixtyDays();
        terms.Term.UntilEvent.NotAfter = At("1995-11-01T00:00");
        var truce = TruceDriver.Concluded(terms, "1995-10-12T00:00:00Z");
        Met(truce);
        truce.Until("1995-11-01T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    private static TruceTerms SixtyDays() => Terms(t =>
    {
        t.Term = new() { UntilEvent = new() { Condition = "conference", MinimumPeriod = "P60D" } };
        t.Conditions.Add(Condition("conference"));
    });

    private static void Met(TruceDriver truce) =>
        truce.Accepted(Mediator, new RecordConditionRequest { Name = truce.Name, Condition = "conference", Outcome = ConditionOutcome.Met });
}
