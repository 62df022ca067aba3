using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>What a negotiating text lacks, leaves open, or says differently in its languages.</summary>
/// <param name="check">What was found.</param>
internal sealed class TextCheckPage(CheckTextResponse check)
{
    public IEnumerable<IRenderable> Render()
    {
        yield return Tables.Heading("What a ceasefire text should hold (UN DPPA guidance, 2022)");
        var table = Tables.Of("Element", "Found", "What was found, or what to add");
        foreach (var element in check.Elements)
        {
            table.AddRow(
                Tables.Lines(Words.Of(element.Element)),
                new RecordText(element.Present ? element.Clause.Length > 0 ? $"in clause {element.Clause}" : "present" : "missing", new Style(element.Present ? Color.Green : Color.Red)),
                new RecordText(element.Message));
        }

        yield return table;
        foreach (var dangling in check.Dangling)
        {
            yield return new RecordText($"! clause {dangling.Clause} ({dangling.Language}) leaves something open: “{Bidi.Isolate(dangling.Words)}”", Tables.Warning);
        }

        foreach (var difference in check.Discrepancies)
        {
            yield return new RecordText(
                $"! clause {difference.Clause}: {difference.Language} and {difference.OtherLanguage} differ: {difference.Message}{Due(difference)}", Tables.Warning);
        }

        if (check.OpenBrackets > 0)
        {
            yield return new RecordText($"! {Words.Count(check.OpenBrackets, "bracket is", "brackets are")} open", Tables.Warning);
        }

        foreach (var flag in Tables.Flags(check.DirectionFlags))
        {
            yield return flag;
        }

        yield return new RecordText(check.Complete
            ? "Nothing is missing, nothing is left open, nothing differs and nothing stands in brackets."
            : "The text is not complete.");
    }

    private static string Due(Discrepancy difference) => difference is { DueBefore: { } one, OtherDueBefore: { } other }
        ? $" (too late from {Words.Of(one)} in {difference.Language}, from {Words.Of(other)} in {difference.OtherLanguage})"
        : "";
}
