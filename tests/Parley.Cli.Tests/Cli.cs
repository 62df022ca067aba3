using System.Text.RegularExpressions;

namespace Parley.Cli.Tests;

/// <summary>What a run of <c>parley</c> wrote and how it ended.</summary>
internal sealed record Ran(int Code, string Output, string Errors)
{
    public IReadOnlyList<string> ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs <c>parley</c> in this process, as a shell would.</summary>
internal static partial class Cli
{
    /// <summary>A port of loopback on which nothing listens: below 1024, and of no known service.</summary>
    public const string Nobody = "http://127.0.0.1:9";

    public static Task<Ran> Run(params string[] args) => Run(new Dictionary<string, string>(StringComparer.Ordinal), args);

    public static async Task<Ran> Run(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var shell = new Shell { Output = output, Errors = errors, Environment = environment.GetValueOrDefault };
        var code = await new App(shell).Run(args, TestContext.Current.CancellationToken);
        return new(code, output.ToString(), errors.ToString());
    }

    /// <summary>The words of an example as a shell would split it, without what it pipes the output to or puts it into.</summary>
    public static string[] Words(string example)
    {
        var command = Inner().Match(example) is { Success: true } inner ? inner.Groups[1].Value : example.Split('|')[0];
        return [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>How wide a line is on a terminal that draws isolates and combining marks without width.</summary>
    public static int WidthOf(string line) => line.EnumerateRunes().Count(r => System.Text.Rune.GetUnicodeCategory(r)
        is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.NonSpacingMark));

    [GeneratedRegex(@"\$\((.*)\)", RegexOptions.None, 1000)]
    private static partial Regex Inner();
}
