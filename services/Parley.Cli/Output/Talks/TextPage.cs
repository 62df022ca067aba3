using Parley.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output.Talks;

/// <summary>A negotiating text on one page: how it stands, its clauses in all languages with their brackets, and who has signed.</summary>
/// <param name="text">The text.</param>
/// <param name="glossary">The reader's language and names.</param>
/// <param name="now">What the server's clock shows, for the time that is left.</param>
/// <param name="talks">How the talks stand in which it was tabled, where that is known.</param>
internal sealed class TextPage(NegotiatingText text, Glossary glossary, DateTimeOffset now, NegotiationState talks = NegotiationState.Unspecified)
{
    private readonly ClauseRows _clauses = new(text, glossary);

    public IEnumerable<IRenderable> Render() =>
    [
        Tables.Heading(glossary.Of(text.Title)), new RecordText(text.Name, Tables.Faint), Tables.Lines(text.Title?.Values.Count > 1 ? glossary.AllOf(text.Title) : []), Standing(),
        .. Tables.Flags(text.DirectionFlags),
        Tables.Heading(text.OpenBrackets > 0 ? "The text; what is not settled stands in [square brackets]" : "The text"), new Wordings(_clauses.Languages, Head, _clauses.All()), .. Settled(),
        .. new ConsentParts(text, glossary, now).Render(), .. Truces(),
    ];

    /// <summary>How many brackets are open, and whether the text is clean.</summary>
    public static string Brackets(NegotiatingText text) =>
        text.Clean ? "clean: no bracket is open, and every clause is there in every language"
        : text.OpenBrackets > 0 ? $"not clean: {Words.Count(text.OpenBrackets, "bracket is", "brackets are")} open"
        : "not clean: no bracket is open, but not every clause is there in every language";

    private Table Standing()
    {
        var table = Tables.Of("", "How it stands");
        Row(table, "Stands", $"{Words.Of(text.State)}{(text.ConcludeTime is null ? "" : $" {Words.Of(text.ConcludeTime)}")}", By(), text.Revision > 0 ? $"revised {Words.Count(text.Revision, "time", "times")}" : "");
        Row(table, "Brackets", Brackets(text));
        Row(table, "Authentic in", string.Join(", ", text.Languages), text.PrevailingLanguage.Length > 0
            ? $"{text.PrevailingLanguage} prevails where they differ"
            : text.Languages.Count > 1 ? "none prevails where they differ" : "");
        Row(table, "The pen", $"held by {TalksWords.Proposer(text.PenHolder, glossary)}");
        Row(table, "Binds", Binds());
        if (text.State is not (NegotiatingTextState.Concluded or NegotiatingTextState.Withdrawn) && Untouched.By(talks).ToList() is { Count: > 0 } untouched)
        {
            Row(table, "The talks", [$"are {Words.Of(talks)}", .. untouched]);
        }

        if (text.ConfirmationDeadline is { } deadline && (text.ConcludeTime is null || text.Signatures.Any(ConsentParts.WaitsForConfirmation)))
        {
            Row(table, "Confirmation", ["signatures ad referendum lapse unless confirmed by", .. TalksWords.Clocked(deadline, glossary)]);
        }

        if (text.Accession is { } accession)
        {
            Row(table, "Accession", [
                $"open to {(accession.OpenTo.Count > 0 ? glossary.Parties(accession.OpenTo) : "every party of the conflict")}{(accession.Excluded.Count > 0 ? $", not to {glossary.Parties(accession.Excluded)}" : "")}",
                accession.Deadline is null ? "for ever" : $"until {TalksWords.Of(accession.Deadline)}",
            ]);
        }

        return table;
    }

    private string Binds() => text.State switch
    {
        NegotiatingTextState.Concluded => "those whose signature or accession stands below, witnesses aside",
        NegotiatingTextState.Withdrawn => "nobody: it was taken off the table",
        _ when text.RequiredSignatories.Count > 0 => $"once {glossary.Parties(text.RequiredSignatories)} have signed",
        _ => "once every party has signed",
    };

    private string By() => text.ConcludedByOpening.Length > 0 ? $"concluded by opening {text.ConcludedByOpening} of sealed consents" : "";

    private string Head(string language) => language == text.PrevailingLanguage ? $"{language} (prevails)" : text.Languages.Contains(language) ? language : $"{language} (not authentic)";

    private IEnumerable<IRenderable> Settled()
    {
        var settled = text.Amendments.Where(a => a.State != AmendmentState.Open).ToList();
        return settled.Count == 0 ? [] :
        [
            Tables.Heading("Brackets that are closed"),
            Tables.Lines(settled.Select(a =>
                $"{a.Id} by {TalksWords.Proposer(a.Proposer, glossary)}, {Words.Of(a.Kind)}{(a.Clause.Length > 0 ? $" ({a.Clause})" : "")}: {Words.Of(a.State)}{Quoted(a.Text)}")),
        ];
    }

    private string Quoted(LocalizedText? words) => glossary.Of(words) is { Length: > 0 } given ? $", “{given}”" : "";

    private IEnumerable<IRenderable> Truces() => text.Truces.Count == 0 ? [] :
    [
        Tables.Heading(text.ConcludeTime is null ? "Truces that its conclusion opens" : "Truces that its conclusion opened"),
        Tables.Lines(text.Truces.Select(t => t.Truce.Length > 0 ? $"{t.TruceId} {glossary.Of(t.Terms?.Title)}".TrimEnd() + $": {t.Truce}"
            : t.Refusal.Length > 0 ? $"{t.TruceId} could not be opened: {t.Refusal}"
            : $"{t.TruceId} {glossary.Of(t.Terms?.Title)}".TrimEnd())),
    ];

    private static void Row(Table table, string what, params IEnumerable<string> lines) => table.AddRow(new RecordText(what), Tables.Lines(lines));
}
