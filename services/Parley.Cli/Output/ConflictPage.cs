using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>A conflict on one page: who, where, what is contested, what happened in order of time, and the truces.</summary>
/// <param name="record">What is shown.</param>
/// <param name="language">The reader's language.</param>
internal sealed class ConflictPage(Record record, string language)
{
    /// <summary>The page, from top to bottom.</summary>
    public IEnumerable<IRenderable> Render() =>
    [
        .. Head(), .. Parties(), .. Areas(), .. ContestedFacts(), .. new Timeline(record, language).Render(), .. new InstrumentTable(record, language).Render(),
    ];

    private IEnumerable<IRenderable> Head()
    {
        yield return Text.NewLine;
        yield return new Rows(
            new RecordText(Words.Of(record.Conflict.Title, language), new Style(decoration: Decoration.Bold)),
            new RecordText(record.Conflict.Name, new Style(Color.Grey)),
            new RecordText(Words.Of(record.Conflict.Description, language)));
    }

    private IEnumerable<IRenderable> Parties()
    {
        if (record.Conflict.Parties.Count == 0)
        {
            yield break;
        }

        var table = Tables.Of("Parties, in the order of their registration", "Party", "Names", "Kind", "Clock");
        foreach (var party in record.Conflict.Parties)
        {
            var answers = party.AnswersFor.Count > 0 ? $"answers for {string.Join(", ", party.AnswersFor.Select(Words.Id))}" : "";
            table.AddRow(
                new RecordText(Words.Id(party.Name)),
                Tables.AllLanguages(party.Label),
                new RecordText(string.Join('\n', new[] { Words.Of(party.Kind), answers }.Where(t => t.Length > 0))),
                new RecordText(party.Zone));
        }

        yield return table;
    }

    private IEnumerable<IRenderable> Areas()
    {
        if (record.Conflict.Areas.Count == 0)
        {
            yield break;
        }

        var table = Tables.Of("Areas; no name is canonical", "Area", "Kind", "Names");
        foreach (var area in record.Conflict.Areas)
        {
            var names = area.Toponyms.SelectMany(t => t.Label.Values.OrderBy(v => v.Key, StringComparer.Ordinal)
                .Select(v => (IRenderable)new RecordText(t.Party.Length > 0 ? $"{v.Value} ({v.Key}; {Words.Id(t.Party)})" : $"{v.Value} ({v.Key})")));
            table.AddRow(new RecordText(Words.Id(area.Name)), new RecordText(Words.Of(area.Kind)), new Rows(names));
        }

        yield return table;
    }

    // Side by side: a column a party, in the parties' order.
    private IEnumerable<IRenderable> ContestedFacts()
    {
        foreach (var fact in record.Conflict.ContestedFacts)
        {
            var narratives = record.Conflict.Parties.Select(p => p.Name)
                .SelectMany(p => fact.Narratives.Where(n => n.Party == p)).ToList();
            var table = Tables.Of($"Contested: {Words.Of(fact.Subject, language)}", [.. narratives.Select(n => $"{Words.Id(n.Party)} says")]);
            if (narratives.Count == 0)
            {
                table.AddColumn("Nobody has told its side yet.");
            }
            else
            {
                table.AddRow(narratives.Select(n => (IRenderable)new Rows(Tables.Languages(n.Text, language, ""))));
            }

            yield return table;
        }
    }
}
