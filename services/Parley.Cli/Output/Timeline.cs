using Google.Protobuf.WellKnownTypes;
using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>What was said and done, in order of time: statements, narratives, and what became of the truces.</summary>
/// <param name="record">What is shown.</param>
/// <param name="language">The reader's language.</param>
internal sealed class Timeline(Record record, string language)
{
    private sealed record Moment(Timestamp Time, int Order, string Who, IEnumerable<IRenderable> What);

    public IEnumerable<IRenderable> Render()
    {
        var moments = Statements().Concat(Announcements()).Concat(TruceEvents()).Concat(Narratives())
            .OrderBy(m => m.Time.ToDateTimeOffset()).ThenBy(m => m.Order).ToList();
        if (moments.Count == 0)
        {
            yield break;
        }

        var table = Tables.Of("What was said and done, in order of time (UTC)", "When", "Whose", "What").NoBorder();
        table.ShowRowSeparators = false;
        foreach (var moment in moments)
        {
            table.AddRow(new Text(Words.Of(moment.Time)), new RecordText(moment.Who), new Rows(moment.What));
        }

        yield return table;
        yield return Claims();
    }

    // A statement stands where it was made, or where that is not known, where it became public.
    private IEnumerable<Moment> Statements() => record.Statements.Select((s, i) =>
    {
        var state = s.State is StatementState.Corrected or StatementState.Retracted ? $" [{Words.Of(s.State)}]" : "";
        var who = s.Party.Length > 0 ? Words.Id(s.Party) : Words.Of(s.Speaker, language);
        var original = s.Text.Values.TryGetValue(s.OriginalLanguage, out var text) && Words.Choose(s.Text, language).Language != s.OriginalLanguage
            ? (IRenderable[])[new RecordText($"{s.OriginalLanguage}: {text}", new Style(Color.Grey))]
            : [];
        return new Moment(s.MadeAt?.Resolved?.Instant ?? s.PublishTime, i, who, [new RecordText(EventWords.Statement(s, language) + state), .. original]);
    });

    private IEnumerable<Moment> Narratives() => record.Events.Where(e => e.BodyCase == Event.BodyOneofCase.NarrativeAdded)
        .Select(e => new Moment(EventWords.Instant(e), (int)e.Version, Words.Id(e.NarrativeAdded.Narrative.Party), [new RecordText($"tells its side of {Words.Id(e.NarrativeAdded.ContestedFact)}")]));

    // Where a truce's own journal can be read it tells more than its announcements.
    private IEnumerable<Moment> Announcements() => record.Events
        .Where(e => e.BodyCase == Event.BodyOneofCase.InstrumentAnnounced && !record.Truces.ContainsKey(e.InstrumentAnnounced.Instrument.Truce))
        .Select(e => new Moment(EventWords.Instant(e), (int)e.Version, Words.Id(e.InstrumentAnnounced.Instrument.Truce), [Act(EventWords.Of(e, language))]));

    private IEnumerable<Moment> TruceEvents() => record.TruceEvents.Where(e => !EventWords.IsInner(e))
        .Select(e => new Moment(EventWords.Instant(e), (int)e.Version, Words.Id(e.Journal), [Act(EventWords.Of(e, language))]));

    private static RecordText Act(string text) => new(text, new Style(Color.Aqua));

    private RecordText Claims()
    {
        var claims = record.Statements.Count(s => s.Kind == DocumentKind.Accusation);
        var replies = record.Statements.Count(s => s.Kind == DocumentKind.ReplyToAccusation);
        return new(claims == 0
            ? "No claim of breach is on record. That nothing was claimed does not mean that nothing happened."
            : $"{Words.Count(claims, "claim", "claims")} of breach and {Words.Count(replies, "reply", "replies")} are on record as statements; Parley holds no finding on any of them.");
    }
}
