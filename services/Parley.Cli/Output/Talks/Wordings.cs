using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>One line of a text in its languages.</summary>
/// <param name="Label">What stands beside it: the clause, the amendment, the meaning.</param>
/// <param name="Words">Its words in a language; null where nothing is to be said of it.</param>
internal sealed record Wording(IReadOnlyList<RecordText> Label, Func<string, IRenderable?> Words);

/// <summary>
/// A text in its languages: side by side where every column is wide enough to be read, else one below the other. Nothing is cut either way.
/// </summary>
/// <param name="languages">The languages, in the text's order.</param>
/// <param name="heads">What stands above a language.</param>
/// <param name="wordings">The text.</param>
internal sealed class Wordings(IReadOnlyList<string> languages, Func<string, string> heads, IReadOnlyList<Wording> wordings) : Renderable
{
    /// <summary>The least width of a column in which words are still read and not spelled.</summary>
    private const int LeastColumn = 22;

    private const int LeastLabel = 20;
    private const int MostLabel = 34;

    /// <summary>A blank on each side of a cell, and its border.</summary>
    private const int Frame = 3;

    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var label = Math.Clamp(maxWidth / 4, LeastLabel, MostLabel);
        var column = languages.Count == 0 ? 0 : ((maxWidth - label - Frame - 1) / languages.Count) - Frame;
        IRenderable layout = column >= LeastColumn ? Columns(label, column) : new Rows(wordings.SelectMany(Stack));
        return layout.Render(options, maxWidth);
    }

    private Table Columns(int label, int column)
    {
        var table = Tables.Of(["", .. languages.Select(heads)]);
        table.Columns[0].Width = label;
        foreach (var language in table.Columns.Skip(1))
        {
            language.Width = column;
        }

        foreach (var wording in wordings)
        {
            table.AddRow([new Rows(wording.Label), .. languages.Select(l => wording.Words(l) ?? Text.Empty)]);
        }

        return table;
    }

    private IEnumerable<IRenderable> Stack(Wording wording) =>
    [
        Text.Empty,
        .. wording.Label,
        .. from language in languages
           let words = wording.Words(language)
           where words is not null
           select Indented(new Rows(new RecordText(heads(language), Tables.Faint), Indented(words))),
    ];

    private static Padder Indented(IRenderable part) => new(part, new Padding(2, 0, 0, 0));
}
