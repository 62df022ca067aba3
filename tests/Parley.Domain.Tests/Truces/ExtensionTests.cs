using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Extending a truce by the consent of all whom it binds, before it ends.</summary>
public sealed class ExtensionTests
{
    private const string Start = "2023-05-22T18:45:00Z";
    private const string End = "2023-05-29T18:45:00Z";

    [Fact]
    public void ByAParty_WaitsForTheOther()
    {
        var truce = Week();
        Propose(truce, Armenia, "P5D");
        Assert.Equal(T(End).ToTimestamp(), truce.View.Term.End.Instant);
        var proposal = Assert.Single(truce.View.ExtensionProposals);
        Assert.Equal([Armenia], proposal.AcceptedBy);
        Assert.Null(proposal.AcceptTime);

        truce.Until("2023-05-23T00:00:00Z");
        Accept(truce, Azerbaijan);
        Assert.Equal(T("2023-06-03T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(1, truce.View.Term.Extensions);
        Assert.Equal(T("2023-05-23T00:00:00Z").ToTimestamp(), truce.View.ExtensionProposals[0].AcceptTime);
        truce.Until(End);
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2023-06-03T18:45:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void ByAMediator_WaitsForBoth()
    {
        var truce = Week();
        truce.Accepted(Mediator, Proposal(truce, "P5D"));
        Assert.Empty(truce.View.ExtensionProposals[0].AcceptedBy);
        Assert.Equal(Role.Mediator, truce.View.ExtensionProposals[0].Proposer.Role);
        Accept(truce, Armenia);
        Assert.Equal(T(End).ToTimestamp(), truce.View.Term.End.Instant);
        Accept(truce, Azerbaijan);
        Assert.Equal(T("2023-06-03T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void AmongMany_WaitsForEveryPartyBound_AndForOneThatJoinsMeanwhile()
    {
        var truce = Week(t => t.Adherence = new() { OpenTo = { Third } });
        Propose(truce, Armenia, "P5D");
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        Accept(truce, Azerbaijan);
        Assert.Equal(T(End).ToTimestamp(), truce.View.Term.End.Instant);
        Accept(truce, Third);
        Assert.Equal(T("2023-06-03T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void TheOneThatHasNotAccepted_Leaves_AndTheOthersHaveAgreed()
    {
        var truce = Week(t => t.Adherence = new() { OpenTo = { Third } });
        truce.Accepted(For(Third), new AdhereToTruceRequest { Name = truce.Name });
        Propose(truce, Armenia, "P5D");
        Accept(truce, Azerbaijan);
        truce.Accepted(For(Third), new DenounceTruceRequest { Name = truce.Name, Reason = Text("No longer") });
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2023-06-03T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Theory]
    [InlineData("2023-05-29T18:44:59Z")]
    [InlineData("2023-05-29T18:44:59.999999Z")]
    public void AcceptedJustBeforeTheEnd_LeavesNoGap(string at)
    {
        var truce = Week();
        Propose(truce, Armenia, "P5D");
        truce.SleepUntil(at);
        Accept(truce, Azerbaijan);
        truce.Until("2023-06-03T18:44:59.999999Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Empty(truce.Of(Event.BodyOneofCase.TruceExpired));
        truce.Until("2023-06-03T18:45:00Z");
        Assert.Equal(T("2023-06-03T18:45:00Z").ToTimestamp(), truce.Single(Event.BodyOneofCase.TruceExpired).DueAt);
    }

    [Theory]
    [InlineData(End)]
    [InlineData("2023-05-29T18:45:00.000001Z")]
    [InlineData("2023-05-29T18:45:01Z")]
    public void AcceptedAtTheEndOrAfter_IsRefused(string at)
    {
        var truce = Week();
        Propose(truce, Armenia, "P5D");
        truce.SleepUntil(at);
        var refusal = truce.Refused(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name }, "STATE_FORBIDS");
        Assert.Equal("EXPIRED", refusal.Metadata["state"]);
        Assert.Equal(T(End).ToTimestamp(), truce.View.Ending.Time);
    }

    [Fact]
    public void ByAPeriod_CountsFromTheEndAtTheLastAcceptance()
    {
        var truce = Week();
        Propose(truce, Armenia, "P5D");
        Propose(truce, Armenia, "P1M");
        var ids = truce.View.ExtensionProposals.Select(p => p.Id).ToList();
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = ids[1] });
        Assert.Equal(T("2023-06-29T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = ids[0] });
        Assert.Equal(T("2023-07-04T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(2, truce.View.Term.Extensions);
    }

    [Fact]
    public void UntilAnInstant_IsOvertakenByALaterEnd()
    {
        var truce = Week();
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Until = At("2023-06-01T00:00") });
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Until = At("2023-06-03T21:45", "Africa/Khartoum") });
        var ids = truce.View.ExtensionProposals.Select(p => p.Id).ToList();
        truce.Refused(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name }, "PROPOSAL_AMBIGUOUS");
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = ids[1] });
        Assert.Equal(T("2023-06-03T19:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);

        var refusal = truce.Refused(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = ids[0] }, "EXTENSION_NOT_LATER");
        Assert.Equal("2023-06-03T19:45:00Z", refusal.Metadata["end"]);
        // The overtaken one is no choice any more: the next is the only one open.
        Propose(truce, Armenia, "P1D");
        Accept(truce, Azerbaijan);
        Assert.Equal(T("2023-06-04T19:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void UntilAnInstantThatIsNotLater_IsRefused()
    {
        var truce = Week();
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Until = At("2023-05-29T18:45") }, "EXTENSION_NOT_LATER");
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Until = new() { LocalTime = "2023-06-01T00:00" } }, "ZONE_MISSING");
    }

    [Fact]
    public void MaximumTotal_IsReachedToTheInstant_AndNotPassed()
    {
        var truce = Week(t => t.Term.Fixed.MaximumTotal = "P14D");
        Propose(truce, Armenia, "P3D");
        Accept(truce, Azerbaijan);
        var refusal = truce.Refused(For(Armenia), Proposal(truce, "P4DT1S"), "EXTENSION_EXCEEDS_CAP");
        Assert.Equal("2023-06-05T18:45:00Z", refusal.Metadata["cap"]);
        Assert.Equal("2023-06-05T18:45:01Z", refusal.Metadata["end"]);
        Propose(truce, Armenia, "P4D");
        Accept(truce, Azerbaijan);
        Assert.Equal(truce.View.Term.Cap, truce.View.Term.End.Instant);
        truce.Refused(For(Armenia), Proposal(truce, "PT1S"), "EXTENSION_EXCEEDS_CAP");
    }

    [Fact]
    public void ProposedWithinTheMaximum_AcceptedWhenThereIsNoRoomLeft_IsRefused()
    {
        var truce = Week(t => t.Term.Fixed.MaximumTotal = "P14D");
        Propose(truce, Armenia, "P7D");
        Propose(truce, Armenia, "P1D");
        var ids = truce.View.ExtensionProposals.Select(p => p.Id).ToList();
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = ids[1] });
        truce.Refused(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = ids[0] }, "EXTENSION_EXCEEDS_CAP");
    }

    [Fact]
    public void ATextThatDoesNotProvideForIt_CanBeExtendedAllTheSame_AndSaysSo()
    {
        var truce = Week(t => t.Term.Fixed.Renewable = false);
        Propose(truce, Armenia, "P5D");
        Assert.DoesNotContain(truce.View.Flags, f => f.Reason == FlagReason.NotForeseenInText);
        Accept(truce, Azerbaijan);
        Assert.Contains(truce.View.Flags, f => f.Reason == FlagReason.NotForeseenInText);

        var foreseen = Week();
        Propose(foreseen, Armenia, "P5D");
        Accept(foreseen, Azerbaijan);
        Assert.DoesNotContain(foreseen.View.Flags, f => f.Reason == FlagReason.NotForeseenInText);
    }

    [Fact]
    public void ATruceWithoutAnEnd_HasNoneToMove()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Refused(For(Armenia), Proposal(truce, "P5D"), "NO_TERM_TO_EXTEND");
    }

