using System.Text.RegularExpressions;
using Xunit;

namespace Parley.Tidy.Tests;

/// <summary>What must not stand in the sources.</summary>
public sealed partial class SourceTests
{
    private const int MaxLines = 400;

    [Fact]
    public void No_file_is_longer_than_four_hundred_lines()
    {
        var tooLong = new[] { "services", "tests" }.SelectMany(House.Sources)
            .Select(f => (Name: House.NameOf(f), Lines: File.ReadLines(f).Count()))
            .Where(f => f.Lines > MaxLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_domain_asks_no_clock_draws_no_id_and_throws_no_dice() =>
        Assert.Empty(House.Sources("services/Parley.Domain")
            .SelectMany(f => Impure().Matches(House.CodeOf(f)).Select(m => $"{House.NameOf(f)}: {m.Value}")));

    [Fact]
    public void Sql_stands_in_the_journal_alone() =>
        Assert.Empty(House.Sources("services").Where(f => !House.NameOf(f).StartsWith("services/Parley.Journal/", StringComparison.Ordinal))
            .Where(f => Sql().IsMatch(File.ReadAllText(f))).Select(House.NameOf));

    [Fact]
    public void Nothing_in_services_reads_the_machine_clock_directly() =>
        Assert.Empty(House.Sources("services")
            .SelectMany(f => MachineClock().Matches(House.CodeOf(f)).Select(m => $"{House.NameOf(f)}: {m.Value}")));

    [Fact]
    public void Nothing_blocks_a_thread_to_wait() =>
        Assert.Empty(new[] { "services", "tests" }.SelectMany(House.Sources)
            .SelectMany(f => Blocking().Matches(House.CodeOf(f)).Select(m => $"{House.NameOf(f)}: {m.Value}")));

    /// <summary>As <c>dotnet format</c> sorts them: System first, then the others; the static ones and the aliases after all.</summary>
    [Fact]
    public void Using_directives_are_sorted()
    {
        Assert.Empty(new[] { "services", "tests" }.SelectMany(House.Sources).Where(f => !IsSorted([.. Using().Matches(File.ReadAllText(f)).Select(Rank)])).Select(House.NameOf));

        static bool IsSorted((int Kind, int IsOther, string Name)[] directives) => directives.SequenceEqual(
            directives.OrderBy(d => d.Kind).ThenBy(d => d.IsOther).ThenBy(d => d.Name, StringComparer.InvariantCultureIgnoreCase));

        static (int Kind, int IsOther, string Name) Rank(Match m) => (
            m.Groups["static"].Success ? 1 : m.Groups["alias"].Success ? 2 : 0,
            !m.Groups["alias"].Success && m.Groups["name"].Value.Split('.')[0] == "System" ? 0 : 1,
            m.Groups["alias"].Success ? m.Groups["alias"].Value : m.Groups["name"].Value);
    }

    [GeneratedRegex(@"^using (?<static>static )?((?<alias>\w+) = )?(?<name>[\w.]+).*;$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();

    [GeneratedRegex(@"\b(DateTime(Offset)?\.(Now|UtcNow|Today)|TimeProvider|SystemClock|Stopwatch|Guid\.(NewGuid|CreateVersion7)|Random(NumberGenerator)?\b|\bTask\b|ILogger|Environment\.)")]
    private static partial Regex Impure();

    [GeneratedRegex(@"""[^""\n]*\b(SELECT\s+.+\s+FROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Sql();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex MachineClock();

    [GeneratedRegex(@"\bThread\.Sleep\b|\.GetAwaiter\(\)\.GetResult\(\)")]
    private static partial Regex Blocking();
}
