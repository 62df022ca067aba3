using System.Text.Json.Nodes;
using Parley.Testing;
using Xunit;
using Xunit.v3;

[assembly: Parallelization(MaxThreads = 2)]

namespace Parley.Scenarios.Tests;

/// <summary>Every scenario on the exercise clock comes out as it says, through the public rpcs alone.</summary>
public sealed class ExerciseScenarioTests
{
    [Theory]
    [MemberData(nameof(ScenarioFile.OnTheExerciseClock), MemberType = typeof(ScenarioFile))]
    public async Task Played_EveryStepComesOutAsExpected(string scenario)
    {
        await using var stage = await Stage.Open(ScenarioFile.StartOf(scenario)!);
        Plays.AllPass(await stage.Play(ScenarioFile.PathOf(scenario), "--json"));
    }
}

/// <summary>So does every scenario on the wall's clock.</summary>
public sealed class WallClockScenarioTests : IDisposable
{
    private const int Slower = 4;
    private const int Slowest = 16;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-slower-");

    /// <summary>A busy machine can miss an instant that is seconds away: there, and only there, all is played again with more time between them.</summary>
    [Theory]
    [MemberData(nameof(ScenarioFile.OnTheWall), MemberType = typeof(ScenarioFile))]
    public async Task Played_EveryStepComesOutAsExpected(string scenario)
    {
        for (var factor = 1; ; factor *= Slower)
        {
            var file = Path.Combine(_folder.FullName, $"{factor}.yaml");
            await File.WriteAllTextAsync(file, ScenarioFile.SlowerBy(factor, scenario), TestContext.Current.CancellationToken);
            var play = await Stage.PlayAsUsersDo(file, "--json");
            if (play.ExitCode == 0 || factor == Slowest || Busy.Factor <= 1)
            {
                Plays.AllPass(play);
                return;
            }
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

internal static class Plays
{
    public static void AllPass(CommandLine play)
    {
        var lines = play.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        var failed = lines.Where(l => l["step"] is not null && l["passed"]?.GetValue<bool>() != true).Select(l => l.ToJsonString());
        Assert.True(play.ExitCode == 0, $"exit {play.ExitCode}\n{play.Errors}\n{string.Join('\n', failed)}");
        var steps = lines[0]["steps"]!.GetValue<int>();
        Assert.True(steps > 0);
        Assert.Equal(Enumerable.Range(1, steps), lines.Where(l => l["step"] is not null).Select(l => l["step"]!.GetValue<int>()));
        Assert.Empty(failed);
        Assert.DoesNotContain(lines, l => l["repeated"]?.GetValue<bool>() == true);
    }
}
