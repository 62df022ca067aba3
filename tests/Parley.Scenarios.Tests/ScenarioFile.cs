using System.Text.RegularExpressions;
using Xunit;

namespace Parley.Scenarios.Tests;

/// <summary>The scenarios of the house, copied beside the tests.</summary>
internal static partial class ScenarioFile
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>Those that move the exercise clock.</summary>
    public static TheoryData<string> OnTheExerciseClock => [.. Names.Where(n => StartOf(n) is not null)];

    /// <summary>Those that are played on the wall's clock.</summary>
    public static TheoryData<string> OnTheWall => [.. Names.Where(n => StartOf(n) is null)];

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order();

    public static string PathOf(string name) => Path.Combine(Folder, name + ".yaml");

    /// <summary>When the exercise clock starts; null for a scenario of the wall's clock.</summary>
    public static string? StartOf(string name) => Start().Match(File.ReadAllText(PathOf(name))) is { Success: true } start ? start.Groups[1].Value : null;

    /// <summary>The file with all its seconds multiplied but those that an answer is waited for.</summary>
    public static string SlowerBy(int factor, string name) => Seconds().Replace(
        File.ReadAllText(PathOf(name)), m => $"{m.Groups["before"]}{int.Parse(m.Groups["number"].Value) * factor}{m.Groups["unit"]}");

    [GeneratedRegex(@"^start: (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?<before>\+|PT|timeInForce"": )(?<number>\d+)(?<unit>[sS]\b)", RegexOptions.ExplicitCapture)]
    private static partial Regex Seconds();
}