    [Theory]
    [InlineData("", "PERIOD_OR_UNTIL")]
    [InlineData("P0D", "PERIOD_ZERO")]
    [InlineData("-P1D", "PERIOD_INVALID")]
    [InlineData("P201Y", "PERIOD_TOO_LONG")]
    [InlineData("five days", "PERIOD_INVALID")]
    public void APeriodThatIsNone_IsRefused(string period, string reason)
    {
        var truce = Week();
        truce.Refused(For(Armenia), Proposal(truce, period), reason);
    }

    [Fact]
    public void BothAPeriodAndAnEnd_IsRefused()
    {
        var truce = Week();
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P5D", Until = At("2023-06-03T00:00") }, "PERIOD_OR_UNTIL");
    }

    [Fact]
    public void ThoseNotBound_NeitherProposeNorAccept()
    {
        var truce = Week();
        truce.Refused(For(Third), Proposal(truce, "P5D"), "NOT_BOUND");
        Propose(truce, Armenia, "P5D");
        truce.Refused(For(Third), new AcceptExtensionRequest { Name = truce.Name }, "NOT_BOUND");
        truce.Refused(Mediator, new AcceptExtensionRequest { Name = truce.Name }, "PERMISSION_DENIED");
        truce.Refused(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Party = Azerbaijan, Period = "P5D" }, "PERMISSION_DENIED");
    }

    [Fact]
    public void AcceptedTwice_OrSettled_OrUnknown_IsRefused()
    {
        var truce = Week();
        truce.Refused(For(Armenia), new AcceptExtensionRequest { Name = truce.Name }, "NO_SUCH_PROPOSAL");
        Propose(truce, Armenia, "P5D");
        var id = truce.View.ExtensionProposals[0].Id;
        truce.Refused(For(Armenia), new AcceptExtensionRequest { Name = truce.Name }, "ALREADY_ACCEPTED");
        Accept(truce, Azerbaijan);
        truce.Refused(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = id }, "PROPOSAL_SETTLED");
        truce.Refused(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = "other" }, "NO_SUCH_PROPOSAL");
    }

    [Fact]
    public void OpenProposals_AreLimitedForEachProposer_SoNobodyCrowdsOutTheOthers()
    {
        var truce = Week();
        for (var i = 0; i < TruceLimits.OpenProposals; i++)
        {
            Propose(truce, Armenia, "P100Y");
        }

        truce.Refused(For(Armenia), Proposal(truce, "P5D"), "LIMIT_REACHED");
        Propose(truce, Azerbaijan, "P5D");
        truce.Accepted(Mediator, Proposal(truce, "P6D"));
        truce.Accepted(For(Armenia), new AcceptExtensionRequest { Name = truce.Name, ExtensionProposal = truce.View.ExtensionProposals[^2].Id });
        Assert.Equal(T("2023-06-03T18:45:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void ProposalsInAll_AreLimited()
    {
        var truce = Week();
        for (var i = 0; i < TruceLimits.Proposals; i++)
        {
            Propose(truce, Armenia, "PT1S");
            Accept(truce, Azerbaijan);
        }

        Assert.Equal(TruceLimits.Proposals, truce.View.Term.Extensions);
        truce.Refused(For(Armenia), Proposal(truce, "PT1S"), "LIMIT_REACHED");
    }

    private static TruceDriver Week(Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Term = new() { Fixed = new() { Period = "P7D", Renewable = true } };
            t.Reciprocity = TruceReciprocity.Bilateral;
            change?.Invoke(t);
        }),
        Start);

    private static ProposeExtensionRequest Proposal(TruceDriver truce, string period) => new() { Name = truce.Name, Period = period };

    private static void Propose(TruceDriver truce, string party, string period) => truce.Accepted(For(party), Proposal(truce, period));

    private static void Accept(TruceDriver truce, string party) => truce.Accepted(For(party), new AcceptExtensionRequest { Name = truce.Name });
}
