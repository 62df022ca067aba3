using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>Tables and headings of one look.</summary>
internal static class Tables
{
    public static readonly Style Strong = new(decoration: Decoration.Bold);
    public static readonly Style Faint = new(Color.Grey);
    public static readonly Style Warning = new(Color.Yellow);

    /// <summary>A heading, after an empty line. It is no table's title, since those are as narrow as their table.</summary>
    public static IRenderable Heading(string text) => new Rows(Text.Empty, new RecordText(text, Strong));

    /// <summary>A table with columns.</summary>
    public static Table Of(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = true };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new RecordText(column, Faint)));
        }

        return table;
    }

    /// <summary>Lines in a cell.</summary>
    public static IRenderable Lines(params IEnumerable<string> lines) => new Rows(lines.Where(l => l.Length > 0).Select(l => new RecordText(l)));

    /// <summary>A warning for each word that reads otherwise than it is stored.</summary>
    public static IEnumerable<IRenderable> Flags(IEnumerable<DirectionFlag> flags) =>
        flags.Select(f => new RecordText($"! {f.Field}: {f.Message}", Warning));
}
