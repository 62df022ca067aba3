using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Terms under examination: the text, what it may refer to, and what was found wrong so far.</summary>
internal sealed class TermsReading
{
    public const string Root = "terms";

    public TermsReading(TruceTerms terms, Conflict conflict, string truceName, IReadOnlySet<string> knownTruces)
    {
        Terms = terms;
        ConflictName = conflict.Name;
        TruceName = truceName;
        KnownTruces = knownTruces;
        Parties = conflict.Parties.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        Areas = conflict.Areas.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        ConditionIds = terms.Conditions.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
        ClauseIds = terms.Clauses.Select(c => c.Id).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The terms, their times resolved as far as they can be.</summary>
    public TruceTerms Terms { get; }

    public string ConflictName { get; }

    public string TruceName { get; }

    public IReadOnlySet<string> KnownTruces { get; }

    public HashSet<string> Parties { get; }

    public HashSet<string> Areas { get; }

    public HashSet<string> ConditionIds { get; }

    public HashSet<string> ClauseIds { get; }

    public ImmutableArray<FieldViolation>.Builder Violations { get; } = ImmutableArray.CreateBuilder<FieldViolation>();

    public void Refuse(string path, string reason, string description) => Violations.Add(new(path, reason, description));

    /// <summary>Refuses when the condition does not hold.</summary>
    public void Require(bool holds, string path, string reason, string description)
    {
        if (!holds)
        {
            Refuse(path, reason, description);
        }
    }

    public void RequireCondition(string id, string path) =>
        Require(ConditionIds.Contains(id), path, TermsReasons.UnknownCondition, $"These terms have no condition {id}. Name one of conditions, or add it.");

    public void RequireClause(string id, string path) =>
        Require(ClauseIds.Contains(id), path, TermsReasons.UnknownClause, $"These terms have no clause {id}. Name one of clauses, or add it.");
}
