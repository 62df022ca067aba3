using NodaTime;
using Parley.Cli.Scenarios;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>A file is read as it is meant, or everything wrong with it is said, each with its line and what would be right.</summary>
public sealed class ScenarioReaderTests
{
    public static TheoryData<string, int, string> WrongFiles => new()
    {
        { "", 1, "One YAML document is expected; there are 0." },
        { "a: b: c", 1, "This is no YAML" },
        { "scenario: S\nclock: real\nsteps: []\n---\nb: 1\n", 1, "there are 2" },
        { "scenario: S\nclock: real\nsteps: &s [*s]\n", 3, "Write out what it stands for." },
        { "- 1\n", 1, "A scenario must be a mapping of keys to values." },
        { "clock: real\nsteps: []\n", 1, "'scenario' is missing: a text." },
        { "scenario: [S]\nclock: real\nsteps: []\n", 1, "'scenario' must be a text." },
        { "scenario: S\nsteps: []\n", 1, "'clock' is missing: a text." },
        { "scenario: S\nclock: sun\nsteps: []\n", 2, "'clock' must be 'exercise' or 'real', not 'sun'." },
        { "scenario: S\nclock: real\nstart: soon\nsteps: []\n", 3, "'start' must be an instant in UTC such as 2020-09-27T00:00:00Z, not 'soon'." },
        { "scenario: S\nclock: real\nvars: [a]\nsteps: []\n", 3, "'vars' must be a mapping of keys to values." },
        { "scenario: S\nclock: real\nvars:\n  a: 1\n  b: [2]\nsteps: []\n", 5, "'b' must be a text." },
        { "scenario: S\nclock: real\nvars: { a: \"${b}\", b: \"${a}\" }\nsteps: []\n", 1, "refer to one another in a circle" },
        { "scenario: S\nclock: real\nvars: { a: \"${b}\" }\nsteps: []\n", 1, "The variable ${b} is not known here. Known are a, run, start, now." },
        { "scenario: S\nclock: real\nroles:\n  a: { roles: [mediator] }\nsteps: []\n", 4, "'subject' is missing: a text." },
        { "scenario: S\nclock: real\nroles:\n  a: { subject: a }\nsteps: []\n", 4, "'roles' must be a list." },
        { "scenario: S\nclock: real\nroles:\n  a: { subject: a, roles: [king] }\nsteps: []\n", 4, "'king' is no role. Roles are mediator" },
        { "scenario: S\nclock: real\nshowAs: a\nsteps: []\n", 3, "'a' is not one of the scenario's roles: ." },
        { "scenario: S\nclock: real\nshow: \"${b}\"\nsteps: []\n", 3, "'show': The variable ${b} is not known here." },
        { "scenario: S\nclock: real\nshow: { c: conflicts/cc }\nsteps: []\n", 3, "What is shown must be a text." },
        { "scenario: S\nclock: real\nshow: conflicts/cc/truces\nsteps: []\n", 3, "'show': 'conflicts/cc/truces' is no name of anything that can be shown. Names look like" },
        { "scenario: S\nclock: real\nshow:\n  - conflicts/cc\n  - conflicts/cc/negotiations/nn/vault\nsteps: []\n", 5, "'conflicts/cc/negotiations/nn/vault' is no name of anything that can be shown." },
        { "scenario: S\nclock: real\nsteps: {}\n", 3, "'steps' must be a list." },
        { "scenario: S\nclock: real\n", 1, "'steps' must be a list." },
        { "scenario: S\nclock: real\nsteps: []\ncolour: red\n", 4, "'colour' is not a key here. Known are: scenario, about, clock, start, vars, roles, show, showAs, steps." },
        { "scenario: S\nclock: real\nsteps: []\nclock: real\n", 4, "Duplicate key" },
    };

