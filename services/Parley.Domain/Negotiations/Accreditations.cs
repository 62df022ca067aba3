using System.Collections.Immutable;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Who may read and act for whom in talks. A token says for whom somebody may act; accreditation narrows that and never widens it:
/// once anybody was admitted for a member, be it from a later day on, only those whose accreditation holds may act for it.
/// </summary>
public static class Accreditations
{
    /// <summary>The delegations of a negotiation as its resource shows them.</summary>
    /// <param name="negotiation">The negotiation, for example as a rule refers to it.</param>
    /// <param name="zoneOf">The zone of a party, which the negotiation does not show; null leaves it empty.</param>
    public static Delegations DelegationsOf(Negotiation negotiation, Func<string, string?>? zoneOf = null) =>
        Delegations(negotiation.Members, negotiation.Accreditations, zoneOf ?? (_ => null)) with { Version = negotiation.AccreditationVersion };

    internal static Delegations Delegations(
        IEnumerable<Member> members, IReadOnlyCollection<Accreditation> accreditations, Func<string, string?> zoneOf)
    {
        ImmutableArray<AccreditationPeriod> observers = [.. Periods(accreditations.Where(IsObserver))];
        return new()
        {
            Members = [.. members.Select(m => Delegation(m, [.. accreditations.Where(a => a.Party == m.Party)], zoneOf(m.Party) ?? ""))],
            Observers = Access.Delegations.Holding(observers),
            ObserverPeriods = observers,
        };
    }

    /// <summary>True for an observer, who belongs to no member.</summary>
    internal static bool IsObserver(Accreditation accreditation) => accreditation.Function == DelegationFunction.Observer;

    private static AccreditedMember Delegation(Member member, IReadOnlyCollection<Accreditation> accreditations, string zone)
    {
        ImmutableArray<AccreditationPeriod> periods = [.. Periods(accreditations)];
        return new()
        {
            Party = member.Party,
            Capacity = member.Capacity,
            Accredited = { Access.Delegations.Holding(periods) },
            Narrowed = accreditations.Count > 0,
            Zone = zone,
            Periods = { periods },
        };
    }

    /// <summary>The periods of those that have not ended. Whoever is accredited twice for the same time and to do the same is so once.</summary>
    private static IEnumerable<AccreditationPeriod> Periods(IEnumerable<Accreditation> accreditations) => accreditations
        .Where(a => a.EndTime is null)
        .Select(a => new AccreditationPeriod
        {
            Subject = a.Subject,
            From = a.Active ? null : a.From.Resolved.Instant,
            Until = a.Until?.Resolved.Instant,
            Assists = a.Function is DelegationFunction.Adviser or DelegationFunction.Interpreter,
            Level = a.Level,
        })
        .Distinct();
}
