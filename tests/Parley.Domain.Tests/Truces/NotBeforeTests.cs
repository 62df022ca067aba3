using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>
/// "At 00:01 on 10 October, provided that gas and electricity have been restored by then; otherwise at 00:01 of the day after":
/// Sarajevo, October 1995.
/// </summary>
public sealed class NotBeforeTests
{
    [Theory]
    [InlineData("1995-10-07T12:00:00Z", "1995-10-09T23:01:00Z")]
    [InlineData("1995-10-09T23:01:00Z", "1995-10-09T23:01:00Z")]
    [InlineData("1995-10-11T17:00:00Z", "1995-10-11T23:01:00Z")]
    public void ConditionsMet_TakesEffectAtTheNextStatedHour_NotBeforeTheStatedDay(string met, string effect)
    {
        var truce = TruceDriver.Concluded(WhenRestored(), "1995-10-05T15:00:00Z");
        Assert.Equal(TruceState.PendingConditions, truce.Shown);

        truce.Until(met).Accepted(Mediator, new RecordConditionRequest { Name = truce.Name, Condition = "gas", Outcome = ConditionOutcome.Met });

        Assert.Equal(T(effect).ToString(), truce.State.OwnEffect!.Instant.ToString());
        truce.Until(effect);
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T(effect), truce.State.InForceFrom);
    }

    [Fact]
    public void Deadline_BeforeTheEarliestBeginning_Refused()
    {
        var driver = TruceDriver.Create(Terms(), "1995-10-05T15:00:00Z");
        var terms = WhenRestored();
        terms.Effect.After.Deadline = At("1995-10-09T00:00");
        var rejection = driver.Send(Mediator, new AmendTruceRequest { Name = driver.Name, Terms = terms, UpdateMask = new() { Paths = { "*" } } });
        Assert.Equal("WINDOW_EMPTY", rejection!.Reason);
    }

    private static TruceTerms WhenRestored() => Terms(t =>
    {
        t.Effect = WhenMet("gas");
        t.Effect.After.TimeOfDay = "00:01";
        t.Effect.After.Zone = "Europe/Sarajevo";
        t.Effect.After.NotBefore = At("1995-10-10T00:01", "Europe/Sarajevo");
        t.Conditions.Add(Condition("gas"));
    });
}
