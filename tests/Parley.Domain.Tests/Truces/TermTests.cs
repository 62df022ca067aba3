using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>How long a truce lasts when nobody extends it: fixed, until an event, or without an end.</summary>
public sealed class TermTests
{
    private const string Start = "2020-01-31T10:00:00Z";

    [Fact]
    public void Fixed_Expires_AtItsVeryEnd_AndNotAMicrosecondBefore()
    {
        var truce = Fixed("P30D");
        truce.Until("2020-03-01T09:59:59.999999Z");
        Assert.Equal(TruceState.InForce, truce.Shown);

        truce.Until("2020-03-01T10:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal(T("2020-03-01T10:00:00Z").ToTimestamp(), truce.View.Ending.Time);
        Assert.Null(truce.View.Ending.Actor);
        Assert.True(truce.View.Term.Ended);
    }

    [Fact]
    public void Fixed_WokenLate_ExpiresAtItsEnd_AndIsRecordedWhenItWoke()
    {
        var truce = Fixed("P30D");
        truce.SleepUntil("2020-06-01T00:00:00Z");
        truce.PassTime();

        var expired = truce.Single(Event.BodyOneofCase.TruceExpired);
        Assert.Equal(T("2020-03-01T10:00:00Z").ToTimestamp(), expired.DueAt);
        Assert.Equal(T("2020-06-01T00:00:00Z").ToTimestamp(), expired.RecordedAt);
        Assert.Equal(expired.DueAt, truce.View.Ending.Time);
    }

    [Theory]
    [InlineData("P1M", "2020-02-29T10:00:00Z")] // There is no 31 February.
    [InlineData("P2M", "2020-03-31T10:00:00Z")]
    [InlineData("P13M", "2021-02-28T10:00:00Z")]
    [InlineData("P1Y", "2021-01-31T10:00:00Z")]
    [InlineData("P4W", "2020-02-28T10:00:00Z")]
    [InlineData("P1DT12H", "2020-02-01T22:00:00Z")]
    public void Fixed_CountsMonthsOnTheCalendar(string period, string end) =>
        Assert.Equal(T(end).ToTimestamp(), Fixed(period).View.Term.End.Instant);

    [Theory]
    // Clocks in Kyiv went forward on 29 March 2020: that day has 23 hours, and so 24 hours end an hour later on the clock.
    [InlineData("2020-03-28T10:00:00Z", "P1D", "2020-03-29T09:00:00Z")]
    [InlineData("2020-03-28T10:00:00Z", "PT24H", "2020-03-29T10:00:00Z")]
    // And back on 25 October: that day has 25 hours.
    [InlineData("2020-10-24T10:00:00Z", "P1D", "2020-10-25T11:00:00Z")]
    [InlineData("2020-10-24T10:00:00Z", "P1DT24H", "2020-10-26T11:00:00Z")]
    // 03:30 is skipped on 29 March, and comes twice on 25 October: an hour later, and the earlier of the two.
    [InlineData("2020-03-28T01:30:00Z", "P1D", "2020-03-29T01:30:00Z")]
    [InlineData("2020-10-24T00:30:00Z", "P1D", "2020-10-25T00:30:00Z")]
    public void Fixed_CountsDaysOnTheClocksOfTheReferenceZone(string from, string period, string end)
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "Europe/Kyiv";
                t.Term = new() { Fixed = new() { Period = period } };
            }),
            from);
        Assert.Equal(T(end).ToTimestamp(), truce.View.Term.End.Instant);
        truce.Until("2020-12-01T00:00:00Z");
        Assert.Equal(T(end).ToTimestamp(), truce.View.Ending.Time);
    }

    [Theory]
    [InlineData("2020-03-28T01:30:00Z", TimeAdjustment.MovedOutOfGap)]
    [InlineData("2020-10-24T00:30:00Z", TimeAdjustment.EarlierOfTwo)]
    public void Fixed_EndMovedByAClockChange_IsFlagged(string from, TimeAdjustment adjustment)
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "Europe/Kyiv";
                t.Term = new() { Fixed = new() { Period = "P1D" } };
            }),
            from);
        Assert.Equal(adjustment, truce.View.Term.End.Adjustment);
        Assert.Contains(truce.View.Flags, f => f.Reason == FlagReason.TimeAdjusted);
    }

    [Fact]
    public void Fixed_WithoutAnyZone_CountsInUtc_AndSaysSo()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "";
                t.Term = new() { Fixed = new() { Period = "P1M" } };
            }),
            Start);
        Assert.Equal(T("2020-02-29T10:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Contains(truce.View.Flags, f => f.Reason == FlagReason.ZoneAssumed);
    }

    [Fact]
    public void Fixed_UntilAnInstant_EndsThere_WheneverItBegan()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = WhenMet("lists");
                t.Conditions.Add(Condition("lists"));
                t.Term = new() { Fixed = new() { Until = At("2020-02-05T00:00", "Asia/Baku") } };
            }),
            Start);
        Assert.Equal(T("2020-02-04T20:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        truce.Until("2020-02-04T19:00:00Z");
        truce.Accepted(Cast.Monitor, new RecordConditionRequest { Name = truce.Name, Condition = "lists", Outcome = ConditionOutcome.Met });
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2020-02-04T20:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void Fixed_UntilAnInstantThatTheTextLeavesOpen_EndsAtTheLatest_AndSaysSo()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Term = new()
            {
                Fixed = new()
                {
                    UntilUnresolved = new() { AsStated = "midnight, 5 February", Candidates = { At("2020-02-06T00:00"), At("2020-02-05T00:00") } },
                },
            }),
            Start);
        Assert.Contains(truce.View.Flags, f => f.Reason == FlagReason.EndUnresolved);
        truce.Until("2020-02-05T12:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2020-02-06T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void UntilEvent_EndsWithIt()
    {
        var truce = UntilTheElection();
        truce.Until("2020-05-01T00:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Accepted(Cast.Monitor, new RecordConditionRequest { Name = truce.Name, Condition = "election", Outcome = ConditionOutcome.Met });

        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal("election", truce.Single(Event.BodyOneofCase.TruceExpired).TruceExpired.Condition);
        Assert.Equal(T("2020-05-01T00:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void UntilEvent_ThatFails_GoesOn()
    {
        var truce = UntilTheElection();
        truce.Accepted(Cast.Monitor, new RecordConditionRequest { Name = truce.Name, Condition = "election", Outcome = ConditionOutcome.Failed });
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void UntilEvent_ThatNeverComes_EndsAtTheLatestInstant()
    {
        var truce = UntilTheElection("2020-12-31T00:00");
        truce.Until("2020-12-31T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Empty(truce.Single(Event.BodyOneofCase.TruceExpired).TruceExpired.Condition);
    }

    [Fact]
    public void UntilEvent_ThatCameBeforeEffect_EndsAtTheInstantOfEffect()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-02-01T00:00");
                t.Conditions.Add(Condition("election"));
                t.Term = new() { UntilEvent = new() { Condition = "election" } };
            }),
            Start);
        truce.Accepted(Cast.Monitor, new RecordConditionRequest { Name = truce.Name, Condition = "election", Outcome = ConditionOutcome.Met });
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-02-01T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal(T("2020-02-01T00:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void Indefinite_NeverEndsByItself()
    {
        var truce = TruceDriver.Concluded(Terms(), Start).Until("2420-01-01T00:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Null(truce.View.Term.End);
        Assert.Null(World.Law.NextTransition(truce.State));
    }

    private static TruceDriver Fixed(string period) =>
        TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Period = period } }), Start);

    private static TruceDriver UntilTheElection(string? notAfter = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Conditions.Add(Condition("election"));
            t.Term = new() { UntilEvent = new() { Condition = "election", NotAfter = notAfter is null ? null : At(notAfter) } };
        }),
        Start);
}
