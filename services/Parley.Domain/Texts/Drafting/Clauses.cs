using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What several acts have to do with clauses.</summary>
internal static class Clauses
{
    /// <summary>The refusal of an id that no clause of the text has.</summary>
    public static Rejection Unknown(TextRecord text, string id, string field) => Rejection.Invalid(UnknownIn(text, id, field));

    /// <summary>The violation of an id that no clause of the text has.</summary>
    public static FieldViolation UnknownIn(TextRecord text, string id, string field) => text.Deleted.Contains(id)
        ? new(field, "UNKNOWN_CLAUSE", $"Clause {id} was taken out.")
        : FieldViolation.Unknown(field, "UNKNOWN_CLAUSE", $"clause {id} in the text", text.Clauses.Select(c => c.Id));

    /// <summary>The refusal to use an id again, be it that of a clause that was taken out: what was said of it was said of another clause.</summary>
    public static Rejection? Taken(TextRecord text, string id) => text.Clause(id) is not null || text.Deleted.Contains(id)
        ? Rejection.Taken(text.Journal, "clause", id)
        : null;

    /// <summary>The refusal to change clauses that are agreed; null when none of them is.</summary>
    public static Rejection? Agreed(TextRecord text, IEnumerable<TextClause> clauses)
    {
        var ids = string.Join(", ", clauses.Where(ClauseStatuses.IsAgreed).Select(c => c.Id));
        return ids.Length == 0
            ? null
            : Rejection.Precondition(
                "CLAUSE_AGREED", text.Journal, $"{ids}: agreed, and not changed without being reopened. Use ReopenClause first; every agreement then falls.")
                .With("clauses", ids.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>The refusal of what open amendments stand in the way of; null when there are none.</summary>
    public static Rejection? Bracketed(TextRecord text, IEnumerable<Amendment> amendments)
    {
        var ids = string.Join(", ", amendments.Where(a => a.State == AmendmentState.Open).Select(a => a.Id));
        return ids.Length == 0
            ? null
            : Rejection.Precondition(
                "CLAUSE_BRACKETED", text.Journal, $"The clause stands in brackets: {ids} must be resolved or withdrawn first.")
                .With("amendments", ids.Replace(" ", "", StringComparison.Ordinal));
    }

    /// <summary>The bindings of a clause end.</summary>
    public static IEnumerable<Event> Unbound(TextClause clause) =>
        clause.Bindings.Select(b => new Event { ClauseUnbound = new() { Clause = clause.Id, Binding = b.Id } });
}
