using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Declarations that are not the same offer, and talks in which nothing can be offered.</summary>
public sealed class AssessmentFitTests
{
    [Fact]
    public void HeadsOfStateInMoscow_AgainstExpertsInGeneva_IsNoPlainYes()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "north", level: Level.HeadOfState, venue: Cast.Text("Moscow, nowhere else"));
        Declare(talks, Talks.South, "south", level: Level.Expert, venue: Cast.Text("Geneva, nowhere else"));
        var answer = Assess(talks);
        Assert.Equal(ReadinessAnswer.Conditional, answer.Answer);
        Assert.Equal([(ReadinessAspect.Level, true), (ReadinessAspect.Venue, false)], answer.Differences.Select(d => (d.Aspect, d.Checkable)));
        Assert.All(answer.Differences, d => Assert.Equal([Cast.North, Cast.South], d.Parties));
        foreach (var stated in (string[])["head of state", "expert", "\"Moscow, nowhere else\"", "\"Geneva, nowhere else\"", "no machine can decide"])
        {
            Assert.Contains(stated, answer.Reason);
        }
    }

    [Fact]
    public void ALineAndItsReason_CarryLevelVenueAndValidity()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "north", level: Level.ForeignMinister, venue: Cast.Text("Geneva"), until: "2020-10-12T12:00");
        var line = Assess(talks, Cast.North).Parties[0];
        Assert.Equal((ReadinessAnswer.Yes, Level.ForeignMinister, "Geneva"), (line.Answer, line.Level, line.Venue.Values["en"]));
        Assert.Equal("2020-10-12T12:00", line.ValidUntil.LocalTime);
        Assert.EndsWith("north is at the level of foreign minister at the least, at the venue \"Geneva\", until 2020-10-12T12:00:00Z.", line.Reason);

        talks.Until(Instant.FromUtc(2020, 10, 12, 12, 0));
        Assert.Equal(ReadinessAnswer.No, Assess(talks, Cast.North).Answer);
    }

    [Fact]
    public void WhatIsNotStated_OrStatedInTheSameWords_DiffersInNothing()
    {
        var talks = Talks.Opened();
        var geneva = Cast.Text("Geneva");
        geneva.Values["fr"] = "Genève";
        Declare(talks, Talks.North, "north", level: Level.Expert, venue: geneva);
        Declare(talks, Talks.South, "south");
        Assert.Equal((ReadinessAnswer.Yes, 0), (Assess(talks).Answer, Assess(talks).Differences.Count));

        Declare(talks, Talks.WatcherEnvoy, "watcher", venue: Cast.Text("Genève", "fr"));
        Assert.Equal(ReadinessAnswer.Yes, Assess(talks, Cast.North, Cast.South, Talks.Watcher).Answer);
    }

    [Fact]
    public void TheSameTownInAnotherLanguage_IsForPeopleToSay()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "north", venue: Cast.Text("Geneva"));
        Declare(talks, Talks.South, "south", venue: Cast.Text("Женева", "ru"));
        var difference = Assert.Single(Assess(talks).Differences);
        Assert.Equal((ReadinessAspect.Venue, false), (difference.Aspect, difference.Checkable));
    }

    [Fact]
    public void OfSeveralDeclarations_ThoseCountThatAreOneOffer()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "moscow", level: Level.HeadOfState, venue: Cast.Text("Moscow"));
        Declare(talks, Talks.North, "geneva", level: Level.Expert, venue: Cast.Text("Geneva"));
        Declare(talks, Talks.South, "south", level: Level.Expert, venue: Cast.Text("Geneva"));
        var answer = Assess(talks);
        Assert.Equal((ReadinessAnswer.Yes, 0), (answer.Answer, answer.Differences.Count));
        Assert.Equal(["geneva", "moscow"], answer.Parties[0].Readiness);
        Assert.Equal(Level.Expert, answer.Parties[0].Level);
    }

    [Fact]
    public void ADeclarationThatDependsOnMore_DoesNotMakeTheOffer()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "moscow", venue: Cast.Text("Moscow"));
        Declare(talks, Talks.North, "geneva", venue: Cast.Text("Geneva"), condition: Talks.If("quiet", ConditionJudge.ObservableEvent));
        Declare(talks, Talks.South, "south", venue: Cast.Text("Geneva"));
        Assert.Equal((ReadinessAnswer.Conditional, 1), (Assess(talks).Answer, Assess(talks).Differences.Count));
    }

    [Fact]
    public void WhereSomebodyHasDeclaredNothing_TheAnswerStaysNo()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "north", level: Level.Expert);
        Declare(talks, Talks.South, "south", level: Level.HeadOfState);
        Assert.Equal(ReadinessAnswer.No, Assess(talks, Cast.North, Cast.South, Talks.Watcher).Answer);
    }

    [Fact]
    public void AHalt_DoesNotHangOnTheMeeting()
    {
        var talks = Talks.Opened();
        Declare(talks, Talks.North, "north", level: Level.HeadOfState);
        Declare(talks, Talks.South, "south", level: Level.Expert);
        talks.Accept(Talks.North, Talks.Ready("north-halts", ReadinessSubject.CeaseFire));
        talks.Accept(Talks.South, Talks.Ready("south-halts", ReadinessSubject.CeaseFire));
        Assert.Equal(ReadinessAnswer.Conditional, Assess(talks).Answer);
        Assert.Equal((ReadinessAnswer.Yes, 0), (Halt(talks).Answer, Halt(talks).Differences.Count));
    }

    [Fact]
    public void WhileTheTalksAreSuspended_NoMeetingCanBeOffered_AndAHaltCan()
    {
        var talks = Ready();
        talks.Accept(Talks.North, new SuspendNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Rockets") });
        var meeting = Assess(talks);
        Assert.Equal(ReadinessAnswer.No, meeting.Answer);
        Assert.StartsWith("The talks are suspended.", meeting.Reason);
        Assert.All(meeting.Parties, p => Assert.Equal(ReadinessAnswer.Yes, p.Answer));
        Assert.Equal(ReadinessAnswer.Yes, Halt(talks).Answer);
        Assert.Contains("suspended does not change it", Halt(talks).Reason);

        talks.Accept(Talks.North, new ResumeNegotiationRequest { Name = Talks.Name });
        Assert.Equal(ReadinessAnswer.Yes, Assess(talks).Answer);
    }

    [Theory]
    [InlineData(NegotiationState.BrokenOff, "broken off")]
    [InlineData(NegotiationState.Concluded, "concluded")]
    [InlineData(NegotiationState.Lapsed, "lapsed")]
    public void OnceTheTalksAreOver_NothingCanBeOfferedInThem(NegotiationState state, string word)
    {
        var talks = Ready();
        switch (state)
        {
            case NegotiationState.BrokenOff:
                talks.Accept(Talks.South, new BreakOffNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Enough") });
                break;
            case NegotiationState.Concluded:
                talks.Accept(Talks.Mediator, new ConcludeNegotiationRequest { Name = Talks.Name, Outcome = Cast.Text("A statement") });
                break;
            default:
                talks.Until(Instant.FromUtc(2020, 10, 20, 0, 0));
                break;
        }

        Assert.All([Assess(talks), Halt(talks)], answer => Assert.Equal((ReadinessAnswer.No, true), (answer.Answer, answer.Reason.StartsWith($"The talks are {word}:", StringComparison.Ordinal))));
    }

    /// <summary>Both are ready to meet and to halt; the talks lapse on 20 October.</summary>
    private static PlayedJournal<NegotiationRecord> Ready()
    {
        var talks = Talks.Opened(n => n.Deadline = Cast.At("2020-10-20T00:00"));
        foreach (var (who, id) in ((Caller, string)[])[(Talks.North, "north"), (Talks.South, "south")])
        {
            talks.Accept(who, Talks.Ready(id + "-meets", ReadinessSubject.Meet));
            talks.Accept(who, Talks.Ready(id + "-halts", ReadinessSubject.CeaseFire));
        }

        Assert.Equal((ReadinessAnswer.Yes, ReadinessAnswer.Yes), (Assess(talks).Answer, Halt(talks).Answer));
        return talks;
    }

    private static void Declare(
        PlayedJournal<NegotiationRecord> talks, Caller who, string id, Level level = Level.Unspecified, LocalizedText? venue = null, string? until = null, ReadinessCondition? condition = null)
    {
        var request = Talks.Ready(id, ReadinessSubject.Meet, until: until is null ? null : Cast.At(until), conditions: condition is null ? [] : [condition]);
        (request.Readiness.Level, request.Readiness.Venue) = (level, venue);
        talks.Accept(who, request);
    }

    private static AssessReadinessResponse Assess(PlayedJournal<NegotiationRecord> talks, params string[] parties) => Ask(talks, ReadinessSubject.Meet, parties);

    private static AssessReadinessResponse Halt(PlayedJournal<NegotiationRecord> talks) => Ask(talks, ReadinessSubject.CeaseFire);

    private static AssessReadinessResponse Ask(PlayedJournal<NegotiationRecord> talks, ReadinessSubject subject, params string[] parties) =>
        (AssessReadinessResponse)talks.Ask(new AssessReadinessRequest { Name = Talks.Name, Subject = subject, Parties = { parties } })!.Value.Message!;
}
