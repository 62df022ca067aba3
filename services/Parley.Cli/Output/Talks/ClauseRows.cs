using Google.Protobuf.WellKnownTypes;
using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>
/// The clauses of a text in order, each with what is proposed for it and what its words mean. What is not settled stands in square brackets,
/// as negotiators write it: the words as they are, and below them every amendment that is open, with who proposes it.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class ClauseRows(NegotiatingText text, Glossary glossary)
{
    /// <summary>The languages in which the text is authentic, then any other in which words of it are.</summary>
    public IReadOnlyList<string> Languages { get; } =
        [.. text.Languages.Concat(text.Clauses.SelectMany(c => c.Text?.Values.Keys.Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>())).Distinct(StringComparer.Ordinal)];

    /// <summary>The text, from its first clause to its last.</summary>
    public IReadOnlyList<Wording> All() =>
    [
        .. Insertions(""),
        .. text.Clauses.SelectMany(c => (IEnumerable<Wording>)[Clause(c), .. Amendments(c.Id), .. c.Bindings.SelectMany(Meaning), .. Insertions(c.Id)]),
        .. Open.Where(a => a.Kind == AmendmentKind.Insert && a.Clause.Length > 0 && text.Clauses.All(c => c.Id != a.Clause)).Select(Amendment),
    ];

    private IEnumerable<Amendment> Open => text.Amendments.Where(a => a.State == AmendmentState.Open);

    private IEnumerable<Wording> Insertions(string after) => Open.Where(a => a.Kind == AmendmentKind.Insert && a.Clause == after).Select(Amendment);

    private IEnumerable<Wording> Amendments(string clause) => Open.Where(a => a.Kind != AmendmentKind.Insert && a.Clause == clause).Select(Amendment);

    private Wording Clause(TextClause clause)
    {
        var bracketed = clause.Status == ClauseStatus.Bracketed || Amendments(clause.Id).Any();
        return new(
            [
                new(clause.Id, Tables.Strong),
                new(Words.Of(clause.Status), bracketed || clause.Status == ClauseStatus.Reopened ? Tables.Warning : Style.Plain),
                .. clause.ReopeningCalls.Select(c => new RecordText($"{glossary.Party(c.Party)} calls for it to be opened again", Tables.Faint)),
                .. Agreed(clause, adReferendum: false), .. Agreed(clause, adReferendum: true),
            ],
            language => new Rows([.. In(clause.Heading, language).Select(h => new RecordText(h, Tables.Strong)), Said(clause.Text, language, bracketed)]));
    }

    private IEnumerable<RecordText> Agreed(TextClause clause, bool adReferendum)
    {
        var parties = clause.Agreements.Where(a => a.AdReferendum == adReferendum).Select(a => a.Party).ToList();
        return parties.Count == 0 ? [] : [new($"agreed{(adReferendum ? " ad referendum" : "")} by {glossary.Parties(parties)}", Tables.Faint)];
    }

    private Wording Amendment(Amendment amendment)
    {
        var what = amendment.Kind switch
        {
            AmendmentKind.Replace => "other words",
            AmendmentKind.Option => "option",
            AmendmentKind.Delete => "take it out",
            _ => amendment.Clause.Length > 0 ? $"new clause after {amendment.Clause}" : "new clause at the beginning",
        };
        return new(
            [
                new($"{amendment.Id}: {what}", Tables.Warning),
                new($"proposed by {TalksWords.Proposer(amendment.Proposer, glossary)}"),
                .. glossary.Of(amendment.Rationale) is { Length: > 0 } why ? (IEnumerable<RecordText>)[new($"because: {why}", Tables.Faint)] : [],
            ],
            language => amendment.Kind == AmendmentKind.Delete ? new RecordText("[–]") : Said(amendment.Text, language, bracketed: true));
    }

    private IEnumerable<Wording> Meaning(Binding binding) =>
    [
        new(
            [new($"{binding.Id} means", Tables.Faint), .. new BindingWords(glossary).Of(binding).Where(l => l.Length > 0).Select(l => new RecordText(l))],
            language => new RecordText(In(binding.Words, language).FirstOrDefault() is { } words ? $"“{words}”" : Words.Nothing, Tables.Faint)),
        .. binding.Discrepancies.Select(d => new Wording(
            [new($"! {d.Language} and {d.OtherLanguage} differ: {d.Message}", Tables.Warning)],
            language => language == d.Language ? Due(d.DueBefore) : language == d.OtherLanguage ? Due(d.OtherDueBefore) : null)),
    ];

    private static RecordText? Due(Timestamp? time) => time is null ? null : new($"too late from {Words.Of(time)}", Tables.Warning);

    private static IEnumerable<string> In(LocalizedText? text, string language) => text is not null && text.Values.TryGetValue(language, out var words) ? [words] : [];

    private RecordText Said(LocalizedText? words, string language, bool bracketed) =>
        In(words, language).FirstOrDefault() is { } given ? new(bracketed ? $"[{given}]" : given)
        : text.Languages.Contains(language) ? new("not yet in this language", Tables.Warning)
        : new(Words.Nothing);
}
