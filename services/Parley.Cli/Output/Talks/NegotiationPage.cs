using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>Talks on one page: who takes part, how far they have come and why, what was planned and held, who is ready for what, the texts.</summary>
/// <param name="record">What is shown.</param>
/// <param name="glossary">The reader's language and names.</param>
/// <param name="now">What the server's clock shows, for the time that is left.</param>
internal sealed class NegotiationPage(TalksRecord record, Glossary glossary, DateTimeOffset now)
{
    private readonly Negotiation _talks = record.Negotiation;

    public IEnumerable<IRenderable> Render() =>
    [
        Tables.Heading(glossary.Of(_talks.Title)), new RecordText(_talks.Name, Tables.Faint), Tables.Lines(glossary.Of(_talks.Purpose)), Standing(),
        Tables.Heading("Who takes part; the order is none of rank"), Members(), .. Agenda(), .. Venues(), .. Readiness(), .. Sessions(), .. Texts(), .. Ranges(),
    ];

    private Table Standing()
    {
        var table = Tables.Of("", "How the talks stand");
        Row(table, "Stand", [Words.Of(_talks.State), .. Judgement()]);
        if (_talks.Texts.Any(t => t.State is NegotiatingTextState.Tabled or NegotiatingTextState.AgreedAdReferendum or NegotiatingTextState.Agreed or NegotiatingTextState.Authenticated)
            && Untouched.By(_talks.State).ToList() is { Count: > 0 } untouched)
        {
            Row(table, "Texts", untouched);
        }

        if (_talks.CurrentSession.Length > 0)
        {
            Row(table, "In progress", $"session {Words.Id(_talks.CurrentSession)}");
        }

        if (_talks.Deadline is { } deadline)
        {
            var over = _talks.State is NegotiationState.Concluded or NegotiationState.BrokenOff;
            var lapsed = _talks.State == NegotiationState.Lapsed;
            Row(table, "Deadline", [
                over ? $"{TalksWords.Of(deadline)}; the talks ended before it" : lapsed ? $"{TalksWords.Of(deadline)}; it passed without a conclusion" : $"they lapse unless something is concluded by {TalksWords.Of(deadline)}",
                .. glossary.Clocks(deadline.Resolved),
                over || lapsed ? "" : TalksWords.Left(deadline, now),
            ]);
        }

        if (_talks.NothingAgreedUntilEverythingAgreed)
        {
            Row(table, "Rule", "nothing is agreed until everything is agreed");
        }

        return table;
    }

    private IEnumerable<string> Judgement() => _talks.Judgement is not { } judgement ? [] :
    [
        $"{Words.Of(judgement.State)} {Words.Of(judgement.Time)} by {glossary.Who(judgement.By)}{glossary.Because(judgement.Reason)}",
    ];

    private Table Members()
    {
        var table = Tables.Of("Who", "As what", "Who acts for it");
        foreach (var member in _talks.Members)
        {
            var accredited = _talks.Accreditations.Where(a => a.Party == member.Party).ToList();
            table.AddRow(
                Tables.Lines(glossary.Party(member.Party)),
                Tables.Lines(Words.Of(member.Capacity)),
                Tables.Lines(accredited.Count > 0 ? accredited.Select(Of) : ["nobody by name: whoever may act for it"]));
        }

        var observers = _talks.Accreditations.Where(a => a.Party.Length == 0).ToList();
        if (observers.Count > 0)
        {
            table.AddRow(new RecordText("Observers"), new RecordText("observer"), Tables.Lines(observers.Select(Of)));
        }

        return table;
    }

    private static string Of(Accreditation accreditation) =>
        $"{Bidi.Isolate(accreditation.Subject)}, {Words.Of(accreditation.Function)}{(accreditation.Level == Level.Unspecified ? "" : $", {Words.Of(accreditation.Level)}")}"
        + (accreditation.EndTime is { } end ? $", ended {Words.Of(end)}"
            : accreditation.Active ? accreditation.Until is null ? "" : $", until {TalksWords.Of(accreditation.Until)}"
            : $", from {TalksWords.Of(accreditation.From)}");

