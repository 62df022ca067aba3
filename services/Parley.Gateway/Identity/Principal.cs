using System.Net;
using Parley.Domain.Access;

namespace Parley.Gateway.Identity;

/// <summary>Who calls, until when the token says so, and under which key the caller's limits are counted.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="ExpiresAt">When the token expires; the end of time for those without one.</param>
/// <param name="Key">By subject; by address for those without a token.</param>
public sealed record Principal(Caller Caller, DateTimeOffset ExpiresAt, PrincipalKey Key)
{
    /// <summary>The id of the token (<c>jti</c>) by which it can be revoked; empty for a token without one, and without a token.</summary>
    public string TokenId { get; init; } = "";

    /// <summary>The thumbprint of the key that signed the token; empty without a token.</summary>
    public string SigningKey { get; init; } = "";

    public static Principal Anonymous(IPAddress? address) =>
        new(Caller.Anonymous, DateTimeOffset.MaxValue, new("", address));
}

/// <summary>Whose limits: a subject's or, without a token, an address's.</summary>
public readonly record struct PrincipalKey(string Subject, IPAddress? Address);
