using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>What the text of a truce lacks, and what it leaves open.</summary>
internal sealed class CheckPage(CheckTruceResponse check)
{
    public IEnumerable<IRenderable> Render()
    {
        yield return Tables.Heading("What a ceasefire text should hold (UN DPPA guidance, 2022)");
        var table = Tables.Of("Element", "Found", "What was found, or what to add");
        foreach (var element in check.Elements)
        {
            var color = element.Presence switch { ElementPresence.Present => Color.Green, ElementPresence.Partial => Color.Yellow, _ => Color.Red };
            table.AddRow(
                Tables.Lines(Words.Of(element.Element)),
                new RecordText(Words.Of(element.Presence), new Style(color)),
                new Rows(new RecordText(element.Message), new RecordText($"field {element.Field}", Tables.Faint)));
        }

        yield return table;
        foreach (var point in check.DanglingPoints)
        {
            yield return new RecordText($"! {point.Message}{(point.Suspected ? " (found by its words only)" : "")} (field {point.Field})", Tables.Warning);
        }

        yield return new RecordText(check.Complete ? "Nothing is missing and nothing is left open." : "The text is not complete.");
    }
}
