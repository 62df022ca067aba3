using Parley.Cli.Output.Talks;
using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>A conflict on one page: who, where, what is contested, what happened in order of time, the truces, and the talks that are open to the reader.</summary>
/// <param name="record">What is shown.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class ConflictPage(Record record, Glossary glossary)
{
    /// <summary>The page, from top to bottom.</summary>
    public IEnumerable<IRenderable> Render() =>
    [
        .. Head(), .. Parties(), .. Areas(), .. ContestedFacts(), .. new Timeline(record, glossary).Render(), .. new TruceTable(record, glossary).Render(),
        .. Negotiations(record, glossary),
    ];

    /// <summary>The talks that the reader may read; nothing where there are none, for that there are talks at all is not for everybody.</summary>
    public static IEnumerable<IRenderable> Negotiations(Record record, Glossary glossary) => record.Negotiations.IsEmpty
        ? []
        : [Tables.Heading("Negotiations that are open to you"), TalksTables.Negotiations(record.Negotiations, glossary)];

    private IEnumerable<IRenderable> Head() =>
    [
        Tables.Heading(glossary.Of(record.Conflict.Title)),
        new RecordText(record.Conflict.Name, Tables.Faint),
        Tables.Lines(glossary.Of(record.Conflict.Description)),
    ];

    private IEnumerable<IRenderable> Parties()
    {
        if (record.Conflict.Parties.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("The parties, in the order of their registration, which means nothing");
        var table = Tables.Of("Party", "Names", "What it is, and its clock");
        foreach (var party in record.Conflict.Parties)
        {
            table.AddRow(
                Tables.Lines(Words.Id(party.Name)),
                Tables.Lines(glossary.AllOf(party.Label)),
                Tables.Lines(
                    Words.Of(party.Kind),
                    $"clock of {Words.City(party.Zone)}",
                    party.AnswersFor.Count > 0 ? $"answers for {glossary.Parties(party.AnswersFor)}" : ""));
        }

        yield return table;
    }

    private IEnumerable<IRenderable> Areas()
    {
        if (record.Conflict.Areas.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("Places; each party may have its own name for one, and none is the right one");
        var table = Tables.Of("Place", "What it is", "Names");
        foreach (var area in record.Conflict.Areas)
        {
            table.AddRow(
                Tables.Lines(Words.Id(area.Name)),
                Tables.Lines(Words.Of(area.Kind)),
                Tables.Lines(area.Toponyms.SelectMany(t => glossary.AllOf(t.Label)
                    .Select(name => t.Party.Length > 0 ? $"{name} ({glossary.Party(t.Party)})" : name))));
        }

        yield return table;
    }

    // Side by side: a column a party, in the parties' order.
    private IEnumerable<IRenderable> ContestedFacts()
    {
        foreach (var fact in record.Conflict.ContestedFacts)
        {
            yield return Tables.Heading($"Contested: {glossary.Of(fact.Subject)}");
            var narratives = record.Conflict.Parties.SelectMany(p => fact.Narratives.Where(n => n.Party == p.Name)).ToList();
            if (narratives.Count == 0)
            {
                yield return new RecordText("Nobody has told its side yet.");
                continue;
            }

            var table = Tables.Of(narratives.Select(n => $"{glossary.Party(n.Party)} says"));
            table.AddRow(narratives.Select(n => Tables.Lines(glossary.AllOf(n.Text))));
            yield return table;
            yield return new RecordText("Parley keeps every side's story and holds no finding on them.");
        }
    }
}
