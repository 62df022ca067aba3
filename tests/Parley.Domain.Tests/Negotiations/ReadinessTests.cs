using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>What members say that they are ready for, who judges their conditions, and what an answer may be built on.</summary>
public sealed class ReadinessTests
{
    private static readonly Instant Noon = Instant.FromUtc(2020, 10, 11, 12, 0);

    [Fact]
    public void Declared_ItStandsInItsOwnWords_AndNothingIsBelievedThatOnlyParleySays()
    {
        var talks = Talks.Opened();
        var request = Talks.Ready("meet", ReadinessSubject.Meet, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent));
        request.Readiness.State = ReadinessState.Expired;
        request.Readiness.Conditions[0].Outcome = ConditionOutcome.Met;
        talks.Accept(Talks.North, request);

        var readiness = Assert.Single(talks.Shown().Readiness);
        Assert.Equal((Cast.North, ReadinessState.Standing, Talks.Start.ToTimestamp()), (readiness.Party, readiness.State, readiness.DeclareTime));
        Assert.Equal(ConditionOutcome.Unspecified, readiness.Conditions[0].Outcome);
    }

    [Fact]
    public void ItRunsOut_AtItsInstant()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("meet", ReadinessSubject.Meet, until: Cast.At("2020-10-11T12:00")));
        Assert.Equal(ReadinessState.Standing, talks.Until(Noon - Duration.FromTicks(10)).Shown().Readiness[0].State);
        Assert.Equal(ReadinessState.Expired, talks.Until(Noon).Shown().Readiness[0].State);
        Assert.Equal(Noon.ToTimestamp(), talks.Events[^1].DueAt);
        talks.Refuse("READINESS_NOT_STANDING", Talks.North, new WithdrawReadinessRequest { Name = Talks.Name, Readiness = "meet" });
    }

    [Fact]
    public void WhoeverDeclaredIt_TakesItBack_AndNobodyElse()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("meet", ReadinessSubject.Meet, until: Cast.At("2020-10-11T12:00")));
        var withdraw = new WithdrawReadinessRequest { Name = Talks.Name, Readiness = "meet" };
        talks.Refuse("PERMISSION_DENIED", Talks.South, withdraw);
        talks.Refuse("UNKNOWN_READINESS", Talks.North, new WithdrawReadinessRequest { Name = Talks.Name, Readiness = "talk" });
        talks.Accept(Talks.North, withdraw);
        Assert.Equal(ReadinessState.Withdrawn, talks.Until(Noon).Shown().Readiness[0].State);
    }

    [Fact]
    public void Declare_IsRefusedForWhatCannotBeMeant()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("meet", ReadinessSubject.Meet));
        talks.Refuse("ALREADY_EXISTS", Talks.South, Talks.Ready("meet", ReadinessSubject.Talk));
        talks.Refuse("PERMISSION_DENIED", Talks.Mediator, Talks.Ready("talk", ReadinessSubject.Talk));
        talks.Refuse("PERMISSION_DENIED", Talks.North, Talks.Ready("talk", ReadinessSubject.Talk, Cast.South));
        talks.Refuse("VALID_UNTIL_IN_PAST", Talks.North, Talks.Ready("talk", ReadinessSubject.Talk, until: Cast.At(Talks.Start)));
        talks.Refuse("DUPLICATE_CONDITION", Talks.North, Talks.Ready(
            "talk", ReadinessSubject.Talk, conditions: [Talks.If("quiet", ConditionJudge.ObservableEvent), Talks.If("quiet", ConditionJudge.MediatorCertifies)]));
        talks.Refuse("FOREIGN_NAME", Talks.North, Talks.Ready(
            "talk", ReadinessSubject.Talk, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent, Cast.Foreign)));
        talks.Refuse("UNKNOWN_PARTY", Talks.North, Talks.Ready(
            "talk", ReadinessSubject.Talk, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent, Cast.Conflict + "/parties/nobody")));
        talks.Accept(Talks.North, Talks.Ready("talk", ReadinessSubject.Talk, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent, Talks.Outsider)));
    }

    public static TheoryData<ConditionJudge, string, bool> Judges => new()
    {
        { ConditionJudge.ObservableEvent, "mediator", true },
        { ConditionJudge.ObservableEvent, "monitor", false },
        { ConditionJudge.ObservableEvent, "guarantor", false },
        { ConditionJudge.ObservableEvent, "north", false },
        { ConditionJudge.MechanismFinding, "mediator", true },
        { ConditionJudge.MechanismFinding, "monitor", false },
        { ConditionJudge.MechanismFinding, "guarantor", false },
        { ConditionJudge.MechanismFinding, "north", false },
        { ConditionJudge.MediatorCertifies, "mediator", true },
        { ConditionJudge.MediatorCertifies, "monitor", false },
        { ConditionJudge.MediatorCertifies, "guarantor", false },
        { ConditionJudge.MediatorCertifies, "north", false },
        { ConditionJudge.DeclaringPartyJudges, "mediator", false },
        { ConditionJudge.DeclaringPartyJudges, "monitor", false },
        { ConditionJudge.DeclaringPartyJudges, "guarantor", false },
        { ConditionJudge.DeclaringPartyJudges, "south", false },
        { ConditionJudge.DeclaringPartyJudges, "north", true },
    };

    [Theory]
    [MemberData(nameof(Judges))]
    public void ACondition_IsJudgedByWhoMay_AndByNobodyElse(ConditionJudge judge, string who, bool may)
    {
        var guarantor = new Caller("greta", [new(Role.Guarantor, Cast.Conflict), new(Role.Observer, Cast.Conflict)]);
        var caller = who switch { "mediator" => Talks.Mediator, "monitor" => Talks.Monitor, "guarantor" => guarantor, "north" => Talks.North, _ => Talks.South };
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("mona-in", Talks.Monitor));
        talks.Accept(Talks.Mediator, Talks.AdmitObserver("greta-in", guarantor));
        talks.Accept(Talks.North, Talks.Ready("halt", ReadinessSubject.CeaseFire, conditions: Talks.If("quiet", judge)));

        var refusal = talks.Send(caller, Talks.Settle("halt", "quiet"));
        Assert.Equal(may ? null : "PERMISSION_DENIED", refusal?.Reason);
        Assert.Equal(may ? ConditionOutcome.Met : ConditionOutcome.Unspecified, talks.Shown().Readiness[0].Conditions[0].Outcome);
        Assert.Equal(may ? caller.Subject : null, talks.Shown().Readiness[0].Conditions[0].SettledBy?.Subject);
    }

    [Fact]
    public void AJudgement_IsFinal_AndOfWhatStandsOnly()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("halt", ReadinessSubject.CeaseFire, conditions: [Talks.If("quiet", ConditionJudge.ObservableEvent), Talks.If("lists", ConditionJudge.MediatorCertifies)]));
        talks.Refuse("UNKNOWN_READINESS", Talks.Mediator, Talks.Settle("meet", "quiet"));
        talks.Refuse("UNKNOWN_CONDITION", Talks.Mediator, Talks.Settle("halt", "maps"));
        talks.Accept(Talks.Mediator, Talks.Settle("halt", "quiet", met: false));
        talks.Refuse("CONDITION_SETTLED", Talks.Mediator, Talks.Settle("halt", "quiet"));
        talks.Accept(Talks.North, new WithdrawReadinessRequest { Name = Talks.Name, Readiness = "halt" });
        talks.Refuse("READINESS_NOT_STANDING", Talks.Mediator, Talks.Settle("halt", "lists"));
    }

    [Fact]
    public void OnceNarrowed_ADelegationsConditionIsJudgedByWhoIsAccredited()
    {
        var both = new Caller("bo", [new(Role.Party, Cast.North), new(Role.Party, Cast.South)]);
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("halt", ReadinessSubject.CeaseFire, conditions: Talks.If("tone", ConditionJudge.DeclaringPartyJudges)));
        talks.Accept(Talks.Mediator, Talks.Admit("nora-in", Talks.North, Cast.North));
        talks.Refuse("PERMISSION_DENIED", both, Talks.Settle("halt", "tone"));
        talks.Accept(Talks.North, Talks.Settle("halt", "tone"));
    }
}
