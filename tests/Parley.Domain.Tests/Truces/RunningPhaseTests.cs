using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>A phase that runs may get another end by agreement, as a withdrawal within sixty days that takes longer; its beginning stands.</summary>
public sealed class RunningPhaseTests
{
    [Fact]
    public void PeriodAmendedWhileItRuns_EndsLater()
    {
        var truce = Withdrawing();
        truce.Until("2025-01-25T02:00:00Z").Accepted(Mediator, Amended(truce, "P83D"));
        truce.Until("2025-01-26T02:00:00Z");
        Assert.False(Assert.Single(truce.View.Phases).Ended);
        truce.Until("2025-02-18T02:00:00Z");
        Assert.True(Assert.Single(truce.View.Phases).Ended);
        Assert.Equal("2025-02-18T02:00:00Z", truce.View.Phases[0].End.Instant.ToDateTimeOffset().ToString("yyyy-MM-ddTHH:mm:ssZ"));
    }

    [Fact]
    public void EndThatWouldHavePassed_Refused()
    {
        var truce = Withdrawing();
        truce.Until("2025-01-25T02:00:00Z").Refused(Mediator, Amended(truce, "P30D"), "END_IN_PAST");
    }

    [Fact]
    public void BeginningOfARunningPhase_AndAPhaseThatIsOver_StandAsTheyAre()
    {
        var truce = Withdrawing();
        var other = Amended(truce, "P83D");
        other.Terms.Phases[0].Start = After(AnchorEvent.Conclusion);
        truce.Refused(Mediator, other, "ALREADY_HAPPENED");

        truce.Until("2025-01-26T02:00:00Z").Refused(Mediator, Amended(truce, "P83D"), "ALREADY_HAPPENED");
    }

    private static TruceDriver Withdrawing() => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Effect = Starts("2024-11-27T04:00", "Asia/Beirut");
            t.Phases.Add(Phase("P60D"));
        }),
        "2024-11-27T02:00:00Z");

    private static Phase Phase(string period) => new() { Id = "withdrawal", Text = Text("Withdrawal"), Start = After(AnchorEvent.Effect), Period = period };

    private static AmendTruceRequest Amended(TruceDriver truce, string period) => new()
    {
        Name = truce.Name,
        Terms = new() { Phases = { Phase(period) } },
        UpdateMask = new() { Paths = { "phases" } },
        AgreedBy = { Both },
    };
}
