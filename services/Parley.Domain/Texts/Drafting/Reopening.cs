using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Signing;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>
/// An agreed clause is opened again: by any party or a mediator, openly and with a reason, as long as nobody has initialled the text. What was
/// initialled together is opened together: each who initialled says so for itself, and with the last of them the clause is open; mediators, who
/// vouch for what parties have told them elsewhere too, record that all agreed.
/// </summary>
internal static class Reopening
{
    /// <summary>A party calls for an agreed clause to be opened again, or a mediator records that all have agreed to that.</summary>
    public static Decision Reopen(TextRecord text, ReopenClauseRequest request, RuleContext context)
    {
        var drafter = Drafter.MediatorOrParty(request.Party, text, context);
        if ((drafter.Rejection ?? Freeze.Check(text)) is { } barred)
        {
            return barred;
        }

        if (Strangers.In(text.Members.Select(m => m.Party), request.AgreedBy, text.Journal, "agreed_by").ToImmutableArray() is { IsEmpty: false } strangers)
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

        return drafter.Party.Length == 0 ? ByMediator(text, clause, request) : ByParty(text, clause, drafter.Party, request);
    }

    private static Decision ByMediator(TextRecord text, TextClause clause, ReopenClauseRequest request)
    {
        return Rejection.Missing(
            "REOPENING_NEEDS_ALL", text.Journal, Awaited(text, clause).Except(request.AgreedBy),
            names => $"All who initialled the text must agree to open {clause.Id} again; {names} has not called for it and is not in agreed_by. Obtain its agreement and name it.") is { } missing
            ? missing
            : Opened(text, clause, request, by: "");
    }

    private static Decision ByParty(TextRecord text, TextClause clause, string party, ReopenClauseRequest request)
    {
        if (Vouching(request, party).ToImmutableArray() is { IsEmpty: false } vouching)
        {
            return Rejection.Invalid(vouching);
        }

        var missing = Awaited(text, clause).Where(p => p != party).ToImmutableArray();
        if (clause.ReopeningCalls.Any(c => c.Party == party))
        {
            return Rejection.Precondition(
                "REOPENING_CALLED", text.Journal, $"{party} has called for {clause.Id} to be opened again. That stands; {string.Join(", ", missing)} has not called for it yet.")
                .With("missing", string.Join(",", missing));
        }

        var called = new Event { ReopeningCalled = new() { Clause = clause.Id, Party = party, Reason = request.Reason } };
        return missing.IsEmpty
            ? Opened(text, clause, request, party, called)
            : (List<Event>)[called, .. SilenceBreaking.ByWordOn(text, clause.Id, party)];
    }

    /// <summary>Whoever has a clause opened again is not silent on it.</summary>
    private static Decision Opened(TextRecord text, TextClause clause, ReopenClauseRequest request, string by, params ReadOnlySpan<Event> called)
    {
        var reopened = new ClauseReopened { Clause = clause.Id, Reason = request.Reason };
        reopened.AgreedBy.AddRange(Initials.Of(text).Union(by.Length > 0 ? [by] : []));
        return (List<Event>)[.. called, new() { ClauseReopened = reopened }, .. SilenceBreaking.ByWordOn(text, clause.Id, by)];
    }

    /// <summary>Nobody vouches for another: a party names at most itself.</summary>
    private static IEnumerable<FieldViolation> Vouching(ReopenClauseRequest request, string party) => request.AgreedBy
        .Select((named, i) => named == party
            ? null
            : new FieldViolation($"agreed_by[{i}]", "VOUCHES_FOR_ANOTHER", $"{party} speaks for itself only. {named} calls for it too, or a mediator records that all agreed."))
        .OfType<FieldViolation>();

    private static IEnumerable<string> Awaited(TextRecord text, TextClause clause) => Initials.Of(text).Except(clause.ReopeningCalls.Select(c => c.Party));
}
