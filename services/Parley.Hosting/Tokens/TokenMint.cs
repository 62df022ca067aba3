using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Parley.Domain.Access;

namespace Parley.Hosting.Tokens;

/// <summary>Makes tokens for a Parley that has no identity provider: signed with ES256, valid for a while, with roles.</summary>
/// <param name="key">The key to sign with.</param>
/// <param name="issuer">Who makes them; the gateway expects the same.</param>
/// <param name="audience">For whom they are; the gateway expects the same.</param>
/// <param name="time">The clock.</param>
public sealed class TokenMint(LocalSigningKey key, string issuer, string audience, TimeProvider time)
{
    /// <summary>The issuer and the audience where nothing else is configured.</summary>
    public const string DefaultName = "parley";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    // The library's own cache is shared by key id: it would go on signing with a key object that somebody has disposed.
    private readonly CryptoProviderFactory _signers = new() { CacheSignatureProviders = false };

    /// <summary>A token.</summary>
    /// <param name="subject">Whose it is.</param>
    /// <param name="grants">What its holder may be.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="id">Its id (<c>jti</c>), by which it can be revoked; absent: a new UUID.</param>
    /// <exception cref="ArgumentException">No token can hold one of the grants.</exception>
    public string Mint(string subject, IEnumerable<Grant> grants, TimeSpan lifetime, string? id = null)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = subject,
                [JwtRegisteredClaimNames.Jti] = id ?? Guid.NewGuid().ToString(),
                [RoleClaims.ClaimName] = grants.Select(RoleClaims.Format).ToArray(),
            },
            SigningCredentials = new(key.SecurityKey, SecurityAlgorithms.EcdsaSha256) { CryptoProviderFactory = _signers },
        });
    }
}
