using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>The truces of a conflict and how they stand to each other.</summary>
/// <param name="record">What is shown.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class TruceTable(Record record, Glossary glossary)
{
    public IEnumerable<IRenderable> Render()
    {
        if (record.Instruments.IsEmpty)
        {
            yield return Tables.Heading("No truce has been announced.");
            yield break;
        }

        yield return Tables.Heading("The truces, in order of effect");
        var table = Tables.Of("Truce", "What the record says of it");
        foreach (var instrument in record.Instruments)
        {
            table.AddRow(
                new Rows(new RecordText(Words.Id(instrument.Truce), Tables.Strong), new RecordText(glossary.Of(instrument.Title))),
                Tables.Lines(Standing(instrument)));
        }

        yield return table;
        yield return new RecordText("Time in force is how long a truce was binding. It is not how long the guns were silent, of which Parley holds no finding.", Tables.Faint);
        var sentences = Sentences().ToList();
        if (sentences.Count > 0)
        {
            yield return Tables.Heading("How the truces stand to each other");
            yield return Tables.Lines(sentences);
        }
    }

    private IEnumerable<string> Standing(Instrument instrument) =>
    [
        $"Binds {(instrument.Parties.Count > 0 ? glossary.Parties(instrument.Parties) : "nobody yet")}",
        .. Effect(instrument),
        instrument.InForceFrom is null ? Words.Sentence(Words.Of(instrument.State))
            : instrument.InForceUntil is null ? $"{Words.Sentence(Words.Of(instrument.State))} since {Words.Of(instrument.InForceFrom)}: for {Words.Of(instrument.TimeInForce)} so far"
            : $"In force from {Words.Of(instrument.InForceFrom)} until {Words.Of(instrument.InForceUntil)}, for {Words.Of(instrument.TimeInForce)}; {Words.Of(instrument.State)}",
        .. instrument.Relations.Select(r => $"{Words.Sentence(Words.Verb(r.Kind))} {Words.Id(r.Truce)}"),
        IsLinked(instrument) ? $"No. {instrument.ChainPosition} of its chain, which has been in force for {Words.Of(instrument.ChainTimeInForce)} in all" : "",
    ];

    private IEnumerable<string> Effect(Instrument instrument)
    {
        var lines = EffectWords.Of(OfTheBound(instrument), instrument.EffectCandidates, instrument.Terms?.Effect?.Unresolved, glossary).ToList();
        var took = instrument.InForceFrom is null ? "Takes effect" : "Took effect";
        return instrument.EffectCandidates.Count > 1 ? lines : lines.Skip(1).Prepend($"{took} {lines[0]}");
    }

    // The clocks of those whom it binds; of everyone's where that is not known.
    private static ResolvedTime? OfTheBound(Instrument instrument)
    {
        if (instrument.Effect is not { } effect || !effect.Renderings.Any(r => instrument.Parties.Contains(r.Party)))
        {
            return instrument.Effect;
        }

        var bound = new ResolvedTime { Instant = effect.Instant };
        bound.Renderings.Add(effect.Renderings.Where(r => instrument.Parties.Contains(r.Party)));
        return bound;
    }

    private bool IsLinked(Instrument instrument) => instrument.ChainPosition > 1
        || record.Instruments.Any(i => i.Relations.Any(r => r.Truce == instrument.Truce && r.Kind is not (RelationKind.Cites or RelationKind.Implements)));

    // Why a later truce did, or did not, erase an earlier one: the words of the instruments themselves.
    private IEnumerable<string> Sentences() =>
        from later in record.Instruments
        from relation in later.Relations
        let earlier = record.Instruments.FirstOrDefault(i => i.Truce == relation.Truce)
        where earlier is not null
        let note = glossary.Of(relation.Note) is { Length: > 0 } text ? $" (“{text}”)" : ""
        let what = $"{Words.Id(later.Truce)} {Words.Verb(relation.Kind)} {Words.Id(earlier.Truce)}{note}"
        let stands = earlier.InForceUntil is null
            ? $"{Words.Id(earlier.Truce)} is still on record as {Words.Of(earlier.State)}"
            : $"{Words.Id(earlier.Truce)} was in force until {Words.Of(earlier.InForceUntil)}"
        select relation.Kind == RelationKind.Reaffirms
            ? $"• {what}: it stands beside it and does not erase it. {stands}."
            : $"• {what}; {stands}.";
}
