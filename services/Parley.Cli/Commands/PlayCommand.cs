using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Parley.Cli.Output;
using Parley.Cli.Scenarios;

namespace Parley.Cli.Commands;

/// <summary><c>parley play FILE</c>: plays a scenario against a server and shows what comes of it.</summary>
internal sealed class PlayCommand : ParleyCommand
{
    private readonly Argument<FileInfo> _file = new("file") { Description = "The scenario." };
    private readonly Option<string[]> _set = new("--set") { Description = "Set a variable: --set run=second.", HelpName = "name=value" };
    private readonly Option<string?> _start = new("--start") { Description = "When the scenario starts, where its file does not say: an instant in UTC.", HelpName = "instant" };
    private readonly Option<bool> _resume = new("--resume") { Description = "Go on with a play that was broken off: what was played is sent again, which changes nothing, and judged no more." };
    private readonly Option<bool> _quiet = new("--no-page") { Description = "Show no page when all is played." };

    public PlayCommand()
        : base("play", "Plays a scenario: every step is sent in its role, and what comes back is compared with what must come back.")
    {
        Arguments.Add(_file);
        Options.Add(_set);
        Options.Add(_start);
        Options.Add(_resume);
        Options.Add(_quiet);
    }

    public override IReadOnlyList<string> Examples =>
    [
        "parley play deploy/scenarios/karabakh-2020.yaml --server http://127.0.0.1:8080 --data ./data",
        "parley play deploy/scenarios/relative.yaml --data ./data --set run=second",
        "parley play deploy/scenarios/karabakh-2020.yaml --data ./data --json | jq 'select(.passed == false)'",
    ];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var scenario = ScenarioFiles.Read(parsed.GetValue(_file)!.ToString());
        var settings = Settings(scenario, parsed, session.Time);
        IPlayClock clock = scenario.Clock == ScenarioClock.Real
            ? new RealClock(session.Time)
            : new ServerClock(session.CallerFor("parley-player", ["operator"]));
        var player = new ScenarioPlayer(r => session.CallerFor(r?.Subject ?? "", r?.Roles), clock, session.Time);
        var page = new PlayPage(session.Terminal);
        page.Begin(scenario, settings);
        StepResult? last = null;
        await foreach (var result in player.Play(scenario, settings, cancellation))
        {
            page.Step(result);
            last = result;
        }

        var passed = last is null or { Passed: true };
        page.End(scenario, last?.Step.Number ?? 0, passed);
        if (passed && !session.Terminal.IsJson && !parsed.GetValue(_quiet))
        {
            await Show(session, scenario, settings, cancellation);
        }

        return passed ? ExitCode.Ok : last!.Failure is { IsUnreachable: true } ? ExitCode.Unreachable : ExitCode.Failed;
    }

    private static async Task Show(Session session, Scenario scenario, PlaySettings settings, CancellationToken cancellation)
    {
        var variables = new Variables(settings.VariablesOf(scenario), settings.Start, settings.Start);
        var role = scenario.ShowAs.Length > 0 ? scenario.Roles[scenario.ShowAs] : null;
        await using var reading = session.ReadAs(role is null ? "" : variables.Fill(role.Subject), role?.Roles.Select(variables.Fill));
        foreach (var name in scenario.Show.Select(s => variables.Fill(s.Name)))
        {
            // A variable set from outside can make another name of it than the one that was checked with the file.
            var view = Views.Of(name) ?? throw new UsageException($"'show': '{name}' is no name of anything that can be shown. {Views.Names}");
            await view(reading, name, cancellation);
        }
    }

    private PlaySettings Settings(Scenario scenario, ParseResult parsed, TimeProvider time)
    {
        var values = ImmutableDictionary<string, string>.Empty;
        foreach (var pair in parsed.GetValue(_set) ?? [])
        {
            var parts = pair.Split('=', 2);
            values = parts.Length == 2 && parts[0].Length > 0
                ? values.SetItem(parts[0], parts[1])
                : throw new UsageException($"--set takes name=value, not '{pair}'.");
        }

        // A play on the wall's clock starts at a whole second to come, and is a run of its own.
        var wall = Instant.FromUnixTimeSeconds(Instant.FromDateTimeOffset(time.GetUtcNow()).ToUnixTimeSeconds() + 1);
        var start = (parsed.GetValue(_start) ?? scenario.Start) is { Length: > 0 } text
            ? InstantPattern.ExtendedIso.Parse(text) is { Success: true } instant ? instant.Value : throw new UsageException($"--start takes an instant in UTC such as 2020-09-27T00:00:00Z, not '{text}'.")
            : scenario.Clock == ScenarioClock.Real ? wall
            : throw new UsageException("The scenario follows the exercise clock but does not say when it starts: add 'start' to it, or give --start.");
        var run = values.GetValueOrDefault("run")
            ?? scenario.Variables.GetValueOrDefault("run")
            ?? (scenario.Clock == ScenarioClock.Real ? start.ToDateTimeUtc().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) : "1");
        return new(start, run, values, parsed.GetValue(_resume));
    }
}
