using System.Text.Json.Nodes;
using Parley.Cli.Scenarios;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Cli.Tests.EndToEnd;

/// <summary>Scenarios played against a real server, with their failures.</summary>
[Collection(PlayedCollection.Name)]
public sealed class PlayingTests(Played played)
{
    [Fact]
    public void The_autumn_of_2020_comes_out_as_expected_and_is_shown()
    {
        Assert.Equal((ExitCode.Ok, ""), (played.Play.Code, played.Play.Errors));
        var scenario = ScenarioReader.Read("s", File.ReadAllText(Played.ScenarioFile));
        Assert.Contains($"All {scenario.Steps.Length} steps came out as expected.", played.Play.Output, StringComparison.Ordinal);
        Assert.Contains("refused, as it must be: INVALID_ARGUMENT ZONE_MISSING", played.Play.Output, StringComparison.Ordinal);
        Assert.Contains("How the truces stand to each other", played.Play.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Played_again_it_says_that_the_clock_is_past_the_start_and_what_to_do()
    {
        var ran = await played.Run("play", Played.ScenarioFile);
        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains("--resume", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resumed_it_changes_nothing()
    {
        var before = await LastVersion();
        var ran = await played.Run("play", Played.ScenarioFile, "--resume", "--no-page");
        Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
        Assert.Contains("sent again, not judged", ran.Output, StringComparison.Ordinal);
        Assert.Equal(before, await LastVersion());
    }

    [Fact]
    public async Task The_first_expectation_that_fails_is_shown_with_its_line_and_what_was_sent_and_came_back()
    {
        var ran = await Play("""
              - say: A conflict that is called otherwise.
                call: GetConflict
                with: { name: conflicts/karabakh-2020 }
                expect:
                  parties.#: 4
                  title.values.ar: { contains: هدنة }
              - say: This is not reached.
            """);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.Contains("✗   1", ran.Output, StringComparison.Ordinal);
        Assert.Contains("Line 11 of the scenario: title.values.ar: expected contains \"هدنة\", came \"قره باغ، خريف 2020\"", ran.Output.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("What was sent:\n{\n  \"name\": \"conflicts/karabakh-2020\"\n}", ran.Output, StringComparison.Ordinal);
        Assert.Contains("What came back:\n{\n  \"name\": \"conflicts/karabakh-2020\",", ran.Output, StringComparison.Ordinal);
        Assert.Contains("Step 1 of 2 did not come out as expected; the rest was not played.", ran.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not reached", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_was_not_expected_is_shown_with_every_field_and_reason()
    {
        var ran = await Play("""
              - call: CreateTruce
                as: m
                with:
                  parent: conflicts/karabakh-2020
                  truceId: refused
                  terms:
                    title: { values: { en: T } }
                    truceClass: TRUCE_CLASS_HUMANITARIAN_PAUSE
                    reciprocity: TRUCE_RECIPROCITY_BILATERAL
                    publicity: PUBLICITY_PUBLIC
                    parties: [{ party: conflicts/karabakh-2020/parties/armenia }, { party: conflicts/karabakh-2020/parties/azerbaijan }]
                    effect: { at: { localTime: "2021-01-01T12:00" } }
                    term: { indefinite: {} }
            """);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.Contains("the answer: expected a success, came INVALID_ARGUMENT ZONE_MISSING", ran.Output, StringComparison.Ordinal);
        Assert.Contains("terms.effect.at", ran.Output, StringComparison.Ordinal);
        Assert.Contains("candidates = ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_every_step_as_json()
    {
        var ran = await Play("  - say: Said.\n  - call: GetConflict\n    with: { name: conflicts/nowhere }\n    refuse: { code: NOT_FOUND }\n", "--json");
        Assert.Equal(ExitCode.Ok, ran.Code);
        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(2, (int?)lines[0]["steps"]);
        Assert.Equal("NOT_FOUND", (string?)lines[2]["error"]!["code"]);
        Assert.Equal((2, true), ((int?)lines[3]["played"], (bool?)lines[3]["passed"]));
    }

    [Fact]
    public async Task A_variable_set_from_outside_goes_before_the_file_s_own()
    {
        var ran = await Play("  - say: About ${c}.\n", "--set", "c=conflicts/karabakh-2020");
        Assert.Contains("About conflicts/karabakh-2020.", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_is_raneach_name_is_shown_in_order_just_as_show_would_show_it_to_that_role()
    {
        var ran = await PlayAndShow("showAs: m\nshow: [\"${c}/truces/k1-moscow\", \"${c}\"]\n");
        Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
        var truce = await played.Run("show", Played.Moscow, "--as", "mediator");
        var conflict = await played.Run("show", Played.Conflict, "--as", "mediator");
        Assert.EndsWith($"All 1 steps came out as expected.\n{truce.Output}{conflict.Output}", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_role_that_it_is_shown_to_may_not_read_is_not_shown()
    {
        var ran = await PlayAndShow("show: [\"${c}\", \"${c}/truces/k1-moscow\"]\n");
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.EndsWith((await played.Run("show", Played.Conflict)).Output, ran.Output, StringComparison.Ordinal);
        Assert.StartsWith("NOT_FOUND\n", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_page_is_shown_where_none_is_wanted()
    {
        var ran = await PlayAndShow("showAs: m\nshow: [\"${c}/truces/k1-moscow\", \"${c}\"]\n", "--no-page");
        Assert.EndsWith("All 1 steps came out as expected.\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_server_a_play_ends_with_three_and_one_line()
    {
        var ran = await Cli.Run("play", Played.ScenarioFile, "--data", Path.Combine(played.Folder, "data"), "--server", Cli.Nobody);
        Assert.Equal(ExitCode.Unreachable, ran.Code);
        Assert.Contains("No Parley answers at http://127.0.0.1:9", Assert.Single(ran.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_is_told_how_one_reads_as_somebody()
    {
        var ran = await played.Run("show", Played.Moscow);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.StartsWith("NOT_FOUND\n", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("--as mediator", ran.ErrorLines[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("--as mediator", (await played.Run("show", "conflicts/karabakh-2020/truces/none", "--as", "mediator")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_request_is_shown_with_its_field_and_reason()
    {
        var ran = await played.Run("forecast", Played.Trilateral, "--until", "1990-01-01T00:00:00Z", "--as", "mediator");
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.StartsWith("INVALID_ARGUMENT", ran.Errors, StringComparison.Ordinal);
        Assert.Matches("^  until: [A-Z_]+: ", ran.ErrorLines[1]);
    }

    [Fact]
    public async Task Whose_token_is_not_accepted_is_told_where_it_came_from_and_how_to_get_another()
    {
        var given = await played.Run("show", Played.Conflict, "--token", "rubbish");
        Assert.Equal(ExitCode.Failed, given.Code);
        Assert.StartsWith("UNAUTHENTICATED TOKEN_INVALID\n", given.Errors, StringComparison.Ordinal);
        Assert.Contains("--token or PARLEY_TOKEN", given.ErrorLines[^1], StringComparison.Ordinal);

        var elsewhere = Directory.CreateTempSubdirectory("parley-cli-elsewhere-");
        LocalSigningKey.LoadOrCreate(elsewhere.FullName).Dispose();
        var made = await played.Run("show", Played.Conflict, "--as", "mediator", "--data", elsewhere.FullName);
        elsewhere.Delete(recursive: true);
        Assert.Equal(ExitCode.Failed, made.Code);
        Assert.Contains($"made with the key in {elsewhere.FullName}.", made.ErrorLines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_Parley_is_said_to_be_none()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        using var done = new CancellationTokenSource();
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(done.Token);
                await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), done.Token);
            }
        });
        var ran = await Cli.Run("list", "--server", $"http://{listener.LocalEndpoint}");
        await done.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answering);
        Assert.Equal(ExitCode.Unreachable, ran.Code);
        Assert.Contains("No Parley answers at", Assert.Single(ran.ErrorLines), StringComparison.Ordinal);
    }

    private Task<Ran> Play(string steps, params string[] args) => PlayFile("vars: { c: x }\n", steps, args);

    private Task<Ran> PlayAndShow(string shown, params string[] args) => PlayFile($"vars: {{ c: {Played.Conflict} }}\n{shown}", "  - say: Said.\n", args);

    private async Task<Ran> PlayFile(string head, string steps, string[] args)
    {
        var file = Path.Combine(played.Folder, $"{Guid.NewGuid():N}.yaml");
        await File.WriteAllTextAsync(file, $"scenario: T\nclock: real\n{head}roles: {{ m: {{ subject: m, roles: [mediator] }} }}\nsteps:\n{steps}", TestContext.Current.CancellationToken);
        return await played.Run(["play", file, .. args]);
    }

    private async Task<long> LastVersion()
    {
        var events = await new JournalService.JournalServiceClient(played.Parley.Channel).ListEventsAsync(new() { Journal = Played.Conflict, PageSize = 500 });
        return events.Events[^1].Version;
    }
}
