using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Whether something can be offered now, and why.</summary>
public sealed class AssessmentTests
{
    [Fact]
    public void NobodyHasDeclared_TheAnswerIsNo_WithALineForEveryParty()
    {
        var answer = Assess(Talks.Opened(), ReadinessSubject.Meet);
        Assert.Equal(ReadinessAnswer.No, answer.Answer);
        Assert.Equal([Cast.North, Cast.South], answer.Parties.Select(p => p.Party));
        Assert.All(answer.Parties, p => Assert.Equal((ReadinessAnswer.No, 0, true), (p.Answer, p.Readiness.Count, p.Reason.Contains(p.Party))));
    }

    [Fact]
    public void OneOpenCondition_MakesItConditional_OneFailed_No_AndAllMet_Yes()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.South, Talks.Ready("south", ReadinessSubject.CeaseFire));
        talks.Accept(Talks.North, Talks.Ready(
            "north", ReadinessSubject.CeaseFire, conditions: [Talks.If("quiet", ConditionJudge.ObservableEvent), Talks.If("lists", ConditionJudge.MediatorCertifies)]));
        Assert.Equal(ReadinessAnswer.Conditional, Assess(talks, ReadinessSubject.CeaseFire).Answer);

        talks.Accept(Talks.Mediator, Talks.Settle("north", "quiet"));
        var half = Assess(talks, ReadinessSubject.CeaseFire);
        Assert.Equal(ReadinessAnswer.Conditional, half.Answer);
        Assert.All(half.Parties[0].Conditions, c => Assert.True(c.Checkable));
        Assert.Contains("lists", half.Parties[0].Reason);
        Assert.DoesNotContain("quiet", half.Parties[0].Reason);

        talks.Accept(Talks.Mediator, Talks.Settle("north", "lists"));
        Assert.Equal(ReadinessAnswer.Yes, Assess(talks, ReadinessSubject.CeaseFire).Answer);

        talks.Accept(Talks.South, Talks.Ready("south-if", ReadinessSubject.Meet, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent)));
        talks.Accept(Talks.North, Talks.Ready("north-meets", ReadinessSubject.Meet));
        talks.Accept(Talks.Mediator, Talks.Settle("south-if", "quiet", met: false));
        Assert.Equal(ReadinessAnswer.No, Assess(talks, ReadinessSubject.Meet).Answer);
    }

    [Fact]
    public void TheDeclarationThatAsksForLeast_CountsFirst()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.North, Talks.Ready("failed", ReadinessSubject.Meet, conditions: Talks.If("tone", ConditionJudge.DeclaringPartyJudges)));
        talks.Accept(Talks.North, Talks.Settle("failed", "tone", met: false));
        talks.Accept(Talks.North, Talks.Ready("two", ReadinessSubject.Meet, conditions: [Talks.If("quiet", ConditionJudge.ObservableEvent), Talks.If("lists", ConditionJudge.MediatorCertifies)]));
        talks.Accept(Talks.North, Talks.Ready("one", ReadinessSubject.Meet, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent)));
        talks.Accept(Talks.North, Talks.Ready("gone", ReadinessSubject.Meet));
        talks.Accept(Talks.North, new WithdrawReadinessRequest { Name = Talks.Name, Readiness = "gone" });

        var line = Assert.Single(Assess(talks, ReadinessSubject.Meet, Cast.North).Parties);
        Assert.Equal(["one", "two", "failed"], line.Readiness);
        Assert.Equal(["quiet"], line.Conditions.Select(c => c.Condition.Id));
        Assert.Equal(ReadinessAnswer.Conditional, line.Answer);
    }

    [Fact]
    public void OnlyThoseAskedFor_AreAnsweredFor()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.WatcherEnvoy, Talks.Ready("watch", ReadinessSubject.Sign));
        var answer = Assess(talks, ReadinessSubject.Sign, Talks.Watcher, Talks.Watcher);
        Assert.Equal((ReadinessAnswer.Yes, 1), (answer.Answer, answer.Parties.Count));
        Assert.Equal("UNKNOWN_MEMBER", talks.Ask(new AssessReadinessRequest { Name = Talks.Name, Subject = ReadinessSubject.Sign, Parties = { Talks.Outsider } })!.Value.Rejection!.Reason);
    }

    /// <summary>
    /// 19 October 2020: both leaders would meet; one would halt military action if the other side's stance became constructive. The
    /// condition binds the halt and not the meeting, and who set it judges it.
    /// </summary>
    [Fact]
    public void Karabakh_On20October_AMeetingCanBeOffered_AndAHaltHangsOnWhatNoMachineCanCheck()
    {
        const string conflict = "conflicts/karabakh-2020";
        const string armenia = conflict + "/parties/armenia";
        const string azerbaijan = conflict + "/parties/azerbaijan";
        const string name = conflict + "/negotiations/leaders";
        var register = new Conflict
        {
            Name = conflict,
            Parties = { new Party { Name = armenia, Zone = "Asia/Yerevan" }, new Party { Name = azerbaijan, Zone = "Asia/Baku" } },
            MediatorZones = { "Europe/Moscow" },
        };
        var talks = new PlayedJournal<NegotiationRecord>(Talks.Law, name)
        {
            Now = Instant.FromUtc(2020, 10, 19, 12, 0),
            References = ImmutableDictionary<string, IMessage>.Empty.Add(conflict, register),
        };
        talks.Accept(Talks.Mediator, new CreateNegotiationRequest
        {
            Parent = conflict,
            NegotiationId = "leaders",
            Negotiation = new() { Title = Cast.Text("Встреча лидеров", "ru"), Members = { Talks.Member(armenia), Talks.Member(azerbaijan) } },
        });
        void Declare(string party, Readiness readiness) =>
            talks.Accept(new("leader of " + party, [new(Role.Party, party)]), new DeclareReadinessRequest { Name = name, Readiness = readiness });

        Declare(armenia, new() { Id = "am-meet", Subject = ReadinessSubject.Meet, Text = Cast.Text("Պատրաստ եմ հանդիպել", "hy") });
        Declare(armenia, new() { Id = "am-talk", Subject = ReadinessSubject.Talk, Text = Cast.Text("Պատրաստ եմ խոսել", "hy") });
        Declare(azerbaijan, new() { Id = "az-meet", Subject = ReadinessSubject.Meet, Venue = Cast.Text("Anywhere") });
        Declare(azerbaijan, new()
        {
            Id = "az-halt",
            Subject = ReadinessSubject.CeaseFire,
            Conditions = { new ReadinessCondition { Id = "constructive", Text = Cast.Text("A constructive stance in the talks"), On = armenia, Judge = ConditionJudge.DeclaringPartyJudges } },
        });
        talks.Now = Instant.FromUtc(2020, 10, 20, 9, 0);

        Assert.Equal(ReadinessAnswer.Yes, Assess(talks, ReadinessSubject.Meet).Answer);
        var halt = Assess(talks, ReadinessSubject.CeaseFire, azerbaijan);
        Assert.Equal(ReadinessAnswer.Conditional, halt.Answer);
        var condition = Assert.Single(halt.Parties[0].Conditions);
        Assert.Equal(("constructive", false), (condition.Condition.Id, condition.Checkable));
        Assert.Contains("Only " + azerbaijan, halt.Parties[0].Reason);

        // Of the halt the other side had said nothing, and nothing is made up for it.
        Assert.Equal([ReadinessAnswer.No, ReadinessAnswer.Conditional], Assess(talks, ReadinessSubject.CeaseFire).Parties.Select(p => p.Answer));
        Assert.Equal([ReadinessAnswer.Yes, ReadinessAnswer.No], Assess(talks, ReadinessSubject.Talk).Parties.Select(p => p.Answer));

        // No mediator can say in its place that the stance is constructive.
        talks.Refuse("PERMISSION_DENIED", Talks.Mediator, new SettleConditionRequest { Name = name, Readiness = "az-halt", Condition = "constructive", Judgement = new() { Met = true } });
    }

    private static AssessReadinessResponse Assess(PlayedJournal<NegotiationRecord> talks, ReadinessSubject subject, params string[] parties) =>
        (AssessReadinessResponse)talks.Ask(new AssessReadinessRequest { Name = talks.State.Journal, Subject = subject, Parties = { parties } })!.Value.Message!;
}
