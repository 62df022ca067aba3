using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>What the text of a truce lacks, and what it leaves open.</summary>
internal sealed class CheckPage(CheckTruceResponse check)
{
    public IEnumerable<IRenderable> Render()
    {
        var table = Tables.Of("What a ceasefire text should hold (UN DPPA guidance, 2022)", "Element", "", "What was found, or what to add", "Field");
        foreach (var element in check.Elements)
        {
            var color = element.Presence switch { ElementPresence.Present => Color.Green, ElementPresence.Partial => Color.Yellow, _ => Color.Red };
            table.AddRow(
                new RecordText(Words.Of(element.Element)), new RecordText(Words.Of(element.Presence), new Style(color)),
                new RecordText(element.Message), new RecordText(element.Field));
        }

        yield return table;
        foreach (var point in check.DanglingPoints)
        {
            yield return new Rows(new RecordText($"! {point.Field}: {point.Message}{(point.Suspected ? " (found by its words only)" : "")}", new Style(Color.Yellow)));
        }

        yield return new Rows(new RecordText(check.Complete ? "Nothing is missing and nothing dangles." : "The text is not complete."));
    }
}
