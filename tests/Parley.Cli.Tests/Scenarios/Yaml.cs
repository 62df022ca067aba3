using Parley.Cli.Scenarios;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>Scenarios written in a test.</summary>
internal static class Yaml
{
    public const string Head = "scenario: S\nclock: exercise\nstart: 2020-10-10T00:00:00Z\nroles: { m: { subject: m, roles: [mediator] } }\n";

    /// <summary>Steps on the head above; the first stands on line 6.</summary>
    public static Scenario Steps(string steps) => ScenarioReader.Read("s.yaml", $"{Head}steps:\n{steps}");

    /// <summary>What is wrong with a file.</summary>
    public static IReadOnlyList<FileError> Errors(string text) => Assert.Throws<FileErrorsException>(() => ScenarioReader.Read("s.yaml", text)).Errors;

    /// <summary>The one thing that is wrong with a file.</summary>
    public static FileError Error(string text) => Assert.Single(Errors(text));

    /// <summary>The one thing that is wrong with steps.</summary>
    public static FileError ErrorOfSteps(string steps) => Error($"{Head}steps:\n{steps}");
}