    private IEnumerable<IRenderable> Agenda() => _talks.Agenda.Count == 0 ? [] :
    [
        Tables.Heading("Agenda"),
        Tables.Lines(_talks.Agenda.SelectMany(Of)),
    ];

    private IEnumerable<string> Of(AgendaItem item) =>
    [
        $"[{item.Id}] {glossary.Of(item.Subject)}{(item.LinkedTo.Count > 0 ? $" – to be settled together with {Words.List(item.LinkedTo)}" : "")}",
        .. item.Settlement is { } settlement
            ? [
                $"  settled {Words.Of(settlement.Time)}{glossary.Because(settlement.Outcome)}",
                item.WaitsFor.Count > 0 ? $"  provisionally: it waits for {Words.List(item.WaitsFor)}" : "",
            ]
            : Enumerable.Empty<string>(),
    ];

    private IEnumerable<IRenderable> Venues() => _talks.Venues.Count == 0 ? [] :
    [
        Tables.Heading("Venues that readiness can name; a list, and no offer"),
        Tables.Lines(_talks.Venues.Select(v => $"[{v.Id}] {glossary.Of(v.Label)}")),
    ];

    private IEnumerable<IRenderable> Readiness() => _talks.Readiness.Count == 0
        ? [Tables.Heading("Nobody has declared readiness here.")]
        : [Tables.Heading("Who is ready for what, as each has declared to all"), new ReadinessRows(glossary).Table(_talks.Readiness), .. Answers()];

    private IEnumerable<IRenderable> Answers() => record.Answers.SelectMany(a => (IEnumerable<IRenderable>)
    [
        new RecordText($"{AssessmentPage.Question(a.Subject)} {AssessmentPage.Word(a.Answer)}.", new Style(AssessmentPage.ColorOf(a.Answer))),
        new RecordText($"  Why: parley assess {_talks.Name} {TalksWords.Key(a.Subject)}", Tables.Faint),
    ]);

    private IEnumerable<IRenderable> Sessions() => record.Sessions.IsEmpty
        ? [Tables.Heading("No joint session is on record.")]
        : [Tables.Heading("Joint sessions, planned and held"), new SessionRows(glossary).Table(record.Sessions)];

    private IEnumerable<IRenderable> Texts() => _talks.Texts.Count == 0 && record.Texts.IsEmpty
        ? [Tables.Heading("No text is on the table.")]
        : [Tables.Heading("Texts"), TalksTables.Texts(record.Texts, _talks.Texts, glossary)];

    private IEnumerable<IRenderable> Ranges()
    {
        if (_talks.BlindRanges.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("Values that are looked for blindly: each says what would do, and only what suits all comes out");
        var table = Tables.Of("Value", "How", "What came out");
        foreach (var range in _talks.BlindRanges)
        {
            var next = range.Result is null ? range.Closes.Skip(range.RoundsOver).FirstOrDefault() : null;
            table.AddRow(
                Tables.Lines(Bidi.Isolate(range.Subject), range.Id),
                Tables.Lines(
                    $"{glossary.Parties(range.Parties)} file",
                    $"{Words.Of(range.Choice)} of what suits all",
                    $"rounds close {Words.List(range.Closes.Select(TalksWords.Of))}"),
                Tables.Lines(
                    range.Result is null ? "nothing so far" : TalksWords.Of(range.Result),
                    range.Result is null ? $"{Words.Count(range.RoundsOver, "round", "rounds")} of {range.Closes.Count} closed without a value" : "",
                    next is null ? "" : $"the next round: {TalksWords.Left(next, now)}"));
        }

        yield return table;
    }

    private static void Row(Table table, string what, params IEnumerable<string> lines) => table.AddRow(new RecordText(what), Tables.Lines(lines));
}
