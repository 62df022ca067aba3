using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>Tables of one look.</summary>
internal static class Tables
{
    /// <summary>A table with a title and columns.</summary>
    public static Table Of(string title, params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.Rounded, ShowRowSeparators = false };
        table.Title = new TableTitle(Markup.Escape(Bidi.Isolate(title)), new Style(decoration: Decoration.Bold));
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new RecordText(column, new Style(Color.Grey))));
        }

        return table;
    }

    /// <summary>A text in every language that it has, in order of language.</summary>
    public static IRenderable AllLanguages(LocalizedText text) =>
        new Rows(text.Values.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new RecordText($"{v.Key}: {v.Value}")));

    /// <summary>A text in the reader's language, and in its original where that is another.</summary>
    public static IEnumerable<IRenderable> Languages(LocalizedText text, string language, string original)
    {
        var (chosen, shown) = Words.Choose(text, language);
        yield return new RecordText(shown);
        if (original.Length > 0 && original != chosen && text.Values.TryGetValue(original, out var first))
        {
            yield return new RecordText($"{original}: {first}", new Style(Color.Grey));
        }
    }
}
