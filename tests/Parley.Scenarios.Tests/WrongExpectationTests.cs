using Xunit;

namespace Parley.Scenarios.Tests;

/// <summary>A play that does not come out as expected says so, shows what came back, and stops there.</summary>
public sealed class WrongExpectationTests : IDisposable
{
    private const string Scenario = "gaza-2023";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-wrong-");

    [Fact]
    public async Task AnAnswerThatIsNotAsExpected_ExitsNonZero_AndShowsTheAnswer()
    {
        var play = await Spoiled("\"term.extensions\": 3 }", "\"term.extensions\": 4 }");

        Assert.Equal(1, play.ExitCode);
        Assert.Contains("term.extensions: expected 4, came 3", play.Output, StringComparison.Ordinal);
        Assert.Contains("What was sent:", play.Output, StringComparison.Ordinal);
        Assert.Contains("What came back:", play.Output, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"TRUCE_STATE_IN_FORCE\"", play.Output, StringComparison.Ordinal);
        Assert.Contains("the rest was not played", play.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The public record counts seven days", play.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusalThatIsNotExpected_ExitsNonZero_AndShowsTheRefusal()
    {
        var play = await Spoiled("refuse: { code: FAILED_PRECONDITION, reason: EXTENSION_EXCEEDS_CAP, metadata: { cap: 2023-12-04T05:00:00Z } }", "expect: { \"term.extensions\": 9 }");

        Assert.Equal(1, play.ExitCode);
        Assert.Contains("expected a success, came FAILED_PRECONDITION EXTENSION_EXCEEDS_CAP", play.Output, StringComparison.Ordinal);
        Assert.Contains("cap = 2023-12-04T05:00:00Z", play.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASuccessWhereARefusalIsExpected_ExitsNonZero_AndShowsTheAnswer()
    {
        var play = await Spoiled("expect: { state: TRUCE_STATE_EXPIRED, \"ending.time\": 2023-12-01T05:00:00Z, \"ending.actor\": { exists: false }, \"term.ended\": true }", "refuse: { code: NOT_FOUND }");

        Assert.Equal(1, play.ExitCode);
        Assert.Contains("expected a refusal, came a success", play.Output, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"TRUCE_STATE_EXPIRED\"", play.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Plays a scenario in which one expectation is another.</summary>
    private async Task<CommandLine> Spoiled(string right, string wrong)
    {
        var text = await File.ReadAllTextAsync(ScenarioFile.PathOf(Scenario), TestContext.Current.CancellationToken);
        Assert.Contains(right, text, StringComparison.Ordinal);
        var file = Path.Combine(_folder.FullName, "spoiled.yaml");
        await File.WriteAllTextAsync(file, text.Replace(right, wrong, StringComparison.Ordinal), TestContext.Current.CancellationToken);

        await using var stage = await Stage.Open(ScenarioFile.StartOf(Scenario)!);
        return await stage.Play(file);
    }
}
