using System.Text.Json.Nodes;
using Xunit;
using Xunit.v3;

[assembly: Parallelization(MaxThreads = 2)]

namespace Parley.Scenarios.Tests;

/// <summary>Every scenario on the exercise clock comes out as it says, through the public rpcs alone.</summary>
public sealed class ExerciseScenarioTests
{
    [Theory]
    [MemberData(nameof(ScenarioFile.OnTheExerciseClock), MemberType = typeof(ScenarioFile))]
    public Task Played_EveryStepComesOutAsExpected(string scenario) => Plays.AllPass(scenario);
}

/// <summary>So does every scenario on the wall's clock.</summary>
public sealed class WallClockScenarioTests
{
    [Theory]
    [MemberData(nameof(ScenarioFile.OnTheWall), MemberType = typeof(ScenarioFile))]
    public Task Played_EveryStepComesOutAsExpected(string scenario) => Plays.AllPass(scenario);
}

internal static class Plays
{
    public static async Task AllPass(string scenario)
    {
        await using var stage = await Stage.Open(ScenarioFile.StartOf(scenario));
        var play = await stage.Play(ScenarioFile.PathOf(scenario), "--json");

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
