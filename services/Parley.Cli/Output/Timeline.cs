using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>What was said and done, in order of time: statements, narratives, and what became of the truces.</summary>
/// <param name="record">What is shown.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class Timeline(Record record, Glossary glossary)
{
    /// <summary>Wide enough for a day and a time.</summary>
    private const int TimeWidth = 21;

    private readonly EventWords _words = new(glossary);

    /// <summary>One thing that was said, or all that was done about one truce at one instant.</summary>
    private sealed record Moment(Timestamp Time, int Order, IEnumerable<string> What, Style Style, params IEnumerable<string> Below);

    public IEnumerable<IRenderable> Render()
    {
        var moments = Announcements().Concat(TruceEvents()).Concat(Narratives()).Concat(Statements())
            .OrderBy(m => m.Time.ToDateTimeOffset()).ThenBy(m => m.Order).ToList();
        if (moments.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("What was said and done, in order of time");
        yield return new RecordText("UTC, and below it the clocks of the parties. What a statement says is what its speaker said, and no finding.", Tables.Faint);
        var table = new Table { ShowHeaders = false }.NoBorder();
        table.AddColumn(new TableColumn("") { Width = TimeWidth });
        table.AddColumn(new TableColumn(""));
        foreach (var moment in moments)
        {
            table.AddRow(
                new Rows(glossary.Clocks(moment.Time).Select(c => new RecordText(c, Tables.Faint)).Prepend(new RecordText(Words.Of(moment.Time)))),
                new Rows([.. moment.What.Select(w => new RecordText(w, moment.Style)), .. moment.Below.Where(b => b.Length > 0).Select(b => new RecordText(b, Tables.Faint))]));
        }

        yield return table;
        yield return Claims();
    }

    // A statement stands where it was made, or where that is not known, where it became public.
    private IEnumerable<Moment> Statements() => record.Statements.Select((s, i) => new Moment(
        s.MadeAt?.Resolved?.Instant ?? s.PublishTime,
        i,
        [_words.Statement(s)],
        Style.Plain,
        [
            glossary.Original(s.Text, s.OriginalLanguage),
            s.EmbargoUntil?.Resolved is { } until ? $"(Filed earlier, and under embargo until {Words.Of(until)}: before that nobody but its issuer could know of it.)" : "",
            .. s.Corrections.Select(c => $"(Corrected {Words.Of(c.RecordTime)}: {glossary.Of(c.Text)}{Reason(c.Reason)})"),
            s.State == StatementState.Retracted ? $"(Taken back later{Reason(s.Retraction)})" : "",
        ]));

    private IEnumerable<Moment> Narratives() => record.Events.Where(e => e.BodyCase == Event.BodyOneofCase.NarrativeAdded)
        .Select(e => new Moment(e.HappenedAt(), (int)e.Version, [_words.Of(e)], Style.Plain));

    // Where a truce's own journal can be read it tells more than its announcements.
    private IEnumerable<Moment> Announcements() => record.Events
        .Where(e => e.BodyCase == Event.BodyOneofCase.InstrumentAnnounced && !record.Truces.ContainsKey(e.InstrumentAnnounced.Instrument.Truce))
        .Select(e => Acts(e.InstrumentAnnounced.Instrument.Truce, [e]));

    private IEnumerable<Moment> TruceEvents() => record.TruceEvents.Where(e => !EventWords.IsInner(e))
        .GroupBy(e => (e.Journal, Instant: e.HappenedAt())).Select(g => Acts(g.Key.Journal, [.. g]));

    private Moment Acts(string truce, IReadOnlyList<Event> events) => new(
        events[0].HappenedAt(), (int)events[0].Version, events.Select(e => $"▸ {Words.Id(truce)}: {_words.Of(e)}"), new Style(Color.Aqua), events.Select(StillOpen));

    private string StillOpen(Event e) =>
        e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce && record.Truces[e.Journal].Effect is { Candidates: { Count: > 1 } candidates }
            ? $"(By the earliest reading of its text. Whether what happened until {Words.Of(candidates[^1])}, the latest one, came before or after its effect stays open.)"
            : "";

    private string Reason(LocalizedText? reason) => glossary.Of(reason) is { Length: > 0 } text ? $" – {text}" : "";

    private RecordText Claims()
    {
        var claims = record.Statements.Count(s => s.Kind == DocumentKind.Accusation);
        var replies = record.Statements.Count(s => s.Kind == DocumentKind.ReplyToAccusation);
        return new(claims == 0
            ? "No accusation is on record. That nothing was claimed does not mean that nothing happened."
            : $"{Words.Count(claims, "accusation", "accusations")} and {Words.Count(replies, "reply", "replies")} are on record, as what somebody said. Parley holds no finding on any of them.");
    }
}
