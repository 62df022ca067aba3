using Parley.Domain.Frame;
using Parley.Domain.Texts.Signing;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>Clauses are agreed one by one, each party for itself; what is agreed is opened again only in the open (<see cref="Reopening"/>).</summary>
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

        if (clause.Agreements.Any(a => a.Party == drafter.Party && (!a.AdReferendum || request.AdReferendum)))
        {
            return Rejection.Precondition("ALREADY_AGREED", text.Journal, $"{drafter.Party} has agreed to {clause.Id} already. Its agreement stands until the words change or the clause is reopened.");
        }

        return (PendingOpening.BarDue(text, context.Now) ?? TextLimits.Check(
            text.Journal, text.AgreedBy.GetValueOrDefault(drafter.Party) + 1, TextLimits.Agreements, "agreements of one party, those that fell too")) is { } refused
            ? refused
            : new Event { ClauseAgreed = new() { Clause = clause.Id, Party = drafter.Party, AdReferendum = request.AdReferendum } };
    }
}
