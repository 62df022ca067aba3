using System.Text.Json.Nodes;
using Google.Protobuf;
using Parley.Cli.Output;
using Parley.V1;

namespace Parley.Cli.Tests.EndToEnd;

/// <summary>What those who take part in talks read of them, and what everybody else does not.</summary>
[Collection(PlayedCollection.Name)]
public sealed class TalksTests(Talked talked) : IClassFixture<Talked>
{
    private const string Mediator = "mediator";
    private const string North = "party@conflicts/valley/parties/north";
    private const string Anna = "anna:" + North;
    private const string South = "party@conflicts/valley/parties/south";
    private const string Lakeland = "party@conflicts/valley/parties/lakeland";

    public static TheoryData<string> Read =>
    [
        "show conflicts/valley", "list conflicts/valley", $"show {Talked.Talks}", $"show {Talked.Draft}", $"show {Talked.Room}", $"show {Talked.Desk}", .. Lists,
    ];

    public static TheoryData<string> Lists =>
    [
        "list conflicts/valley/negotiations", $"list {Talked.Talks}/texts", $"list {Talked.Talks}/sessions", $"list {Talked.Room}/messages", $"list {Talked.Room}/sessions", $"list {Talked.Desk}/notes", $"list {Talked.Desk}/relays",
    ];

    [Fact]
    public async Task A_text_s_page_shows_the_bracket_with_its_option_and_proposer_and_the_time_left_of_silence()
    {
        var page = await Ok(South, "show", Talked.Draft);
        Assert.Contains("[All fire ceases.]", page, StringComparison.Ordinal);
        Assert.Contains("[All fire ceases on Monday.]", page, StringComparison.Ordinal);
        Assert.Contains("proposed by South", page, StringComparison.Ordinal);
        Assert.Contains("agreed ad referendum by North", page, StringComparison.Ordinal);
        Assert.Contains("not clean: 1 bracket is open", page, StringComparison.Ordinal);
        Assert.Matches(@"running until 2031-05-02 08:00Z: \d+ days .*left", page);
    }

