using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Texts.Drafting;
using Parley.V1;

namespace Parley.Domain.Texts;

/// <summary>
/// How far each clause has come. A status is never set by hand: it follows from the amendments that are open, the parties that have
/// agreed and those that have initialled. Once the text is concluded all of it is agreed, whoever had agreed to which clause before.
/// </summary>
internal static class ClauseStatuses
{
    /// <summary>
    /// The record with every clause's status as it follows from the rest, and the text back on the table where it was agreed and no longer
    /// is.
    /// </summary>
    public static TextRecord Refreshed(TextRecord text, Instant at)
    {
        var parties = text.Parties.ToImmutableArray();
        var bracketed = Bracketed(text);
        var initialled = IsInitialled(text, parties);
        var concluded = text.Stage == NegotiatingTextState.Concluded;
        var clauses = text.Clauses;
        for (var i = 0; i < clauses.Count; i++)
        {
            var clause = clauses[i];
            var status = bracketed.Contains(clause.Id) && !concluded ? ClauseStatus.Bracketed
                : initialled || (concluded && clause.Status == ClauseStatus.Initialled) ? ClauseStatus.Initialled
                : concluded ? ClauseStatus.Agreed
                : Agreed(clause, parties)
                ?? (text.Reopened.Contains(clause.Id) ? ClauseStatus.Reopened : ClauseStatus.Proposed);
            if (status != clause.Status)
            {
                var changed = clause.Clone();
                changed.Status = status;
                clauses = clauses.SetItem(i, changed);
            }
        }

        return Standing(text with
        {
            Clauses = clauses,
            Reopened = text.Reopened.Except(clauses.Where(IsAgreed).Select(c => c.Id)),
        }, at);
    }

    /// <summary>True when nothing of the clause may change unless it is opened again.</summary>
    public static bool IsAgreed(TextClause clause) =>
        clause.Status is ClauseStatus.Agreed or ClauseStatus.AgreedAdReferendum or ClauseStatus.Initialled;

    /// <summary>True when every clause is agreed and no bracket is open.</summary>
    public static bool AllAgreed(TextRecord text) => !text.Clauses.IsEmpty && text.Clauses.All(IsAgreed) && OpenBrackets(text) == 0;

    /// <summary>How many amendments are open.</summary>
    public static int OpenBrackets(TextRecord text) => text.Amendments.Count(a => a.State == AmendmentState.Open);

    /// <summary>True when no bracket is open and every clause is there in every language.</summary>
    public static bool IsClean(TextRecord text) => OpenBrackets(text) == 0 && !Untranslated(text).Any();

    /// <summary>What is not written yet, an item for each clause and language that it lacks: clause/language.</summary>
    public static IEnumerable<string> Untranslated(TextRecord text) =>
        from clause in text.Clauses
        from language in text.Tabled.Languages
        where clause.Text?.Values.ContainsKey(language) != true
        select $"{clause.Id}/{language}";

    /// <summary>The clauses of which an amendment is open. A new clause that is proposed puts none of those beside it into brackets.</summary>
    private static ImmutableHashSet<string> Bracketed(TextRecord text) =>
        [.. text.Amendments.Where(a => a is { State: AmendmentState.Open, Kind: not AmendmentKind.Insert }).Select(a => a.Clause)];

    /// <summary>True when every party has initialled, or silence stands for that.</summary>
    private static bool IsInitialled(TextRecord text, ImmutableArray<string> parties) =>
        text.Stage == NegotiatingTextState.Authenticated
        || (!parties.IsEmpty && parties.All(party => text.Signatures.Exists(s => s.Party == party && Initials.Stands(s))));

    private static ClauseStatus? Agreed(TextClause clause, ImmutableArray<string> parties) =>
        parties.IsEmpty || !parties.All(party => clause.Agreements.Any(a => a.Party == party)) ? null
        : clause.Agreements.Any(a => a.AdReferendum) ? ClauseStatus.AgreedAdReferendum
        : ClauseStatus.Agreed;

    /// <summary>An agreed text of which something is open again is on the table again.</summary>
    private static TextRecord Standing(TextRecord text, Instant at) =>
        text.Stage is NegotiatingTextState.Agreed or NegotiatingTextState.AgreedAdReferendum && !AllAgreed(text)
            ? text with { Stage = NegotiatingTextState.Tabled, StageSince = at }
            : text;
}
