using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Talks stand still, move again and end by acts that have an author and a reason.</summary>
public sealed class JudgementTests
{
    private static readonly SuspendNegotiationRequest Suspend = new() { Name = Talks.Name, Reason = Cast.Text("Rockets") };
    private static readonly ResumeNegotiationRequest Resume = new() { Name = Talks.Name };
    private static readonly DeclareDeadlockRequest Stuck = new() { Name = Talks.Name, Reason = Cast.Text("Stuck") };
    private static readonly BreakOffNegotiationRequest BreakOff = new() { Name = Talks.Name, Reason = Cast.Text("Enough") };

    [Fact]
    public void SuspendedTalks_SayWhoAndWhy_UntilTheyAreResumed()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Suspend);
        var judgement = talks.Shown().Judgement;
        Assert.Equal((NegotiationState.Suspended, Role.Party, Cast.North), (judgement.State, judgement.By.Role, judgement.By.Party));
        Assert.Equal("Rockets", judgement.Reason.Values["en"]);

        talks.Accept(Talks.North, Resume);
        Assert.Equal(NegotiationState.Proposed, talks.Shown().State);
        Assert.Null(talks.Shown().Judgement);
    }

    [Fact]
    public void ASuspension_IsLiftedByWhoeverSuspended_OrAMediator_AndNobodyElse()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Suspend);
        talks.Refuse("PERMISSION_DENIED", Talks.South, Resume);
        talks.Accept(Talks.NorthColleague, Resume);

        talks.Accept(Talks.North, Suspend);
        talks.Accept(Talks.Mediator, Resume);

        talks.Accept(Talks.Mediator, Suspend);
        talks.Refuse("PERMISSION_DENIED", Talks.North, Resume);
    }

    [Fact]
    public void ADeadlock_IsEndedByAMediatorOrTheNextSession_NotByTheOneThatGoesOn()
    {
        var talks = Talks.Opened();
        var session = talks.Convoked();
        talks.Accept(Talks.Mediator, TalksStates.Recess(session));
        talks.Accept(Talks.Mediator, Stuck);
        talks.Refuse("PERMISSION_DENIED", Talks.North, Resume);
        talks.Accept(Talks.Mediator, new ContinueSessionRequest { Name = session });
        Assert.Equal(NegotiationState.Deadlocked, talks.Shown().State);

        talks.Accept(Talks.Mediator, new CloseSessionRequest { Name = session });
        Assert.Equal(NegotiationState.Deadlocked, talks.Shown().State);
        talks.Convoked();
        Assert.Equal(NegotiationState.InSession, talks.Shown().State);
    }

    [Fact]
    public void SuspendingAndResumingStuckTalks_DoesNotMakeThemMove()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Stuck);
        talks.Accept(Talks.North, Suspend);
        talks.Accept(Talks.North, Resume);
        Assert.Equal(NegotiationState.Deadlocked, talks.Shown().State);
        talks.Accept(Talks.Mediator, Resume);
        Assert.Equal(NegotiationState.Proposed, talks.Shown().State);
    }

    [Fact]
    public void WhoOnlyGuarantees_SuspendsButDoesNotBreakOff()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.WatcherEnvoy, Suspend);
        talks.Refuse("NOT_A_PARTY", Talks.WatcherEnvoy, BreakOff);
        talks.Accept(Talks.South, BreakOff);
        Assert.Equal(Cast.South, talks.Shown().Judgement.By.Party);
    }

    [Fact]
    public void WhoActsForSeveral_SaysForWhom()
    {
        var talks = Talks.Opened();
        talks.Refuse("PARTY_AMBIGUOUS", Cast.BothSides, Suspend);
        talks.Refuse("FOREIGN_NAME", Cast.BothSides, new SuspendNegotiationRequest { Name = Talks.Name, Party = Cast.Foreign, Reason = Cast.Text("Rockets") });
        talks.Refuse("PERMISSION_DENIED", Talks.North, new SuspendNegotiationRequest { Name = Talks.Name, Party = Cast.South, Reason = Cast.Text("Rockets") });
        talks.Accept(Cast.BothSides, new SuspendNegotiationRequest { Name = Talks.Name, Party = Cast.South, Reason = Cast.Text("Rockets") });
        Assert.Equal(Cast.South, talks.Shown().Judgement.By.Party);
    }

    [Fact]
    public void WhoActsForAMemberAndForSomebodyElse_CannotActForTheOther() =>
        Talks.Opened().Refuse(
            "NOT_A_MEMBER",
            new Caller("mira", [new(Role.Party, Cast.North), new(Role.Party, Talks.Outsider)]),
            new SuspendNegotiationRequest { Name = Talks.Name, Party = Talks.Outsider, Reason = Cast.Text("Rockets") });

    [Fact]
    public void SuspendedTalks_CanBePlannedForButNotHeld()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Suspend);
        var session = talks.Scheduled();
        talks.Refuse("STATE_FORBIDS", Talks.Mediator, new ConvokeSessionRequest { Name = session });
    }

    [Fact]
    public void BrokenOffInTheMiddleOfASession_TheSessionCanStillBeClosed()
    {
        var talks = Talks.Opened();
        var session = talks.Convoked();
        talks.Accept(Talks.North, BreakOff);
        Assert.Equal((NegotiationState.BrokenOff, session), (talks.Shown().State, talks.Shown().CurrentSession));
        talks.Accept(Talks.Mediator, new CloseSessionRequest { Name = session });
        Assert.Equal((NegotiationState.BrokenOff, ""), (talks.Shown().State, talks.Shown().CurrentSession));
    }

    [Fact]
    public void Conclude_SaysWithWhichOutcome()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, new ConcludeNegotiationRequest { Name = Talks.Name, Outcome = Cast.Text("A joint statement") });
        var shown = talks.Shown();
        Assert.Equal((NegotiationState.Concluded, "A joint statement"), (shown.State, shown.Judgement.Reason.Values["en"]));
        Assert.Equal(Role.Mediator, shown.Judgement.By.Role);
    }
}
