using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>No member makes the record of the talks grow without end; what one has done takes nothing from the others.</summary>
public sealed class OwnActsTests
{
    [Fact]
    public void AMember_DeclaresSoOften_AndCanAlwaysTakeBackWhatStands()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("stays", ReadinessSubject.Talk));
        for (var i = 1; i < NegotiationLimits.Declarations; i++)
        {
            talks.Accept(Talks.North, Talks.Ready($"r{i}", ReadinessSubject.Meet));
            talks.Accept(Talks.North, Withdraw($"r{i}"));
        }

        Assert.Equal(NegotiationLimits.Declarations.ToString(), talks.Refuse("LIMIT_REACHED", Talks.North, Talks.Ready("more", ReadinessSubject.Meet)).Metadata["limit"]);
        talks.Accept(Talks.North, Withdraw("stays"));
        talks.Refuse("LIMIT_REACHED", Talks.NorthColleague, Talks.Ready("more", ReadinessSubject.Meet));
        talks.Accept(Talks.South, Talks.Ready("ours", ReadinessSubject.Meet));
        Assert.Equal(talks.View, talks.Replayed().View);
    }

    [Fact]
    public void AMember_SuspendsSoOften_AndCanAlwaysResumeAndBreakOff()
    {
        var talks = Talks.Opened();
        var (suspend, resume) = (new SuspendNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Rockets") }, new ResumeNegotiationRequest { Name = Talks.Name });
        for (var i = 0; i < NegotiationLimits.Suspensions; i++)
        {
            talks.Accept(Talks.North, suspend);
            talks.Accept(i % 2 == 0 ? Talks.North : Talks.Mediator, resume);
        }

        Assert.Equal(NegotiationLimits.Suspensions.ToString(), talks.Refuse("LIMIT_REACHED", Talks.North, suspend).Metadata["limit"]);
        foreach (var other in (Caller[])[Talks.South, Talks.WatcherEnvoy, Talks.Mediator])
        {
            talks.Accept(other, suspend);
            talks.Accept(Talks.Mediator, resume);
        }

        talks.Accept(Talks.North, new BreakOffNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Enough") });
    }

    private static WithdrawReadinessRequest Withdraw(string id) => new() { Name = Talks.Name, Readiness = id };
}
