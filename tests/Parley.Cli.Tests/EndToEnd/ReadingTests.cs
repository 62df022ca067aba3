using System.Text.Json.Nodes;
using Google.Protobuf;
using Microsoft.IdentityModel.JsonWebTokens;
using Parley.Cli.Output;
using Parley.V1;

namespace Parley.Cli.Tests.EndToEnd;

/// <summary>What a reader learns from the record after those weeks.</summary>
[Collection(PlayedCollection.Name)]
public sealed class ReadingTests(Played played)
{
    private static readonly string[] AsMediator = ["--as", "mediator"];

    public static TheoryData<int> Widths => [60, 80, 120];

    [Fact]
    public async Task A_conflict_s_page_tells_both_readings_of_the_open_hour_on_every_clock()
    {
        var page = Flat(await Ok("show", Played.Conflict));
        Assert.Contains("The text says “12:00, 10 October”, which leaves the instant open.", page, StringComparison.Ordinal);
        Assert.Contains("2020-10-10 08:00Z, by the clock of Yerevan: 10 Oct 2020 12:00 +04", page, StringComparison.Ordinal);
        Assert.Contains("2020-10-10 09:00Z, by the clock of Moscow: 10 Oct 2020 13:00 +04", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_s_page_tells_that_the_second_truce_reaffirms_the_first_and_does_not_erase_it()
    {
        var page = Flat(await Ok("show", Played.Conflict));
        Assert.Contains("k2-humanitarian reaffirms k1-moscow (“following the statement of 10 October”): it stands beside it and does not erase it. k1-moscow is still on record as in force.", page, StringComparison.Ordinal);
        Assert.Contains("No. 2 of its chain, which has been in force for ", page, StringComparison.Ordinal);
        Assert.Matches("In force since 2020-10-17 20:00Z: for \\d+ days", page);
        Assert.Contains("It is not how long the guns were silent", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_s_page_tells_each_side_s_story_and_that_claims_are_claims()
    {
        var page = Flat(await Ok("show", Played.Conflict));
        Assert.Matches("│ Armenia says +│ Azerbaijan says +│", await Ok("show", Played.Conflict));
        Assert.Contains("Armenia tells its side of “How did the fighting of 27 September begin?”", page, StringComparison.Ordinal);
        Assert.Contains("Ministry of Defence of Armenia, accusation: A few minutes ago Azerbaijan struck Kapan.", page, StringComparison.Ordinal);
        Assert.Contains("Parley holds no finding on any of them.", page, StringComparison.Ordinal);
        Assert.Contains("under embargo until 2020-10-17 18:00Z", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", Played.Conflict)]
    [InlineData("show", Played.Moscow)]
    [InlineData("show", Played.Trilateral)]
    [InlineData("list", Played.Conflict)]
    [InlineData("list", null)]
    [InlineData("forecast", Played.Trilateral)]
    [InlineData("watch", Played.Conflict)]
    public async Task A_page_has_no_names_of_code_in_it(string command, string? name)
    {
        string[] end = command == "watch" ? ["--count", "20"] : [];
        Assert.DoesNotMatch("[A-Z]+_[A-Z_]+|Unspecified|\u001b", await Ok([command, .. name is null ? Array.Empty<string>() : [name], .. AsMediator, .. end]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public async Task No_line_is_wider_than_the_terminal_or_ends_in_blanks_and_no_text_is_cut(int width)
    {
        foreach (var command in new[] { "show " + Played.Conflict, "show " + Played.Trilateral, "forecast " + Played.Trilateral, "list " + Played.Conflict, "list" })
        {
            var ran = await played.Run(width, [.. command.Split(' '), "--lang", "ar", .. AsMediator]);
            Assert.Equal(ExitCode.Ok, ran.Code);
            var lines = ran.Output.Split('\n');
            Assert.All(lines, l => Assert.InRange(Cli.WidthOf(l), 0, width));
            Assert.All(lines, l => Assert.Equal(l.TrimEnd(), l));
            Assert.DoesNotContain('…', ran.Output);
        }

        var page = (await played.Run(width, "show", Played.Conflict, "--lang", "ar")).Output;
        Assert.Contains("ندين التصعيد وندعو", Words(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_colours_nothing_of_the_page_is_lost_and_a_reader_of_Arabic_reads_Arabic()
    {
        var page = await Ok("show", Played.Conflict, "--lang", "ar");
        Assert.Contains("\u2068قره باغ، خريف 2020\u2069", page, StringComparison.Ordinal);
        Assert.Contains("\u2068أرمينيا\u2069", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truce_s_page_tells_its_own_and_its_mechanism_s_term_and_what_comes()
    {
        var output = await Ok(["show", Played.Trilateral, .. AsMediator]);
        Assert.Matches("│ Took effect +│ 2020-11-09 21:00Z +│", output);
        var page = Flat(output);
        Assert.Matches("10 Nov 2020 01:00 \\+04 in (Armenia and Azerbaijan|Azerbaijan and Armenia)", output);
        Assert.Contains("which the text does not say and Parley assumes", page, StringComparison.Ordinal);
        Assert.Contains("notice is in time until 2025-05-09 21:00Z", page, StringComparison.Ordinal);
        Assert.Contains("What comes if nobody acts", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecast_ends_where_it_is_asked_to() =>
        Assert.Contains("Nothing comes by itself", await Ok(["forecast", Played.Trilateral, "--until", "2021-01-01T00:00:00Z", .. AsMediator]), StringComparison.Ordinal);

    [Fact]
    public async Task A_statement_is_shown_in_all_its_languages()
    {
        var json = JsonNode.Parse(await Ok("show", Played.Conflict, "--json"))!;
        var name = json["statements"]!.AsArray().First(s => s!["text"]!["values"]!["ar"] is not null)!["name"]!.ToString();
        var page = await Ok("show", name);
        Assert.Contains("original in ", page, StringComparison.Ordinal);
        Assert.Matches("(?m)^en: ", page);
        Assert.Matches("(?m)^\u2068ar: ", page);
    }

    [Fact]
    public async Task Json_is_the_message_itself()
    {
        var line = await Ok(["show", Played.Moscow, "--json", .. AsMediator]);
        Assert.Equal((await played.Truce(Played.Moscow)).ToByteArray(), JsonParser.Default.Parse<Truce>(line).ToByteArray());
    }

    [Fact]
    public async Task Watch_tells_every_event_once_in_order_and_as_json_byte_for_byte()
    {
        var lines = (await Ok("watch", Played.Conflict, "--json", "--count", "30")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var listed = await new JournalService.JournalServiceClient(played.Parley.Channel).ListEventsAsync(new() { Journal = Played.Conflict, PageSize = 30 });
        Assert.Equal(listed.Events.Select(e => e.ToByteString()), lines.Select(l => JsonParser.Default.Parse<Event>(l).ToByteString()));
        var later = (await Ok("watch", Played.Conflict, "--json", "--from", "29", "-n", "1")).Trim();
        Assert.Equal(lines[28], later);
    }

    [Fact]
    public async Task Watch_tells_people_who_did_what_without_saying_it_twice()
    {
        var lines = (await Ok(["watch", Played.Moscow, "--count", "3", .. AsMediator])).Split('\n');
        Assert.Equal("    1  2020-10-09 23:00Z  a mediator: a draft is recorded: Moscow statement of 10 October 2020", lines[0]);
        Assert.Equal("    2  2020-10-09 23:50Z  Armenia accepts", lines[1]);
    }

    [Fact]
    public async Task List_shows_conflicts_with_their_parties() =>
        Assert.Contains("│ Armenia, Azerbaijan, De facto authorities in Karabakh and Russia │", (await played.Run(width: 200, "list")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Check_of_a_truce_tells_what_its_text_lacks_and_exits_with_one()
    {
        var ran = await played.Run(["check", Played.Moscow, .. AsMediator]);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.Contains("The text is not complete.", ran.Output, StringComparison.Ordinal);
        Assert.Contains("monitoring", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_made_here_is_taken_there()
    {
        var token = (await Ok("token", "party", "--conflict", "karabakh-2020", "--party", "armenia", "--for", "5m")).Trim();
        Assert.Contains("Moscow statement of 10 October 2020", await Ok("show", Played.Moscow, "--token", token), StringComparison.Ordinal);
        var shown = JsonNode.Parse(await Ok("token", "operator", "--json"))!;
        Assert.Equal(shown["id"]!.GetValue<string>(), new JsonWebToken(shown["token"]!.GetValue<string>()).Id);
    }

    private async Task<string> Ok(params string[] args)
    {
        var ran = await played.Run(args);
        Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
        return ran.Output;
    }

    /// <summary>The page on one line, as one would read it aloud down a column.</summary>
    private static string Flat(string page) =>
        string.Join(' ', page.Split('\n').Select(l => l.Contains('│', StringComparison.Ordinal) ? l.Split('│')[^2].Trim() : l.Length > 22 && l.StartsWith("                      ", StringComparison.Ordinal) ? l[22..] : l).Select(l => Stamp.Replace(l, "")));

    private static readonly System.Text.RegularExpressions.Regex Stamp = new(@"^\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d \+\d\d ", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Words(string page) =>
        string.Join(' ', Flat(page).Split(' ').Select(w => w.Trim(Bidi.Open, Bidi.Close)).Where(w => w.Length > 0));
}
