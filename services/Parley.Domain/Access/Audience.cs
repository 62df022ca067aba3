using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Parley.Contract;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>
/// Who may read a journal, as a set of keys: whoever holds one of them may. The same rule serves a grain that asks
/// "may this caller read?" and a list that asks the database for the rows a caller may see.
/// </summary>
public static class Audience
{
    /// <summary>The key that everyone holds.</summary>
    public const string Everyone = "public";

    // As long for every instant, so that the order of the texts is that of the instants.
    private static readonly InstantPattern Sortable = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.ffffff'Z'");

    private static readonly Role[] Admitted = [Role.Mediator, Role.Guarantor, Role.Monitor, Role.Observer];

    /// <summary>The key of one subject.</summary>
    public static string Subject(string subject) => "subject/" + subject;

    /// <summary>The key of those who act for one party.</summary>
    public static string Party(string party) => "party/" + party;

    /// <summary>The key of those who act for any party of a conflict.</summary>
    public static string AnyPartyOf(string conflict) => "party-of/" + conflict;

    /// <summary>
    /// The keys of a truce's audience: its parties, and the mediators, guarantors, monitors and observers whose
    /// grant covers it.
    /// </summary>
    public static ImmutableArray<string> OfTruce(string truce, IEnumerable<string> parties)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var role in Admitted)
        {
            keys.AddRange(Anywhere(role, truce));
        }

        keys.AddRange(parties.Select(Party));
        return keys.ToImmutable();
    }

    /// <summary>The key of those who hold another key and are this very subject: what accreditation narrows an audience to.</summary>
    public static string Accredited(string key, string subject) => $"{key}|{subject}";

    /// <summary>The keys of the mediators whose grant covers a negotiation.</summary>
    public static ImmutableArray<string> Mediators(string negotiation) => Anywhere(Role.Mediator, negotiation);

    /// <summary>The keys of one member's delegation: whoever may act for the party or, once anybody was accredited, those who are.</summary>
    public static IEnumerable<string> Delegation(AccreditedMember member) =>
        member.Narrowed ? member.Accredited.Select(subject => Accredited(Party(member.Party), subject)) : [Party(member.Party)];

    /// <summary>The keys of a negotiation and its texts: its members' delegations, the mediators, and the observers that are admitted.</summary>
    public static ImmutableArray<string> OfNegotiation(string negotiation, Delegations delegations) =>
    [
        .. Mediators(negotiation),
        .. delegations.Members.SelectMany(Delegation),
        .. delegations.Observers.SelectMany(subject => Anywhere(Role.Observer, negotiation).Select(key => Accredited(key, subject))),
    ];

    /// <summary>
    /// The keys of those whom the clock alone will let into a negotiation and its texts, each with the instant from which it counts.
    /// </summary>
    public static IEnumerable<(string Key, Instant From)> ComingToNegotiation(string negotiation, Delegations delegations) =>
    [
        .. delegations.Members.SelectMany(ComingToDelegation),
        .. delegations.ObserverPeriods.Where(p => p.From is not null).SelectMany(
            p => Anywhere(Role.Observer, negotiation).Select(key => (Accredited(key, p.Subject), p.From.ToInstant()))),
    ];

    /// <summary>The keys of those who will join one member's delegation by the clock alone.</summary>
    public static IEnumerable<(string Key, Instant From)> ComingToDelegation(AccreditedMember member) => member.Periods
        .Where(p => p.From is not null)
        .Select(p => (Accredited(Party(member.Party), p.Subject), p.From.ToInstant()));

    /// <summary>
    /// A key that counts from an instant on, as an index keeps it. In byte order the keys that count by an instant stand behind
    /// <see cref="BeforeAll"/>, up to the one of that instant. No caller holds one: the mark in it is a control character.
    /// </summary>
    public static string From(string key, Instant instant) => BeforeAll(key) + Sortable.Format(instant);

    /// <summary>What stands in byte order before every key that <see cref="From"/> makes of this one.</summary>
    public static string BeforeAll(string key) => key + "\u001f";

    /// <summary>True when the caller holds one of the keys. A call from one journal to another is let in; its answer goes to nobody.</summary>
    public static bool Admits(ImmutableArray<string> audience, Caller caller)
    {
        if (caller.IsParley)
        {
            return true;
        }

        foreach (var key in audience)
        {
            if (caller.AudienceKeys.Contains(key))
            {
                return true;
            }
        }

        return false;
    }

    internal static ImmutableHashSet<string> KeysOf(Caller caller)
    {
        var keys = ImmutableHashSet.CreateBuilder<string>();
        keys.Add(Everyone);
        if (!caller.IsAnonymous)
        {
            keys.Add(Subject(caller.Subject));
        }

        foreach (var grant in caller.Grants)
        {
            var key = grant.Role == Role.Party ? Party(grant.Scope) : Key(grant.Role, grant.Scope);
            keys.Add(key);
            keys.Add(Accredited(key, caller.Subject));
            if (grant.Role == Role.Party)
            {
                keys.Add(AnyPartyOf(ResourceName.ConflictOf(grant.Scope)));
            }
        }

        return keys.ToImmutable();
    }

    private static ImmutableArray<string> Anywhere(Role role, string resource) =>
        [Key(role, ""), Key(role, ResourceName.ConflictOf(resource)), Key(role, resource)];

    private static string Key(Role role, string scope) => $"{role.ToString().ToLowerInvariant()}/{scope}";
}
