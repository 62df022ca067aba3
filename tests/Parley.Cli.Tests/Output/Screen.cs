using Parley.Cli.Output;
using Spectre.Console.Rendering;

namespace Parley.Cli.Tests.Output;

/// <summary>What stands on a screen of some width.</summary>
internal static class Screen
{
    public static IReadOnlyList<string> Show(int width, params IEnumerable<IRenderable> page)
    {
        using var output = new StringWriter();
        var shell = new Shell { Output = output, Errors = TextWriter.Null, Environment = name => name == "COLUMNS" ? width.ToString() : null };
        new Terminal(shell, json: false).Write(page);
        return output.ToString().Split('\n')[..^1];
    }

    /// <summary>The text without blanks, isolates and what draws tables.</summary>
    public static string Letters(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not (Bidi.Open or Bidi.Close) && c is not (>= '\u2500' and <= '\u257f')));
}
