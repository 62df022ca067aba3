using System.Collections.Immutable;
using Google.Protobuf;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>Who may send one kind of request. That a caller may read the journal at all is decided before this.</summary>
/// <param name="Roles">The roles that may; none where everyone in the audience may.</param>
/// <param name="PartyOf">The party that the request names as its sender's; empty when it names none.</param>
internal sealed record Permission(ImmutableArray<Role> Roles, Func<IMessage, string> PartyOf)
{
    /// <summary>Everyone who may read.</summary>
    public static Permission Reader { get; } = To();

    /// <summary>Parley itself: calls from one journal to another.</summary>
    public static Permission Parley { get; } = To(Role.Parley);

    /// <summary>Whoever has one of the roles.</summary>
    public static Permission To(params ImmutableArray<Role> roles) => new(roles, static _ => "");

    /// <summary>Whoever has one of the roles; the request says for which party.</summary>
    public static Permission ToActing<T>(Func<T, string> partyOf, params ImmutableArray<Role> roles)
        where T : IMessage => new(roles, request => partyOf((T)request));
}