    public static TheoryData<string, int, string> WrongSteps => new()
    {
        { "  - 1\n", 6, "A step must be a mapping of keys to values." },
        { "  - say: S\n    when: noon\n", 7, "'when' must be an instant in UTC such as 2020-10-10T00:00:00Z, or a time after the start such as +5s, not 'noon'." },
        { "  - say: S\n    when: +5\n", 7, "or a time after the start such as +5s" },
        { "  - when: +5s\n  - when: +4s\n", 7, "'when' goes back: +4s is before +5s, line 6. Steps stand in order of time." },
        { "  - when: 2020-10-09T00:00:00Z\n", 6, "'when' goes back: 2020-10-09T00:00:00Z is before the start." },
        { "  - say: S\n    as: m\n", 7, "A step without 'call' only tells and moves the clock: it has 'when' and 'say', not 'as'." },
        { "  - say: S\n    expect: { state: X }\n", 7, "not 'expect'." },
        { "  - call: ListConflicts\n    as: judge\n", 7, "'judge' is not one of the scenario's roles: m." },
        { "  - call: TruceService.GetTruc\n", 6, "There is no rpc 'TruceService.GetTruc'. Did you mean TruceService.GetTruce?" },
        { "  - call: getInstruments\n", 6, "Did you mean ConflictService.ListInstruments?" },
        { "  - call: ListConflicts\n    with: all\n", 7, "'with' must be a message: a mapping of its fields." },
        { "  - call: ListConflicts\n    within: soon\n", 7, "'within' must be a length of time such as 5s, 500ms or 1m30s, not 'soon'." },
        { "  - call: ListConflicts\n    take: 0\n", 7, "'take' must be a whole number from 1 to 1000." },
        { "  - call: ListConflicts\n    take: x\n", 7, "'take' must be a whole number from 1 to 1000." },
        { "  - call: ListConflicts\n    expect: { }\n    refuse: { }\n", 8, "A step has 'expect' or 'refuse', not both." },
        { "  - call: ListConflicts\n    expect: conflicts\n", 7, "Expectations are a mapping of paths to values or matchers." },
        { "  - call: ListConflicts\n    expect:\n      nextPageToken: x\n      conflicts..x: 1\n", 9, "'conflicts..x' is no path. Paths look like" },
        { "  - call: ListConflicts\n    expect: { conflicts: { } }\n", 7, "an empty mapping expects nothing" },
        { "  - call: ListConflicts\n    expect: { nextPageToken: { exists: perhaps } }\n", 7, "'exists' must be true or false, not 'perhaps'." },
        { "  - call: ListConflicts\n    expect: { nextPageToken: { matches: \"(\" } }\n", 7, "this is no regular expression" },
        { "  - call: ListConflicts\n    expect:\n      nextPageToken: x\n      conflict: 1\n", 9, "ListConflictsResponse has no field 'conflict'. It has conflicts, nextPageToken." },
        { "  - call: ListConflicts\n    refuse: { kode: NOT_FOUND }\n", 7, "a refusal has code, reason, message" },
        { "  - call: WatchJournal\n    with: { journal: conflicts/cc }\n    expect: { event: { exists: true } }\n", 8, "what a stream sent begins with 'messages'." },
        { "  - call: ListConflicts\n    capture: { a: conflicts.name }\n", 6, "'name' cannot stand there, since what is before it is a list." },
        { "  - call: ListConflicts\n    say: \"${b}\"\n", 6, "The variable ${b} is not known here." },
        { "  - call: ListConflicts\n    with: { pageToken: \"${local:Mars/Base:start}\" }\n", 6, "the zone Mars/Base is not known. Zones look like Asia/Yerevan." },
        { "  - call: GetTruce\n", 6, "TruceService.GetTruce: name: must be given." },
        { "  - call: GetTruce\n    with:\n      name: conflicts/cc\n", 8, "name: 'conflicts/cc' is no name like conflicts/*/truces/*." },
        { "  - call: GetTruce\n    with:\n      name: conflicts/cc/truces/tt\n      mane: 1\n", 9, "GetTruceRequest has no field 'mane'. It has name, readTime." },
        { "  - call: ListConflicts\n    colour: red\n", 7, "'colour' is not a key here." },
    };

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public void What_is_wrong_with_a_file_is_said_with_its_line(string text, int line, string message)
    {
        var error = Yaml.Error(text);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongSteps))]
    public void What_is_wrong_with_a_step_is_said_with_its_line(string steps, int line, string message)
    {
        var error = Yaml.ErrorOfSteps(steps);
        Assert.Equal(line, error.Line);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_in_order_of_line()
    {
        var errors = Yaml.Errors("scenario: S\nclock: sun\nstart: soon\nsteps:\n  - call: GetTruc\n  - call: GetTruce\n    expect: { x: 1 }\n  - when: noon\n");
        Assert.Equal([2, 3, 5, 6, 7, 8], errors.Select(e => e.Line));
    }

    [Fact]
    public void Nesting_without_end_is_refused() =>
        Assert.Contains("more than 64", Yaml.Error(new string('[', 5000)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_whole_scenario_is_read_as_it_is_meant()
    {
        var scenario = ScenarioReader.Read("s.yaml", """
            scenario: A truce
            about: What happens.
            clock: real
            vars: { c: conflicts/valley }
            roles:
              n: { subject: north, roles: ["party@${c}/parties/north"] }
            show: ${c}
            showAs: n
            steps:
              - when: +1m30s
                say: North accepts.
                as: n
                call: AcceptTruce
                with: { name: "${c}/truces/pause" }
                within: 2s
                expect:
                  state: TRUCE_STATE_DRAFT
                  consents[0]: { state: { not: X }, party: "${c}/parties/north" }
                capture: { tag: etag }
              - call: parley.v1.JournalService/WatchJournal
                with: { journal: "${c}" }
                take: 3
              - say: Nothing more.
            """);
        Assert.Equal(new ShownName("${c}", 7), Assert.Single(scenario.Show));
        Assert.Equal(("A truce", "What happens.", ScenarioClock.Real, "n"), (scenario.Title, scenario.About, scenario.Clock, scenario.ShowAs));
        Assert.Equal(("north", "party@${c}/parties/north"), (scenario.Roles["n"].Subject, Assert.Single(scenario.Roles["n"].Roles)));
        var step = scenario.Steps[0];
        Assert.Equal((1, 10, "n", "TruceService.AcceptTruce", TimeSpan.FromSeconds(2)), (step.Number, step.Line, step.Role, step.Rpc?.Name, step.Within));
        Assert.Equal(
            [("state", Matcher.Equal, 17), ("consents[0].state", Matcher.Not, 18), ("consents[0].party", Matcher.Equal, 18)],
            step.Expect.Select(e => (e.Path.Text, e.Matcher, e.Line)));
        Assert.Equal("etag", Assert.Single(step.Capture).Value.Text);
        Assert.Equal(("JournalService.WatchJournal", 3), (scenario.Steps[1].Rpc?.Name, scenario.Steps[1].Take));
        Assert.Null(scenario.Steps[2].Rpc);
    }

    [Fact]
    public void What_is_shown_at_the_end_may_be_a_list_of_names_of_different_things() =>
        Assert.Equal(
            ["${c}/negotiations/nn/texts/tt", "${c}/negotiations/nn/caucuses/pp", "${c}"],
            ScenarioReader.Read("s.yaml", """
                scenario: S
                clock: real
                vars: { c: conflicts/cc }
                show: ["${c}/negotiations/nn/texts/tt", "${c}/negotiations/nn/caucuses/pp", "${c}"]
                steps: []
                """).Show.Select(s => s.Name));

    [Fact]
    public void A_step_stands_at_its_instant_after_the_start_or_where_the_one_before_stands()
    {
        var start = Instant.FromUtc(2020, 10, 10, 0, 0);
        var steps = Yaml.Steps("  - when: +90s\n  - say: then\n  - when: 2020-10-10T12:00:00Z\n").Steps;
        Assert.Equal(start + Duration.FromSeconds(90), steps[0].At(start, start));
        Assert.Equal(start + Duration.FromHours(1), steps[1].At(start, start + Duration.FromHours(1)));
        Assert.Equal(start + Duration.FromHours(12), steps[2].At(start, start));
    }

    [Fact]
    public void What_must_be_refused_may_break_the_rules_of_the_contract() =>
        Assert.True(Yaml.Steps("  - call: GetTruce\n    refuse: { code: INVALID_ARGUMENT, fieldViolations.#: 1 }\n").Steps[0].Refused);
}
