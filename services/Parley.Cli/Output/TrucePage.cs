using Google.Protobuf.WellKnownTypes;
using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>A truce on one page: where it stands, its clocks, who consented, its term, what comes next.</summary>
/// <param name="truce">The truce.</param>
/// <param name="forecast">What comes if nobody acts.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class TrucePage(Truce truce, ForecastTruceResponse forecast, Glossary glossary)
{
    public IEnumerable<IRenderable> Render() =>
    [
        .. Head(), Standing(), .. ForecastPage.Flags(truce.Flags.Except(forecast.Flags)), .. Consents(),
        .. Section("What was agreed", Agreed()), .. Section("What was done about it", Acts()), .. new ForecastPage(forecast, glossary).Render(),
    ];

    private IEnumerable<IRenderable> Head() =>
        [Tables.Heading(glossary.Of(truce.Terms.Title)), new RecordText(truce.Name, Tables.Faint)];

    private Table Standing()
    {
        var table = Tables.Of("", "What the record says of it");
        Row(table, "Stands", [Words.Of(truce.State), .. Ending()]);
        Row(table, "Is a", Words.Of(truce.Terms.TruceClass), Words.Of(truce.Terms.Reciprocity), truce.Terms.Form == TruceForm.Unspecified ? "" : $"form: {Words.Of(truce.Terms.Form)}", Publicity());
        Row(table, "Concluded", Words.Of(truce.ConcludeTime));
        Row(table, truce.Effect?.InEffect == true ? "Took effect" : "Takes effect", EffectWords.Of(truce.Effect?.Time, [.. (truce.Effect?.Candidates ?? []).Select(c => c.Instant)], truce.Terms.Effect?.Unresolved, glossary));
        foreach (var part in truce.StaggeredEffects)
        {
            Row(table, $"  for {part.Id}", EffectWords.Of(part.Effect?.Time, [.. (part.Effect?.Candidates ?? []).Select(c => c.Instant)], null, glossary));
        }

        Row(table, "Term", [Words.Of(truce.Terms.Term), .. End(truce.Term)]);
        foreach (var own in truce.MechanismTerms.Concat(truce.ClauseTerms))
        {
            Row(table, $"Term of {own.Id}", [$"from {Words.Of(own.Term?.Start)}{(own.StartAssumed ? ", which the text does not say and Parley assumes" : "")}", .. End(own.Term)]);
        }

        return table;
    }

    private IEnumerable<string> Ending()
    {
        if (truce.Ending is { } ending)
        {
            yield return $"ended {Words.Of(ending.Time)} {(ending.Actor is null ? "by itself" : $"by {glossary.Who(ending.Actor)}")}";
            yield return ending.Author is null ? "" : $"judged so by {glossary.Of(ending.Author)}";
            yield return glossary.Of(ending.Basis);
        }

        if (truce.Successor is { } successor)
        {
            yield return $"{Words.Id(successor.Truce)} takes its place at {Words.Of(successor.Time)}";
        }
    }

    private string Publicity() => truce.Terms.Publicity switch
    {
        V1.Publicity.Public => "the public may know all of it",
        V1.Publicity.PartlyPublic => "the public may know that it exists, whom it binds and when it holds",
        V1.Publicity.Secret => "the public may know nothing of it",
        _ => "",
    };

    private IEnumerable<string> End(TermStatus? term)
    {
        if (term?.End is { } end)
        {
            yield return $"{(term.Ended ? "ended" : "ends")} {Words.Of(end)}";
            foreach (var clock in glossary.Clocks(end))
            {
                yield return clock;
            }
        }

        if (term?.PlannedEnd is { } planned)
        {
            yield return $"its term was to end {Words.Of(planned)}";
        }

        if (term?.NoticeDeadline is { } notice)
        {
            yield return $"notice is in time until {Words.Of(notice)}";
            foreach (var clock in glossary.Clocks(notice))
            {
                yield return clock;
            }
        }
    }

    private IEnumerable<IRenderable> Consents()
    {
        if (truce.Consents.Count == 0)
        {
            yield break;
        }

        yield return Tables.Heading("What each party has done");
        var table = Tables.Of("Party", "Act", "In its own words");
        foreach (var consent in truce.Consents)
        {
            var label = glossary.Of(truce.Terms.Parties.FirstOrDefault(p => p.Party == consent.Party)?.Label);
            table.AddRow(
                Tables.Lines(glossary.Party(consent.Party)),
                Tables.Lines(Words.Of(consent.State), consent.Time is null ? "" : Words.Of(consent.Time)),
                Tables.Lines(label.Length > 0 ? $"calls it: {label}" : "", glossary.Of(consent.Declaration)));
        }

        yield return table;
    }

    private IEnumerable<string> Agreed() =>
    [
        .. truce.Terms.Relations.Select(r => $"It {Words.Verb(r.Kind)} {Words.Id(r.Truce)}{(glossary.Of(r.Note) is { Length: > 0 } note ? $" (“{note}”)" : "")}."),
        .. truce.Terms.Clauses.Select(c => $"[{c.Id}] {glossary.Of(c.Text)}"),
        .. truce.Terms.Mechanisms.Select(m => $"[{m.Id}] {Words.Of(m.Type)}: {string.Join("; ", new[] { glossary.Of(m.Text), glossary.Of(m.Composition) }.Where(t => t.Length > 0))}"),
        .. truce.Terms.OpenPoints.Select(p => $"[{p.Id}] left to be agreed: {glossary.Of(p.Text)}"),
    ];

    private IEnumerable<string> Acts() =>
    [
        .. truce.Phases.Select(p => $"Phase {p.Id}: {Words.Of(p.Start)} to {Words.Of(p.End)}"),
        .. truce.InterimDuties.Select(d => $"Interim duty {d.Id}: from {Words.Of(d.BindsFrom)}{(d.Binding ? ", binding" : "")}"),
        .. truce.Conditions.Select(c => $"Condition {c.Id}: {(c.Outcome == ConditionOutcome.Unspecified ? "nothing recorded" : Words.Of(c.Outcome))} {glossary.Of(c.Basis)}".TrimEnd()),
        .. truce.ExtensionProposals.Select(p => $"Extension {p.Id} by {glossary.Who(p.Proposer)}: {(p.AcceptTime is null ? $"accepted so far by {(p.AcceptedBy.Count > 0 ? glossary.Parties(p.AcceptedBy) : "nobody")}" : $"accepted {Words.Of(p.AcceptTime)}")}"),
        .. truce.Notices.Select(n => $"Notice {n.Id} of {Words.Of(n.Kind)} by {glossary.Party(n.Party)}, effective {Words.Of(n.Effective)}{(n.WithdrawTime is null ? "" : ", withdrawn")}"),
        .. truce.Suspensions.Select(s => $"Suspension {s.Id} by {glossary.Who(s.Actor)} from {Words.Of(s.From)}{(s.ResumeTime is null ? ", lasting" : $" to {Words.Of(s.ResumeTime)}")}: {glossary.Of(s.Reason)}"),
    ];

    private static IEnumerable<IRenderable> Section(string heading, IEnumerable<string> lines) =>
        lines.Any() ? [Tables.Heading(heading), Tables.Lines(lines)] : [];

    private static void Row(Table table, string what, params IEnumerable<string> lines) => table.AddRow(new RecordText(what), Tables.Lines(lines));
}
