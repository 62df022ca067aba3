using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Hosting.Tokens;

/// <summary>
/// How a token says what its holder may be: the claim <c>roles</c>, an array of strings such as <c>mediator</c>,
/// <c>mediator@conflicts/x</c>, <c>party@conflicts/x/parties/a</c> or <c>monitor@conflicts/x/truces/t</c>.
/// </summary>
public static class RoleClaims
{
    /// <summary>The claim's name.</summary>
    public const string ClaimName = "roles";

    /// <summary>The most roles that one token may hold.</summary>
    public const int MaxRoles = 64;

    /// <summary>The longest role, in characters.</summary>
    public const int MaxLength = 256;

    private static readonly FrozenDictionary<string, Role> Roles = new Dictionary<string, Role>
    {
        ["mediator"] = Role.Mediator,
        ["party"] = Role.Party,
        ["observer"] = Role.Observer,
        ["monitor"] = Role.Monitor,
        ["guarantor"] = Role.Guarantor,
        ["secretariat"] = Role.Secretariat,
        ["operator"] = Role.Operator,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Role, string> Words = Roles.ToFrozenDictionary(r => r.Value, r => r.Key);

    /// <summary>The grant that a role in a token stands for; null when it stands for none. <c>parley</c> is no role of a token.</summary>
    public static Grant? Parse([NotNullWhen(true)] string? text)
    {
        if (text is null || text.Length > MaxLength)
        {
            return null;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var word = at < 0 ? text : text[..at];
        if (!Roles.TryGetValue(word, out var role))
        {
            return null;
        }

        var grant = new Grant(role, at < 0 ? "" : text[(at + 1)..]);
        return at >= 0 && grant.Scope.Length == 0 ? null : IsAllowed(grant) ? grant : null;
    }

    /// <summary>The string that stands for a grant.</summary>
    /// <exception cref="ArgumentException">No token can hold such a grant.</exception>
    public static string Format(Grant grant) =>
        !IsAllowed(grant) ? throw new ArgumentException($"No token can hold the role {grant.Role} for '{grant.Scope}'.", nameof(grant))
        : grant.Scope.Length == 0 ? Words[grant.Role]
        : $"{Words[grant.Role]}@{grant.Scope}";

    // A party acts for itself and nobody else; whoever watches or guarantees is admitted somewhere. Only those who serve every
    // conflict may go without a scope, and running the machines has none.
    private static bool IsAllowed(Grant grant) => grant.Role switch
    {
        Role.Party => ResourceName.Matches(grant.Scope, ResourceName.PartyPattern),
        Role.Mediator or Role.Secretariat => grant.Scope.Length == 0 || IsPlace(grant.Scope),
        Role.Observer or Role.Monitor or Role.Guarantor => IsPlace(grant.Scope),
        Role.Operator => grant.Scope.Length == 0,
        _ => false,
    };

    private static bool IsPlace(string scope) =>
        ResourceName.Matches(scope, ResourceName.ConflictPattern) || ResourceName.Matches(scope, ResourceName.TrucePattern)
        || ResourceName.Matches(scope, ResourceName.NegotiationPattern);
}