    [Fact]
    public async Task A_negotiation_s_page_shows_members_readiness_sessions_and_texts()
    {
        var page = await Ok(Mediator, "show", Talked.Talks);
        Assert.Contains("anna, head of delegation, foreign minister", page, StringComparison.Ordinal);
        Assert.Contains("not checkable: the declaring party judges it", page, StringComparison.Ordinal);
        Assert.Contains("Plenary session", page, StringComparison.Ordinal);
        Assert.Contains("Ceasefire in the valley", page, StringComparison.Ordinal);
        Assert.DoesNotContain("June", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caucus_s_page_is_for_its_member_and_the_mediators_and_nobody_else_learns_that_it_is_there()
    {
        Assert.StartsWith("For North and the mediators only.", await Ok(Mediator, "show", Talked.Room), StringComparison.Ordinal);
        var page = await Ok(Anna, "show", Talked.Room);
        Assert.Contains("en: We can wait until June.", page, StringComparison.Ordinal);
        Assert.Contains("for the mediators only", page, StringComparison.Ordinal);
        Assert.Contains("Receipts of what was sealed", page, StringComparison.Ordinal);
        Assert.Contains("What June would mean", page, StringComparison.Ordinal);
        var refused = await talked.As(South, 120, "show", Talked.Room);
        var none = await talked.As(South, 120, "show", Talked.Talks + "/caucuses/nobody");
        Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
        Assert.Equal(none.ErrorLines[0], refused.ErrorLines[0]);
    }

    [Fact]
    public async Task The_desk_s_page_shows_the_mediators_what_they_noted_and_conveyed_and_nobody_else_anything()
    {
        var page = await Ok(Mediator, "show", Talked.Desk);
        Assert.StartsWith("For the mediators only.", page, StringComparison.Ordinal);
        Assert.Contains("en: Ask South about June.", page, StringComparison.Ordinal);
        Assert.Contains("from South to North", page, StringComparison.Ordinal);
        Assert.Contains("en: Roads may be open earlier than June.", page, StringComparison.Ordinal);
        var json = JsonNode.Parse(await Ok(Mediator, "show", Talked.Desk, "--json"))!;
        Assert.Equal((1, 1), (json["notes"]!.AsArray().Count, json["relays"]!.AsArray().Count));
        foreach (var outsider in new[] { Anna, South, Lakeland })
        {
            var refused = await talked.As(outsider, 120, "show", Talked.Desk);
            Assert.Equal((ExitCode.Failed, ""), (refused.Code, refused.Output));
            Assert.Equal("NOT_FOUND", refused.ErrorLines[0]);
        }
    }

    [Theory]
    [InlineData("show")]
    [InlineData("list")]
    public async Task A_conflict_tells_of_its_negotiations_those_who_may_list_them_and_nobody_else(string command)
    {
        foreach (var reader in new[] { Mediator, Anna, South })
        {
            var page = await Ok(reader, command, "conflicts/valley");
            Assert.Contains("Negotiations that are open to you", page, StringComparison.Ordinal);
            Assert.Matches("Geneva talks about the valley +│ North +│ open", page);
            Assert.Contains("Lakeland (witness)", page, StringComparison.Ordinal);
            Assert.Contains(Talked.Talks, await Ok(reader, command, "conflicts/valley", "--json"), StringComparison.Ordinal);
        }

        foreach (var reader in new[] { North, "observer@conflicts/valley", "party@conflicts/karabakh-2020/parties/armenia" })
        {
            Assert.Equal(await Public(), await Ok(reader, command, "conflicts/valley"));
            Assert.Equal(await Public("--json"), await Ok(reader, command, "conflicts/valley", "--json"));
        }

        Assert.DoesNotMatch("(?i)negotiations(?!\":\\[\\])|Geneva|talks", await Public() + await Public("--json"));

        async Task<string> Public(params string[] options)
        {
            var ran = await talked.AsAnyone(200, [command, "conflicts/valley", .. options]);
            Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
            return ran.Output;
        }
    }

    [Fact]
    public async Task Who_may_list_no_negotiation_is_told_how_to_read_more_whether_there_are_any_or_not()
    {
        var ran = await talked.AsAnyone(120, "list", "conflicts/valley/negotiations");
        Assert.Equal(ExitCode.Ok, ran.Code);
        Assert.Contains("--as mediator", Assert.Single(ran.ErrorLines), StringComparison.Ordinal);
        var none = await talked.AsAnyone(120, "list", "conflicts/karabakh-2020/negotiations");
        Assert.Equal((none.Output, none.Errors), (ran.Output, ran.Errors));
        Assert.Contains("--as anna:party@", Assert.Single((await talked.As(North, 120, "list", "conflicts/valley/negotiations")).ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_somebody_is_accredited_who_is_not_reads_nothing_and_is_told_how_to_read()
    {
        Assert.Contains("Geneva talks", await Ok(Anna, "show", Talked.Talks), StringComparison.Ordinal);
        var ran = await talked.As(North, 120, "show", Talked.Talks);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.Contains("--as anna:party@", ran.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assessment_is_conditional_and_says_what_no_machine_can_check()
    {
        var page = await Ok(South, "assess", Talked.Talks, "meet");
        Assert.Contains("On conditions: every party has declared it", page, StringComparison.Ordinal);
        Assert.Contains("not checkable: the declaring party judges it", page, StringComparison.Ordinal);
        Assert.Contains("No: at least one party has not declared it", await Ok(South, "assess", Talked.Talks, "sign"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Read))]
    public async Task What_is_read_fits_the_terminal_and_has_no_names_of_code_in_it(string line)
    {
        foreach (var width in new[] { 60, 120 })
        {
            var ran = await talked.As(Mediator, width, Cli.Words(line));
            Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
            Assert.DoesNotMatch("[A-Z]+_[A-Z_]+|Unspecified|\u001b", ran.Output);
            Assert.All(ran.Output.Split('\n'), l => Assert.InRange(Cli.WidthOf(l), 0, width));
            Assert.All(ran.Output.Split('\n'), l => Assert.Equal(l.Count(c => c == Bidi.Open), l.Count(c => c == Bidi.Close)));
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_gives_scripts_one_message_a_line_each_of_which_can_be_shown(string line)
    {
        var first = (await Ok(Mediator, [.. Cli.Words(line), "--json"])).Split('\n')[0];
        var name = (string)JsonNode.Parse(first)!["name"]!;
        Assert.Equal(first, (await Ok(Mediator, "show", name, "--json")).TrimEnd());
        Assert.NotEmpty(await Ok(Mediator, "show", name));
    }

    [Fact]
    public async Task Check_of_a_text_tells_what_it_lacks_and_exits_with_one()
    {
        var ran = await talked.As(South, 120, "check", Talked.Draft);
        Assert.Equal((ExitCode.Failed, ""), (ran.Code, ran.Errors));
        Assert.Contains("! 1 bracket is open", ran.Output, StringComparison.Ordinal);
        Assert.Contains("The text is not complete.", ran.Output, StringComparison.Ordinal);
        Assert.False(JsonParser.Default.Parse<CheckTextResponse>((await talked.As(South, 120, "check", Talked.Draft, "--json")).Output).Complete);
    }

    [Theory]
    [InlineData(Talked.Talks, "a mediator: the record of talks is opened: Geneva talks about the valley")]
    [InlineData(Talked.Draft, "a mediator: a text is put on the table: Ceasefire in the valley, 2 clauses")]
    [InlineData(Talked.Room, "the room of North and the mediators is opened")]
    public async Task Watch_tells_what_happened_in_words(string journal, string words) =>
        Assert.Contains(words, await Ok(Mediator, "watch", journal, "--count", "1"), StringComparison.Ordinal);

    [Fact]
    public async Task Watch_tells_of_the_amendment_and_who_proposed_it() =>
        Assert.Contains(
            "South proposes amendment later: option, of clause halt, “All fire ceases on Monday.” – The roads are flooded.",
            await Ok(Mediator, "watch", Talked.Draft, "--count", "5"),
            StringComparison.Ordinal);

    private async Task<string> Ok(string role, params string[] args)
    {
        var ran = await talked.As(role, 200, args);
        Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
        return ran.Output;
    }
}
