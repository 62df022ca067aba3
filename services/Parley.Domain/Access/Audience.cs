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
        var conflict = ResourceName.ConflictOf(truce);
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var role in Admitted)
        {
            keys.Add(Key(role, ""));
            keys.Add(Key(role, conflict));
            keys.Add(Key(role, truce));
        }

        keys.AddRange(parties.Select(Party));
        return keys.ToImmutable();
    }

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
            keys.Add(grant.Role == Role.Party ? Party(grant.Scope) : Key(grant.Role, grant.Scope));
            if (grant.Role == Role.Party)
            {
                keys.Add(AnyPartyOf(ResourceName.ConflictOf(grant.Scope)));
            }
        }

        return keys.ToImmutable();
    }

    private static string Key(Role role, string scope) => $"{role.ToString().ToLowerInvariant()}/{scope}";
}
