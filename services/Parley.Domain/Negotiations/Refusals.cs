using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;

namespace Parley.Domain.Negotiations;

/// <summary>Refusals that several rules of talks share.</summary>
internal static class Refusals
{
    /// <summary>The violation of a party that takes no part; null for a member.</summary>
    public static FieldViolation? Stranger(NegotiationRecord talks, string party, string field) =>
        talks.Member(party) is not null ? null
        : ForeignName.In(party, ResourceName.ConflictOf(talks.Journal), field)
            ?? new(field, "UNKNOWN_MEMBER", $"{party} takes no part in these talks; {string.Join(", ", talks.Members.Select(m => m.Party))} do.");

    /// <summary>The violations of parties that take no part.</summary>
    public static IEnumerable<FieldViolation> Strangers(NegotiationRecord talks, IEnumerable<string> parties, string field) =>
        parties.Select((party, i) => Stranger(talks, party, $"{field}[{i}]")).OfType<FieldViolation>();
}
