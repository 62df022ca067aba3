using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>The truces of a conflict and how they stand to each other.</summary>
/// <param name="record">What is shown.</param>
/// <param name="language">The reader's language.</param>
internal sealed class InstrumentTable(Record record, string language)
{
    public IEnumerable<IRenderable> Render()
    {
        if (record.Instruments.IsEmpty)
        {
            yield return new RecordText("No truce has been announced.");
            yield break;
        }

        var table = Tables.Of("Truces, in order of effect", "Truce", "Stands", "Takes effect", "In force", "Of other truces");
        table.ShowRowSeparators = true;
        foreach (var instrument in record.Instruments)
        {
            table.AddRow(
                new Rows(new RecordText(Words.Id(instrument.Truce), new Style(decoration: Decoration.Bold)), new RecordText(Words.Of(instrument.Title, language))),
                new Rows(new RecordText(Words.Of(instrument.State)), new RecordText($"binds {string.Join(", ", instrument.Parties.Select(Words.Id))}")),
                Effect(instrument),
                InForce(instrument),
                new Rows(instrument.Relations.Select(r => new RecordText($"{Words.Verb(r.Kind)} {Words.Id(r.Truce)}"))));
        }

        yield return table;
        yield return new Rows(Relations().Select(s => new RecordText(s)));
        yield return new RecordText("Time in force is how long a truce was binding. It is not how long the guns were silent, of which Parley holds no finding.");
    }

    private static Rows Effect(Instrument instrument)
    {
        var lines = new List<string> { Words.Of(instrument.Effect) };
        lines.AddRange(Words.Clocks(instrument.Effect));
        if (instrument.EffectCandidates.Count > 1)
        {
            lines.Add($"left open by the text: {string.Join(" or ", instrument.EffectCandidates.Select(c => Words.Of(c)))}");
        }

        return new(lines.Select(l => new RecordText(l)));
    }

    private static Rows InForce(Instrument instrument)
    {
        var lines = new List<string>();
        if (instrument.InForceFrom is null)
        {
            lines.Add("not yet");
        }
        else
        {
            lines.Add($"for {Words.Of(instrument.TimeInForce)}");
            lines.Add(instrument.InForceUntil is null ? "still" : $"until {Words.Of(instrument.InForceUntil)}");
        }

        if (instrument.ChainPosition > 1)
        {
            lines.Add($"no. {instrument.ChainPosition} of its chain, which has been in force for {Words.Of(instrument.ChainTimeInForce)}");
        }

        return new(lines.Select(l => new RecordText(l)));
    }

    // Why a later truce did, or did not, erase an earlier one: the words of the instruments themselves.
    private IEnumerable<string> Relations() =>
        from later in record.Instruments
        from relation in later.Relations
        let earlier = record.Instruments.FirstOrDefault(i => i.Truce == relation.Truce)
        where earlier is not null
        let stands = $"{Words.Id(earlier.Truce)} {(earlier.InForceUntil is null ? $"is still on record as {Words.Of(earlier.State)}" : $"was in force until {Words.Of(earlier.InForceUntil)}")}"
        let note = Words.Of(relation.Note, language) is { Length: > 0 } text ? $" (“{text}”)" : ""
        select relation.Kind switch
        {
            RelationKind.Reaffirms => $"{Words.Id(later.Truce)} reaffirms {Words.Id(earlier.Truce)}{note}: it stands beside it and does not erase it; {stands}.",
            RelationKind.Supersedes => $"{Words.Id(later.Truce)} takes the place of {Words.Id(earlier.Truce)}{note}; {stands}.",
            _ => $"{Words.Id(later.Truce)} {Words.Verb(relation.Kind)} {Words.Id(earlier.Truce)}{note}; {stands}.",
        };
}
