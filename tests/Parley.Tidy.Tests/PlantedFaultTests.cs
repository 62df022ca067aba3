using Xunit;

namespace Parley.Tidy.Tests;

/// <summary>The faults that <c>tests/faults</c> plants still fit the code.</summary>
public sealed class PlantedFaultTests
{
    private const string Target = "+++ b/";

    public static TheoryData<string> Patches =>
        [.. Directory.GetFiles(Path.Combine(House.Root, "tests", "faults.d"), "*.patch").Select(p => Path.GetFileName(p)!)];

    [Theory]
    [MemberData(nameof(Patches))]
    public void Every_planted_fault_applies(string patch)
    {
        var code = "";
        var before = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(House.Root, "tests", "faults.d", patch)).Append("@@"))
        {
            if (line.StartsWith(Target, StringComparison.Ordinal))
            {
                code = File.ReadAllText(Path.Combine(House.Root, line[Target.Length..]));
            }
            else if (line.StartsWith("@@", StringComparison.Ordinal) || line.StartsWith("diff ", StringComparison.Ordinal))
            {
                Assert.Contains(string.Join('\n', before), code, StringComparison.Ordinal);
                before.Clear();
            }
            else if (code.Length > 0 && line is [' ' or '-', ..] && !line.StartsWith("--- ", StringComparison.Ordinal))
            {
                before.Add(line[1..]);
            }
        }
    }
}
