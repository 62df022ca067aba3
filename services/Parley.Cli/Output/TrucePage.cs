using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>A truce on one page: where it stands, its clocks, who consented, its term, what comes next.</summary>
/// <param name="truce">The truce.</param>
/// <param name="forecast">What comes if nobody acts.</param>
/// <param name="language">The reader's language.</param>
internal sealed class TrucePage(Truce truce, ForecastTruceResponse forecast, string language)
{
    public IEnumerable<IRenderable> Render() => [.. Head(), .. Consents(), .. Times(), .. Parts(), .. Flags(truce.Flags), .. new ForecastPage(forecast).Render()];

    /// <summary>What a reader must know before relying on times.</summary>
    public static IEnumerable<IRenderable> Flags(IEnumerable<Flag> flags) =>
        flags.Select(f => (IRenderable)new Rows(new RecordText($"! {Words.Of(f.Reason)}{(f.Subject.Length > 0 ? $" ({f.Subject})" : "")}: {f.Message}", new Style(Color.Yellow))));

    private IEnumerable<IRenderable> Head()
    {
        var terms = truce.Terms;
        yield return new Rows(
            new RecordText(Words.Of(terms.Title, language), new Style(decoration: Decoration.Bold)),
            new RecordText(truce.Name, new Style(Color.Grey)),
            new RecordText($"{Words.Of(truce.State)}; {Words.Of(terms.TruceClass)}, {Words.Of(terms.Reciprocity)}, {Words.Of(terms.Form)}; what the public may know: {Words.Of(terms.Publicity)}"));
        if (truce.Ending is { } ending)
        {
            var by = ending.Actor is null ? "by itself" : $"by an act of {Words.Of(ending.Actor)}";
            var judge = ending.Author is null ? "" : $" Judged so by {Words.Of(ending.Author, language)}.";
            yield return new RecordText($"Ended {Words.Of(ending.Time)} {by}: {Words.Of(ending.State)}.{judge} {Words.Of(ending.Basis, language)}".TrimEnd());
        }

        if (truce.Successor is { } successor)
        {
            yield return new RecordText($"{successor.Truce} takes its place at {Words.Of(successor.Time)}.");
        }
    }

    private IEnumerable<IRenderable> Consents()
    {
        if (truce.Consents.Count == 0)
        {
            yield break;
        }

        var table = Tables.Of("What each party has done", "Party", "Its name for the truce", "Act", "When", "Declared");
        foreach (var consent in truce.Consents)
        {
            var label = truce.Terms.Parties.FirstOrDefault(p => p.Party == consent.Party)?.Label;
            table.AddRow(
                new RecordText(Words.Id(consent.Party)), new RecordText(Words.Of(label, language)), new RecordText(Words.Of(consent.State)),
                new RecordText(Words.Of(consent.Time)), new RecordText(Words.Of(consent.Declaration, language)));
        }

        yield return table;
    }

    private IEnumerable<IRenderable> Times()
    {
        var table = Tables.Of("Times", "", "UTC", "On the parties' clocks");
        Row(table, "Concluded", Words.Of(truce.ConcludeTime), null);
        Row(table, truce.Effect?.InEffect == true ? "Took effect" : "Takes effect", Words.Of(truce.Effect?.Time), truce.Effect?.Time);
        foreach (var candidate in truce.Effect?.Candidates ?? [])
        {
            Row(table, "  or, the text being open", Words.Of(candidate), candidate);
        }

        foreach (var part in truce.StaggeredEffects)
        {
            Row(table, $"  for {part.Id}", Words.Of(part.Effect?.Time), part.Effect?.Time);
        }

        Row(table, "In force from", Words.Of(truce.InForceFrom), null);
        Row(table, $"Term: {Words.Of(truce.Terms.Term)}", truce.Term?.End is null ? "no end known" : $"ends {Words.Of(truce.Term.End)}", truce.Term?.End);
        if (truce.Term?.NoticeDeadline is { } notice)
        {
            Row(table, "  last instant for notice", Words.Of(notice), notice);
        }

        foreach (var own in truce.MechanismTerms.Concat(truce.ClauseTerms))
        {
            Row(table, $"Term of {own.Id}", $"{Words.Of(own.Term?.Start)} to {Words.Of(own.Term?.End)}{(own.StartAssumed ? ", its beginning is assumed" : "")}", own.Term?.End);
            if (own.Term?.NoticeDeadline is { } last)
            {
                Row(table, "  last instant for notice", Words.Of(last), last);
            }
        }

        yield return table;
    }

    private IEnumerable<IRenderable> Parts()
    {
        var lines = truce.Terms.Relations.Select(r => $"It {Words.Verb(r.Kind)} {Words.Id(r.Truce)}. {Words.Of(r.Note, language)}".TrimEnd())
            .Concat(truce.Terms.Clauses.Select(c => $"[{c.Id}] {Words.Of(c.Text, language)}"))
            .Concat(truce.Terms.Mechanisms.Select(m => $"[{m.Id}] {Words.Of(m.Type)}: {Words.Of(m.Text, language)} {Words.Of(m.Composition, language)}".TrimEnd()))
            .Concat(truce.Terms.OpenPoints.Select(p => $"[{p.Id}] left to be agreed: {Words.Of(p.Text, language)}"))
            .Concat(truce.Phases.Select(p => $"Phase {p.Id}: {Words.Of(p.Start)} to {Words.Of(p.End)}"))
            .Concat(truce.InterimDuties.Select(d => $"Interim duty {d.Id}: from {Words.Of(d.BindsFrom)}{(d.Binding ? ", binding" : "")}"))
            .Concat(truce.Conditions.Select(c => $"Condition {c.Id}: {(c.Outcome == ConditionOutcome.Unspecified ? "nothing recorded" : Words.Of(c.Outcome))} {Words.Of(c.Basis, language)}".TrimEnd()))
            .Concat(truce.ExtensionProposals.Select(p => $"Extension {p.Id} by {Words.Of(p.Proposer)}: {(p.AcceptTime is null ? $"accepted so far by {string.Join(", ", p.AcceptedBy.Select(Words.Id))}" : $"accepted {Words.Of(p.AcceptTime)}")}"))
            .Concat(truce.Notices.Select(n => $"Notice {n.Id} of {Words.Of(n.Kind)} by {Words.Id(n.Party)}, effective {Words.Of(n.Effective)}{(n.WithdrawTime is null ? "" : ", withdrawn")}"))
            .Concat(truce.Suspensions.Select(s => $"Suspension {s.Id} by {Words.Of(s.Actor)} from {Words.Of(s.From)}{(s.ResumeTime is null ? ", lasting" : $" to {Words.Of(s.ResumeTime)}")}: {Words.Of(s.Reason, language)}"));
        return lines.Select(l => (IRenderable)new Rows(new RecordText(l)));
    }

    private static void Row(Table table, string what, string utc, ResolvedTime? clocks) =>
        table.AddRow(new RecordText(what), new RecordText(utc), new Rows(Words.Clocks(clocks).Select(c => new RecordText(c))));
}
