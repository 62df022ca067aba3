using Parley.Cli.Output.Talks;
using Parley.V1;

namespace Parley.Cli.Tests.Output.Talks;

/// <summary>Talks on one page, and the answer whether something can be offered.</summary>
public sealed class NegotiationPageTests
{
    private const string NotCheckable = "not checkable: the declaring party judges it";

    [Fact]
    public void A_page_tells_who_takes_part_as_what_and_who_acts_for_whom()
    {
        var talks = Talks();
        talks.Accreditations.Add(new Accreditation { Id = "a1", Subject = "anna", Party = Valley.North, Function = DelegationFunction.HeadOfDelegation, Level = Level.ForeignMinister, Active = true });
        talks.Accreditations.Add(new Accreditation { Id = "a2", Subject = "olga", Function = DelegationFunction.Observer, EndTime = Valley.At("2022-04-30T08:00:00Z") });
        var page = Page(talks);
        Assert.Contains("North party anna, head of delegation, foreign minister", page, StringComparison.Ordinal);
        Assert.Contains("South party nobody by name: whoever may act for it", page, StringComparison.Ordinal);
        Assert.Contains("Lakeland witness", page, StringComparison.Ordinal);
        Assert.Contains("Observers observer olga, observer, ended 2022-04-30 08:00Z", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_settled_issue_says_how_and_for_what_it_waits()
    {
        var talks = Talks();
        talks.Agenda.Add(new AgendaItem
        {
            Id = "road",
            Subject = Valley.In(("en", "The road")),
            LinkedTo = { "salt" },
            State = AgendaItemState.SettledProvisionally,
            WaitsFor = { "salt" },
            Settlement = new AgendaSettlement { Outcome = Valley.In(("en", "Forty carts")), Time = Valley.At("2022-05-01T09:00:00Z") },
        });
        talks.Agenda.Add(new AgendaItem { Id = "salt", Subject = Valley.In(("en", "Salt")), State = AgendaItemState.Open });
        Assert.Contains(
            "[road] The road – to be settled together with salt settled 2022-05-01 09:00Z – Forty carts provisionally: it waits for salt [salt] Salt",
            Page(talks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_tells_the_state_who_judged_so_and_why()
    {
        var talks = Talks();
        talks.State = NegotiationState.Deadlocked;
        talks.Judgement = new NegotiationJudgement { State = NegotiationState.Deadlocked, By = new Actor { Role = Role.Mediator }, Reason = Valley.In(("en", "No side moves.")), Time = Valley.At("2022-05-01T09:00:00Z") };
        talks.Deadline = Valley.Time("2022-05-03T12:00:00Z");
        var page = Page(talks);
        Assert.Contains("deadlocked 2022-05-01 09:00Z by a mediator – No side moves.", page, StringComparison.Ordinal);
        Assert.Contains("they lapse unless something is concluded by 2022-05-03 12:00Z 2 days left", page, StringComparison.Ordinal);
        talks.State = NegotiationState.Concluded;
        Assert.Contains("2022-05-03 12:00Z; the talks ended before it", Page(talks), StringComparison.Ordinal);
        Assert.DoesNotContain("they lapse", Page(talks), StringComparison.Ordinal);
        Assert.DoesNotContain("left", Page(talks), StringComparison.Ordinal);
        talks.State = NegotiationState.Lapsed;
        Assert.Contains("2022-05-03 12:00Z; it passed without a conclusion", Page(talks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NegotiationState.Suspended, NegotiatingTextState.Tabled, true)]
    [InlineData(NegotiationState.BrokenOff, NegotiatingTextState.Authenticated, true)]
    [InlineData(NegotiationState.Lapsed, NegotiatingTextState.Agreed, true)]
    [InlineData(NegotiationState.BrokenOff, NegotiatingTextState.Withdrawn, false)]
    [InlineData(NegotiationState.Open, NegotiatingTextState.Tabled, false)]
    public void Where_the_talks_stop_a_page_says_that_what_is_on_the_table_does_not(NegotiationState state, NegotiatingTextState text, bool said)
    {
        var talks = Talks();
        talks.State = state;
        talks.Texts.Add(new TextStanding { Name = Valley.Talks + "/texts/t1", State = text });
        Assert.Equal(said, Page(talks).Contains("a text can still be signed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_page_shows_the_venues_and_whether_something_can_be_offered()
    {
        var talks = Talks();
        talks.Venues.Add(new Venue { Id = "ferry", Label = Valley.In(("en", "The ferry")) });
        talks.Readiness.Add(Readiness(ConditionJudge.MediatorCertifies));
        var record = new TalksRecord(talks, [], []) { Answers = [(ReadinessSubject.Meet, ReadinessAnswer.Conditional)] };
        var page = Valley.Flat(200, new NegotiationPage(record, Valley.English, Valley.Now).Render());
        Assert.Contains("[ferry] The ferry", page, StringComparison.Ordinal);
        Assert.Contains($"Can a meeting be offered now? On conditions. Why: parley assess {Valley.Talks} meet", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_only_its_party_can_judge_is_said_to_be_not_checkable()
    {
        var talks = Talks();
        talks.Readiness.Add(Readiness(ConditionJudge.DeclaringPartyJudges));
        var page = Page(talks);
        Assert.Contains("• tone: The tone is constructive. (on South)", page, StringComparison.Ordinal);
        Assert.Contains(NotCheckable, page, StringComparison.Ordinal);
        talks.Readiness[0] = Readiness(ConditionJudge.MediatorCertifies);
        Assert.Contains("checkable: a mediator certifies it", Page(talks), StringComparison.Ordinal);
        Assert.DoesNotContain(NotCheckable, Page(talks), StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_tell_apart_what_was_planned_and_what_was_held()
    {
        var planned = new Session { Name = Valley.Talks + "/sessions/s1", Format = SessionFormat.Plenary, State = SessionState.Planned, PlannedStart = Valley.Time("2022-05-02T08:00:00Z") };
        var held = new Session
        {
            Name = Valley.Talks + "/sessions/s2",
            Format = SessionFormat.Summit,
            State = SessionState.Closed,
            PlannedStart = Valley.Time("2022-04-30T08:00:00Z"),
            HeldFrom = Valley.Time("2022-04-30T09:15:00Z"),
            HeldUntil = Valley.Time("2022-04-30T11:00:00Z"),
            Outcome = Valley.In(("en", "A text is asked for.")),
            Interruptions = { new Interruption { Kind = InterruptionKind.WalkOut, Party = Valley.South, From = Valley.At("2022-04-30T10:00:00Z"), Until = Valley.At("2022-04-30T10:20:00Z") } },
        };
        var page = Page(Talks(), [planned, held]);
        Assert.Contains("Plenary session 2022-05-02 08:00Z not yet held planned", page, StringComparison.Ordinal);
        Assert.Contains("Summit session 2022-04-30 08:00Z 2022-04-30 09:15Z closed", page, StringComparison.Ordinal);
        Assert.Contains("walk-out of South 2022-04-30 10:00Z to 2022-04-30 10:20Z", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_of_which_little_is_known_takes_little_room()
    {
        var lines = Screen.Show(120, new SessionRows(Valley.English).Table([new Session { Name = Valley.Talks + "/sessions/s1", Format = SessionFormat.Shuttle, State = SessionState.Planned }]));
        Assert.Equal(["Shuttle session", "s1"], lines.Skip(3).SkipLast(1).Select(l => l.Split('│')[1].Trim()));
    }

    [Fact]
    public void A_blind_range_tells_the_rule_and_what_came_out_and_not_what_anybody_filed()
    {
        var talks = Talks();
        talks.BlindRanges.Add(new BlindRange { Id = "hour", Subject = "The hour of effect", Choice = BlindRangeChoice.Earliest, Parties = { Valley.North, Valley.South }, Closes = { Valley.Time("2022-05-01T10:00:00Z"), Valley.Time("2022-05-01T14:00:00Z") }, RoundsOver = 1 });
        Assert.Contains("1 round of 2 closed without a value", Page(talks), StringComparison.Ordinal);
        Assert.Contains("the next round: 2 hours left", Page(talks), StringComparison.Ordinal);
        talks.BlindRanges[0].Result = new RangeValue { Number = 7 };
        Assert.DoesNotContain("next round", Page(talks), StringComparison.Ordinal);
        Assert.Contains("The hour of effect North and South file 7", Page(talks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_is_listed_with_its_state_and_brackets()
    {
        var talks = Talks();
        talks.Texts.Add(new TextStanding { Name = Valley.Draft, State = NegotiatingTextState.Tabled, Time = Valley.At("2022-04-30T12:00:00Z") });
        var text = new NegotiatingText { Name = Valley.Draft, Title = Valley.In(("en", "Ceasefire")), State = NegotiatingTextState.Tabled, Languages = { "en" }, Clauses = { new TextClause { Id = "halt" } }, OpenBrackets = 1 };
        var page = Page(talks, [], text);
        Assert.Contains("Ceasefire under negotiation since 2022-04-30 12:00Z not clean: 1 bracket is open", page, StringComparison.Ordinal);
        Assert.Contains("1 clause in en", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReadinessAnswer.Yes, "Yes: it is as the parties have said.")]
    [InlineData(ReadinessAnswer.Conditional, "On conditions: it is as the parties have said.")]
    [InlineData(ReadinessAnswer.No, "No: it is as the parties have said.")]
    public void An_assessment_is_an_answer_with_the_reasons_of_every_party(ReadinessAnswer answer, string said)
    {
        var condition = new AssessedCondition { Condition = Readiness(ConditionJudge.DeclaringPartyJudges).Conditions[0], Checkable = false };
        var assessment = new AssessReadinessResponse
        {
            Answer = answer,
            Reason = "It is as the parties have said.",
            Parties =
            {
                new PartyReadiness { Party = Valley.North, Answer = ReadinessAnswer.Conditional, Readiness = { "r1" }, Reason = "It is ready on one condition.", Conditions = { condition } },
                new PartyReadiness { Party = Valley.South, Answer = answer, Reason = $"{Valley.South} has said so." },
            },
        };
        var page = Valley.Flat(200, new AssessmentPage(ReadinessSubject.Meet, assessment, Valley.English).Render());
        Assert.Contains($"Can a meeting be offered now? {said}", page, StringComparison.Ordinal);
        Assert.Contains("North conditional It is ready on one condition.", page, StringComparison.Ordinal);
        Assert.Contains(NotCheckable, page, StringComparison.Ordinal);
        Assert.Contains("South has said so.", page, StringComparison.Ordinal);
    }

    private static Negotiation Talks() => new()
    {
        Name = Valley.Talks,
        Title = Valley.In(("en", "Talks about the valley")),
        State = NegotiationState.Open,
        Members =
        {
            new Member { Party = Valley.North, Capacity = MemberCapacity.Party },
            new Member { Party = Valley.South, Capacity = MemberCapacity.Party },
            new Member { Party = Valley.Witness, Capacity = MemberCapacity.Witness },
        },
    };

    private static Readiness Readiness(ConditionJudge judge) => new()
    {
        Id = "r1",
        Party = Valley.North,
        Subject = ReadinessSubject.Meet,
        State = ReadinessState.Standing,
        Conditions = { new ReadinessCondition { Id = "tone", Text = Valley.In(("en", "The tone is constructive.")), On = Valley.South, Judge = judge } },
    };

    private static string Page(Negotiation talks, IEnumerable<Session>? sessions = null, params NegotiatingText[] texts) =>
        Valley.Flat(200, new NegotiationPage(new(talks, [.. sessions ?? []], [.. texts]), Valley.English, Valley.Now).Render());
}
