using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Who may read and act for whom in talks. A token says for whom somebody may act; accreditation narrows that and never widens it:
/// once anybody was admitted for a member, be it from a later day on, only those whose accreditation holds may act for it.
/// </summary>
public static class Accreditations
{
    /// <summary>The members of a negotiation as its resource shows them, with those who are accredited now.</summary>
    /// <param name="negotiation">The negotiation, for example as a rule refers to it.</param>
    /// <param name="conflict">The conflict, for the members' zones, which the negotiation does not show; null leaves them empty.</param>
    public static ImmutableArray<AccreditedMember> MembersOf(Negotiation negotiation, Conflict? conflict = null) =>
        Members(negotiation.Members, negotiation.Accreditations, party => conflict?.Parties.FirstOrDefault(p => p.Name == party)?.Zone);

    /// <summary>The subjects of the observers that are admitted now, in the order of admission.</summary>
    public static ImmutableArray<string> ObserversOf(Negotiation negotiation) => Observers(negotiation.Accreditations);

    internal static ImmutableArray<AccreditedMember> Members(
        IEnumerable<Member> members, IReadOnlyCollection<Accreditation> accreditations, Func<string, string?> zoneOf) =>
    [
        .. members.Select(m => new AccreditedMember
        {
            Party = m.Party,
            Capacity = m.Capacity,
            Accredited = { accreditations.Where(a => a.Active && a.Party == m.Party).Select(a => a.Subject).Distinct() },
            Narrowed = accreditations.Any(a => a.Party == m.Party),
            Zone = zoneOf(m.Party) ?? "",
        }),
    ];

    internal static ImmutableArray<string> Observers(IEnumerable<Accreditation> accreditations) =>
        [.. accreditations.Where(a => a.Active && IsObserver(a)).Select(a => a.Subject).Distinct()];

    /// <summary>True for an observer, who belongs to no member.</summary>
    internal static bool IsObserver(Accreditation accreditation) => accreditation.Function == DelegationFunction.Observer;
}
