using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Signing;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>Clauses are agreed one by one, each party for itself, and what is agreed is opened again only in the open.</summary>
internal static class Agreements
{
    /// <summary>A party agrees to a clause as it stands, subject to confirmation or, then or later, without.</summary>
    public static Decision Agree(TextRecord text, AgreeClauseRequest request, RuleContext context)
    {
        var drafter = Drafter.OfParty(request.Party, text, context);
        if (drafter.Rejection is not null)
        {
            return drafter.Rejection;
        }

        if (text.Clause(request.Clause) is not { } clause)
        {
            return Clauses.Unknown(text, request.Clause, "clause");
        }

        if (clause.Status == ClauseStatus.Bracketed)
        {
            return Clauses.Bracketed(text, text.Amendments.Where(a => a.Clause == clause.Id && a.Kind != AmendmentKind.Insert))!;
        }

        return clause.Agreements.Any(a => a.Party == drafter.Party && (!a.AdReferendum || request.AdReferendum))
            ? Rejection.Precondition("ALREADY_AGREED", text.Journal, $"{drafter.Party} has agreed to {clause.Id} already. Its agreement stands until the words change or the clause is reopened.")
            : new Event { ClauseAgreed = new() { Clause = clause.Id, Party = drafter.Party, AdReferendum = request.AdReferendum } };
    }

    /// <summary>
    /// A party or a mediator opens an agreed clause again, and says why. What parties have initialled is opened only by all of them: they
    /// put their initials to the whole text, and all of those fall. Whoever opens a clause again is not silent on it.
    /// </summary>
    public static Decision Reopen(TextRecord text, ReopenClauseRequest request, RuleContext context)
    {
        var drafter = Drafter.MediatorOrParty(request.Party, text, context);
        if ((drafter.Rejection ?? Freeze.Check(text)) is { } barred)
        {
            return barred;
        }

        if (Consenting.Check(text, request.AgreedBy, "agreed_by").ToImmutableArray() is { IsEmpty: false } strangers)
        {
            return Rejection.Invalid(strangers);
        }

        if (text.Clause(request.Clause) is not { } clause)
        {
            return Clauses.Unknown(text, request.Clause, "clause");
        }

        if (!ClauseStatuses.IsAgreed(clause))
        {
            return Rejection.Precondition("CLAUSE_NOT_AGREED", text.Journal, $"{clause.Id} is not agreed, so it is open. Propose an amendment, or let the pen-holder revise it.");
        }

        return AllWhoInitialled(text, request) is { } missing
            ? missing
            : (List<Event>)
            [
                new() { ClauseReopened = new() { Clause = clause.Id, Reason = request.Reason } },
                .. SilenceBreaking.ByAmendment(text, clause.Id, drafter.Party),
            ];
    }

    private static Rejection? AllWhoInitialled(TextRecord text, ReopenClauseRequest request)
    {
        var missing = string.Join(", ", Initials.Of(text).Except(request.AgreedBy));
        return missing.Length == 0
            ? null
            : Rejection.Precondition(
                "REOPENING_NEEDS_ALL", text.Journal, $"The text is initialled, and {missing} is not in agreed_by. Obtain the agreement of all who initialled and name them.")
                .With("missing", missing.Replace(" ", "", StringComparison.Ordinal));
    }
}
