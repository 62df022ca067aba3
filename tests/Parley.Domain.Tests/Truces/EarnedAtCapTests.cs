using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Performance beyond the cap earns nothing, and is not counted as an extension.</summary>
public sealed class EarnedAtCapTests
{
    [Fact]
    public void MoreUnitsThanTheCapAllows_CountOnlyWhatMovesTheEnd()
    {
        var truce = Pause();
        Count(truce, 100);
        Assert.Equal(T("2023-12-04T05:00:00Z"), truce.State.Running[Domain.Truces.TermHolder.Truce].EndInstant);
        Assert.Equal(6, truce.View.Term.Extensions);
        Assert.Equal(100, truce.View.Term.Units);
        Count(truce, 50);
        Assert.Equal(6, truce.View.Term.Extensions);
    }

    [Fact]
    public void CapRaisedByAmendment_TheRestIsEarned()
    {
        var truce = Pause();
        Count(truce, 100);
        var terms = Terms(t => t.Term = Earning("P12D"));
        truce.Accepted(Mediator, new AmendTruceRequest { Name = truce.Name, Terms = terms, UpdateMask = new() { Paths = { "term" } }, AgreedBy = { Both } });
        Assert.Equal(8, truce.View.Term.Extensions);
        Assert.Equal(T("2023-12-06T05:00:00Z"), truce.State.Running[Domain.Truces.TermHolder.Truce].EndInstant);
    }

    private static TruceDriver Pause() => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Term = Earning("P10D");
            t.Conditions.Add(Condition("releases"));
        }),
        "2023-11-24T05:00:00Z");

    private static Term Earning(string maximum) => new()
    {
        PerformanceExtended = new() { Period = "P4D", Condition = "releases", UnitsPerExtension = 10, Extension = "P1D", MaximumTotal = maximum },
    };

    private static void Count(TruceDriver truce, long units) =>
        truce.Accepted(Mediator, new RecordConditionRequest { Name = truce.Name, Condition = "releases", Units = units });
}
