using System.Text.Json.Nodes;

namespace Parley.Cli.Tests.Commands;

/// <summary>What is wrong with a command line is said in one line that tells what to do, and the exit code tells scripts.</summary>
public sealed class UsageTests : IDisposable
{
    private const string Truce = "conflicts/valley/truces/pause";
    private const string Talks = "conflicts/valley/negotiations/geneva";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-cli-");

    public static TheoryData<string, string> Wrong => new()
    {
        { "show valley", "Names look like" },
        { "list valley", "Names look like" },
        { "show conflicts/valley/negotiations/geneva/vault", "Names look like" },
        { "show conflicts/valley/negotiations", "parley list conflicts/valley/negotiations." },
        { $"list {Talks}", $"parley show {Talks}." },
        { "list conflicts/valley/truces", "conflicts/karabakh-2020, of which truces and talks are listed" },
        { "assess conflicts/valley meet", "It looks like conflicts/valley/negotiations/geneva." },
        { $"assess {Talks} meet --party north", "It looks like conflicts/valley/parties/north." },
        { "forecast conflicts/valley", "It looks like conflicts/karabakh-2020/truces/k1-moscow." },
        { $"watch {Talks}/vault", "no name of a conflict, a truce" },
        { $"check {Talks}", "Names look like conflicts/karabakh-2020/truces/k1-moscow or conflicts/valley/negotiations/geneva/texts/draft." },
        { "assess conflicts/valley/negotiations/geneva dance", "It is one of meet, talk, cease-fire, exchange, accept-mediation, sign." },
        { "show conflicts/valley --as mediator", "--data FOLDER or PARLEY_DATA" },
        { "show conflicts/valley --as anna:king --data d", "'king' is no role" },
        { "show conflicts/valley --as mediator --token t --data d", "leave one of them away" },
        { "show conflicts/valley --server valley", "It looks like http://127.0.0.1:8080" },
        { "show conflicts/valley --server ftp://valley", "It looks like http://127.0.0.1:8080" },
        { $"forecast {Truce} --until tomorrow", "an instant in UTC such as 2031-01-01T00:00:00Z" },
        { "watch conflicts/valley --from 0", "--from counts from 1" },
        { "watch conflicts/valley --count -1", "no less than 0" },
        { "token king --data d", "Roles are mediator" },
        { "token mediator", "--data FOLDER or PARLEY_DATA" },
        { "token mediator --data nowhere", "Start Parley once with the data folder nowhere" },
        { "token mediator --data d --for long", "a length of time such as 30m" },
        { "token party --party north --data d", "--conflict" },
        { "token party@conflicts/valley/parties/north --conflict valley --data d", "needs no --conflict" },
        { "play nowhere.yaml", "cannot be read" },
        { "check nowhere.yaml", "cannot be read" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task A_wrong_command_line_is_said_in_one_line_that_tells_what_to_do(string line, string advice)
    {
        var ran = await Cli.Run(Cli.Words(line));
        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains(advice, Assert.Single(ran.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("fly")]
    [InlineData("show conflicts/valley --wings")]
    [InlineData("watch conflicts/valley --count many")]
    public async Task What_is_no_command_line_at_all_exits_with_two(string line) => Assert.Equal(ExitCode.Usage, (await Cli.Run(Cli.Words(line))).Code);

    [Theory]
    [InlineData("show conflicts/valley")]
    [InlineData("show " + Truce)]
    [InlineData("list")]
    [InlineData("list conflicts/valley")]
    [InlineData("watch conflicts/valley")]
    [InlineData("forecast " + Truce)]
    [InlineData("check " + Truce)]
    [InlineData("show " + Talks)]
    [InlineData("show " + Talks + "/texts/draft")]
    [InlineData("show " + Talks + "/caucuses/north")]
    [InlineData("list " + Talks + "/texts")]
    [InlineData("check " + Talks + "/texts/draft")]
    [InlineData("assess " + Talks + " meet")]
    [InlineData("watch " + Talks)]
    public async Task Where_no_server_answers_one_line_says_so_and_what_to_do(string line)
    {
        var ran = await Cli.Run([.. Cli.Words(line), "--server", Cli.Nobody]);
        Assert.Equal(ExitCode.Unreachable, ran.Code);
        var said = Assert.Single(ran.ErrorLines);
        Assert.Contains(Cli.Nobody, said, StringComparison.Ordinal);
        Assert.Contains("--server or PARLEY_SERVER", said, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task The_server_may_stand_in_the_environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PARLEY_SERVER"] = Cli.Nobody };
        Assert.Contains(Cli.Nobody, (await Cli.Run(environment, "list")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_gets_the_failure_as_json()
    {
        var ran = await Cli.Run("list", "--json", "--server", Cli.Nobody);
        Assert.Equal(ExitCode.Unreachable, ran.Code);
        Assert.Equal("UNAVAILABLE", (string?)JsonNode.Parse(ran.Output)!["error"]!["code"]);
    }

    [Fact]
    public async Task Check_lists_every_fault_of_a_file_each_on_a_line_that_an_editor_can_jump_to()
    {
        var file = Write("terms.yaml", "title: { values: { en: 12 } }\nparties:\n  - { party: north }\n  - { partie: south }\ncolour: red\ntruceClass: TRUCE_CLASS_HUMAN\n");
        var ran = await Cli.Run("check", file);
        Assert.Equal(ExitCode.Failed, ran.Code);
        Assert.Equal(
            [
                $"{file}:1: reciprocity: must be given.",
                $"{file}:1: publicity: must be given.",
                $"{file}:1: term: must be given.",
                $"{file}:1: title.values.en: must be a text: put 12 into quotes.",
                $"{file}:4: parties[1].partie: TruceParty has no field 'partie'. It has party, label.",
            ],
            ran.Output.Split('\n').Order(StringComparer.Ordinal).Where(l => l.Contains(":1:", StringComparison.Ordinal) || l.Contains(":4:", StringComparison.Ordinal))
                .OrderBy(l => Array.FindIndex(["reciprocity", "publicity", "term:", "title", "partie"], w => l.Contains($" {w}", StringComparison.Ordinal))));
        Assert.Contains($"{file}:5: colour: TruceTerms has no field 'colour'.", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:6: truceClass: 'TRUCE_CLASS_HUMAN' is no TruceClass. It is one of ", ran.Output, StringComparison.Ordinal);
        Assert.Empty(ran.Errors);
    }

    [Fact]
    public async Task Check_gives_scripts_the_faults_as_json()
    {
        var file = Write("scenario.yaml", "scenario: S\nclock: sun\nsteps: []\n");
        var json = JsonNode.Parse((await Cli.Run("check", file, "--json")).Output)!;
        Assert.Equal("a scenario", (string?)json["kind"]);
        Assert.Equal(2, (int?)json["errors"]![0]!["line"]);
    }

    [Fact]
    public async Task A_bad_scenario_is_not_played()
    {
        var file = Write("scenario.yaml", "scenario: S\nclock: sun\nsteps: []\n");
        var ran = await Cli.Run("play", file, "--server", Cli.Nobody);
        Assert.Equal(ExitCode.Usage, ran.Code);
        Assert.Contains($"{file}:2: ", Assert.Single(ran.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("karabakh-2020.yaml")]
    [InlineData("relative.yaml")]
    public async Task The_scenarios_of_the_house_are_well_formed(string file)
    {
        var ran = await Cli.Run("check", Path.Combine(House.Scenarios, file));
        Assert.Equal((ExitCode.Ok, ""), (ran.Code, ran.Errors));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }
}
