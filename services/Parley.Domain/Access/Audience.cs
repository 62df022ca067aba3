using System.Collections.Immutable;
using Parley.Contract;
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
