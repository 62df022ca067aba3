using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;

namespace Parley.Domain.Negotiations;

/// <summary>Refusals that several rules of talks share.</summary>
internal static class Refusals
{
    /// <summary>An id that the caller chose and that was chosen before.</summary>
    public static Rejection Taken(NegotiationRecord talks, string what, string id) =>
        new(RejectionCode.AlreadyExists, "ALREADY_EXISTS", $"{talks.Journal} has a {what} {id} already. Choose another id.") { Resource = talks.Journal };

    /// <summary>An id in the request that the negotiation does not know.</summary>
    public static Rejection Unknown(string field, string reason, string id, IEnumerable<string> known)
    {
        ImmutableArray<string> ids = [.. known];
        return Rejection.Invalid(field, reason, ids.IsEmpty ? $"There is no {id}; there is none at all." : $"There is no {id}; there are {string.Join(", ", ids)}.");
    }

    /// <summary>The violation of a party that takes no part; null for a member.</summary>
    public static FieldViolation? Stranger(NegotiationRecord talks, string party, string field) =>
        talks.Member(party) is not null ? null
        : ForeignName.In(party, ResourceName.ConflictOf(talks.Journal), field)
            ?? new(field, "UNKNOWN_MEMBER", $"{party} takes no part in these talks; {string.Join(", ", talks.Members.Select(m => m.Party))} do.");

    /// <summary>The violations of parties that take no part.</summary>
    public static IEnumerable<FieldViolation> Strangers(NegotiationRecord talks, IEnumerable<string> parties, string field) =>
        parties.Select((party, i) => Stranger(talks, party, $"{field}[{i}]")).OfType<FieldViolation>();

    /// <summary>The violations of values that stand twice in a list.</summary>
    public static IEnumerable<FieldViolation> Twice(IEnumerable<string> values, Func<int, string> field, string reason)
    {
        var seen = new HashSet<string>();
        return [.. values.Select((value, i) => (Value: value, Field: field(i))).Where(v => !seen.Add(v.Value))
            .Select(v => new FieldViolation(v.Field, reason, $"{v.Value} stands here twice. Name it once."))];
    }
}
