using System.Collections.Immutable;
using Parley.Contract;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>What a token lets its holder be, and where.</summary>
/// <param name="Role">The role.</param>
/// <param name="Scope">
/// A conflict, party, truce or negotiation by name; empty for every conflict. A grant for a conflict holds for all of its truces
/// and negotiations; a grant in the role of a party always names the party.
/// </param>
public readonly record struct Grant(Role Role, string Scope)
{
    /// <summary>True when the grant holds for the resource: it has no scope, or its scope is the resource or an ancestor of it.</summary>
    public bool Covers(string resource) =>
        Scope.Length == 0
        || (resource.StartsWith(Scope, StringComparison.Ordinal) && (resource.Length == Scope.Length || resource[Scope.Length] == '/'));
}

/// <summary>Who calls: a subject, and what it has been granted. The anonymous caller has neither.</summary>
public sealed class Caller
{
    private readonly Lazy<ImmutableHashSet<string>> _keys;

    public Caller(string subject, ImmutableArray<Grant> grants)
    {
        Subject = subject;
        Grants = grants;
        _keys = new(() => Audience.KeysOf(this));
    }

    /// <summary>Somebody without a token; reads what is public.</summary>
    public static Caller Anonymous { get; } = new("", []);

    /// <summary>Parley itself: calls from one journal to another. No token ever carries this role.</summary>
    public static Caller Parley { get; } = new("parley", [new(Role.Parley, "")]);

    /// <summary>The token's subject; empty for the anonymous caller.</summary>
    public string Subject { get; }

    public ImmutableArray<Grant> Grants { get; }

    public bool IsAnonymous => Subject.Length == 0;

    /// <summary>True for Parley itself.</summary>
    public bool IsParley => Grants is [{ Role: Role.Parley }];

    /// <summary>The audience keys that the caller holds; see <see cref="Audience"/>.</summary>
    public ImmutableHashSet<string> AudienceKeys => _keys.Value;

    /// <summary>True when the caller has the role for the resource.</summary>
    public bool Is(Role role, string resource) => Grants.Any(g => g.Role == role && g.Covers(resource));

    /// <summary>True when the caller acts for the party.</summary>
    public bool ActsFor(string party) => Grants.Any(g => g.Role == Role.Party && g.Scope == party);

    /// <summary>The parties of the conflict for which the caller acts, in the token's order.</summary>
    public ImmutableArray<string> PartiesIn(string conflict) =>
        [.. Grants.Where(g => g.Role == Role.Party && ResourceName.ConflictOf(g.Scope) == conflict).Select(g => g.Scope).Distinct()];
}
