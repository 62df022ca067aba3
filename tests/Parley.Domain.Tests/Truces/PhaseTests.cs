using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using static Parley.Domain.Tests.Truces.EffectTests;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

public sealed class PhaseTests
{
    [Fact]
    public void AnchoredOnSignatureEffectAPhaseAndAVote_EachBeginsWithItsOwnEvent()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Effect = Starts("2020-10-12T00:00");
                t.Conditions.Add(Condition("vote"));
                t.Phases.Add(Phase("lists", After(AnchorEvent.Conclusion), "P1D"));
                t.Phases.Add(Phase("withdrawal", After(AnchorEvent.Effect, "P2D"), "P10D"));
                t.Phases.Add(Phase("return", AfterPhase("withdrawal", "P5D")));
                t.Phases.Add(Phase("elections", WhenMet("vote"), "P30D"));
            }),
            "2020-10-10T08:00:00Z");
        Assert.Equal(["lists"], Running(truce));
        Assert.Equal(T("2020-10-11T08:00:00Z"), Of(truce, "lists").End.ToInstant());
        Assert.Null(Of(truce, "withdrawal").Start);

        truce.Until("2020-10-12T00:00:00Z");
        Assert.Empty(Running(truce));
        Assert.Equal(T("2020-10-14T00:00:00Z"), Of(truce, "withdrawal").Start.ToInstant());
        Assert.Equal(T("2020-10-24T00:00:00Z"), Of(truce, "withdrawal").End.ToInstant());
        Assert.Null(Of(truce, "return").Start);

        truce.Until("2020-10-24T00:00:00Z");
        Assert.True(Of(truce, "withdrawal").Ended);
        Assert.Equal(T("2020-10-29T00:00:00Z"), Of(truce, "return").Start.ToInstant());

        truce.Until("2020-10-26T10:30:00Z");
        truce.Accepted(Mediator, Met(truce, "vote"));
        Assert.Equal(["elections"], Running(truce));
        Assert.Equal(T("2020-11-25T10:30:00Z"), Of(truce, "elections").End.ToInstant());
        truce.Until("2020-12-01T00:00:00Z");
        Assert.Equal(["return"], Running(truce));
        Assert.Null(Of(truce, "return").End);
    }

    [Fact]
    public void ThatAConditionEnds_GoesOnUntilThen_AndTheNextFollowsAtOnce()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("withdrawn", judge: ConditionJudge.MechanismFinding));
                t.Phases.Add(new Phase { Id = "withdrawal", Text = Text("Withdrawal"), Start = After(AnchorEvent.Effect), EndsOn = "withdrawn" });
                t.Phases.Add(Phase("patrols", AfterPhase("withdrawal"), "P7D"));
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-12-24T13:15:00Z");
        Assert.Equal(["withdrawal"], Running(truce));
        truce.Accepted(Cast.Monitor, Met(truce, "withdrawn"));
        Assert.Equal(["patrols"], Running(truce));
        Assert.Equal(T("2020-12-24T13:15:00Z"), Of(truce, "withdrawal").End.ToInstant());
        Assert.Equal(T("2020-12-24T13:15:00Z"), Of(truce, "patrols").Start.ToInstant());
    }

    [Fact]
    public void WhoseConditionWasMetBefore_BeginsAndEndsAtOnce()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("withdrawn"));
                t.Phases.Add(new Phase { Id = "withdrawal", Text = Text("Withdrawal"), Start = Starts("2020-10-20T00:00"), EndsOn = "withdrawn" });
                t.Phases.Add(Phase("patrols", AfterPhase("withdrawal"), "P7D"));
            }),
            "2020-10-10T08:00:00Z");
        truce.Accepted(Cast.Monitor, Met(truce, "withdrawn"));
        Assert.False(Of(truce, "withdrawal").Entered);
        truce.Until("2020-10-20T00:00:00Z");
        Assert.Equal(["patrols"], Running(truce));
        Assert.All([truce.Single(Kind.TrucePhaseEnded), .. truce.Of(Kind.TrucePhaseEntered)], e => Assert.Equal(T("2020-10-20T00:00:00Z"), e.DueAt.ToInstant()));
    }

    [Fact]
    public void WhoseConditionFails_NeverEndsByItself()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("withdrawn"));
                t.Phases.Add(new Phase { Id = "withdrawal", Text = Text("Withdrawal"), Start = After(AnchorEvent.Effect), EndsOn = "withdrawn" });
                t.Phases.Add(Phase("patrols", AfterPhase("withdrawal"), "P7D"));
            }),
            "2020-10-10T08:00:00Z");
        truce.Accepted(Cast.Monitor, Failed(truce, "withdrawn"));
        truce.Until("2030-01-01T00:00:00Z");
        Assert.Equal(["withdrawal"], Running(truce));
    }

    [Fact]
    public void WhoseEventComesAfterItsDeadline_DoesNotBegin()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add([Condition("early"), Condition("late")]);
                t.Phases.Add([Phase("one", WhenMet("early"), "P7D"), Phase("two", WhenMet("late"), "P7D")]);
                t.Phases[0].Start.After.Deadline = At("2020-10-20T00:00");
                t.Phases[1].Start.After.Deadline = At("2020-10-20T00:00");
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2020-10-20T00:00:00Z");
        truce.Accepted(Cast.Monitor, Met(truce, "early"));
        truce.Until("2020-10-20T00:00:00.000001Z");
        truce.Accepted(Cast.Monitor, Met(truce, "late"));
        Assert.Equal(["one"], Running(truce));
        truce.Until("2030-01-01T00:00:00Z");
        Assert.False(Of(truce, "two").Entered);
    }

    [Theory]
    [InlineData("Europe/Paris", "P1D", "2020-10-25T22:00:00Z")] // 25 hours: the night of the clock change
    [InlineData("Europe/Paris", "PT24H", "2020-10-25T21:00:00Z")]
    [InlineData("Europe/Paris", "P1M", "2020-11-24T22:00:00Z")]
    [InlineData("Asia/Baku", "P1D", "2020-10-25T21:00:00Z")]
    [InlineData("Asia/Baku", "P1M", "2020-11-24T21:00:00Z")]
    public void Periods_CountOnTheReferenceZonesCalendar(string zone, string period, string end)
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = zone;
                t.Phases.Add(Phase("one", After(AnchorEvent.Conclusion), period));
            }),
            "2020-10-24T21:00:00Z");
        Assert.Equal(T(end), Of(truce, "one").End.ToInstant());
        truce.SleepUntil("2021-01-01T00:00:00Z").PassTime();
        Assert.Equal(T(end), truce.Single(Kind.TrucePhaseEnded).DueAt.ToInstant());
    }

    [Fact]
    public void AMonthFromTheLastOfJanuary_EndsOnTheLastOfFebruary()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Phases.Add([Phase("one", After(AnchorEvent.Conclusion), "P1M"), Phase("two", AfterPhase("one"), "P1M")])), "2023-01-31T12:00:00Z");
        truce.Until("2023-03-01T00:00:00Z");
        Assert.Equal([T("2023-02-28T12:00:00Z"), T("2023-03-28T12:00:00Z")], truce.View.Phases.Select(p => p.End.ToInstant()));
    }

    [Fact]
    public void AStatedBeginningThatPassedBeforeConclusion_BeginsWithIt()
    {
        var truce = TruceDriver.Create(Terms(t => t.Phases.Add(Phase("one", Starts("2020-10-10T00:00"), "P2D"))), "2020-10-09T00:00:00Z");
        truce.Until("2020-10-11T08:00:00Z").AcceptAll();
        Assert.Equal((T("2020-10-11T08:00:00Z"), T("2020-10-13T08:00:00Z")), (Of(truce, "one").Start.ToInstant(), Of(truce, "one").End.ToInstant()));
    }

    [Fact]
    public void Phases_OfATruceThatIsOver_NeitherBeginNorEnd()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Term = new() { Fixed = new() { Period = "P3D" } };
                t.Phases.Add([Phase("one", After(AnchorEvent.Effect), "P10D"), Phase("two", After(AnchorEvent.Effect, "P5D"))]);
            }),
            "2020-10-10T08:00:00Z");
        truce.Until("2021-01-01T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Empty(truce.Of(Kind.TrucePhaseEnded));
        Assert.Equal(["one"], truce.Of(Kind.TrucePhaseEntered).Select(e => e.TrucePhaseEntered.Id));
        Assert.Null(Of(truce, "two").Start);
    }

    internal static Phase Phase(string id, Start start, string period = "") => new() { Id = id, Text = Text(id), Start = start, Period = period };

    internal static Start AfterPhase(string phase, string period = "") =>
        new() { After = new() { Event = AnchorEvent.PhaseEnd, Phase = phase, Period = period } };

    private static PhaseStatus Of(TruceDriver truce, string id) => truce.View.Phases.Single(p => p.Id == id);

    private static IEnumerable<string> Running(TruceDriver truce) => truce.View.Phases.Where(p => p is { Entered: true, Ended: false }).Select(p => p.Id);
}
