using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;
using Parley.Hosting.Tokens;

namespace Parley.Gateway.Identity;

/// <summary>Who a token says its holder is, or why it is not accepted.</summary>
public readonly record struct TokenReading(Principal? Principal, Rejection? Rejection);

/// <summary>
/// Checks tokens: signed with ES256 and nothing else by a key of the issuer, for this audience, not expired, with a subject and
/// roles that are all well formed. What is wrong with a token is not told, so that nobody learns from trying.
/// </summary>
public sealed class TokenReader(ISigningKeys keys, IOptions<GatewayOptions> options, TimeProvider time)
{
    private const int MaxTokenLength = 16 * 1024;
    private const string ReservedSubject = "parley";
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);

    private readonly TokenOptions _options = options.Value.Tokens;
    private readonly TokenCache _cache = new(options.Value.Tokens.CacheCapacity);
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };

    /// <summary>Reads a token; at once when it was read before.</summary>
    public ValueTask<TokenReading> Read(ReadOnlyMemory<char> token)
    {
        if (token.Length is 0 or > MaxTokenLength)
        {
            return new(Refuse(Refusals.TokenInvalid));
        }

        var digest = TokenCache.DigestOf(token.Span);
        return _cache.Find(digest) is { } known
            ? new(HasExpired(known) ? Refuse(Refusals.TokenExpired) : new TokenReading(known, null))
            : new(Validate(token.ToString(), digest));
    }

    /// <summary>True when the principal's token no longer counts.</summary>
    public bool HasExpired(Principal principal) =>
        principal.ExpiresAt < DateTimeOffset.MaxValue && time.GetUtcNow() >= principal.ExpiresAt + _options.ClockSkew;

    /// <summary>For how long the principal's token still counts; the longest that a timer waits for those that count longer.</summary>
    public TimeSpan TimeLeft(Principal principal)
    {
        var left = principal.ExpiresAt < DateTimeOffset.MaxValue ? principal.ExpiresAt + _options.ClockSkew - time.GetUtcNow() : LongestWait;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWait ? left : LongestWait;
    }

    private static TokenReading Refuse(Rejection rejection) => new(null, rejection);

    private async Task<TokenReading> Validate(string token, TokenCache.Digest digest)
    {
        try
        {
            var result = await ValidateWith(token, await keys.Get(renew: false));
            if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                result = await ValidateWith(token, await keys.Get(renew: true));
            }

            if (!result.IsValid)
            {
                return Refuse(result.Exception is SecurityTokenExpiredException ? Refusals.TokenExpired : Refusals.TokenInvalid);
            }

            if (PrincipalOf((JsonWebToken)result.SecurityToken) is not { } principal)
            {
                return Refuse(Refusals.TokenInvalid);
            }

            _cache.Keep(digest, principal);
            return new(principal, null);
        }
        catch (InvalidOperationException)
        {
            return Refuse(Refusals.TokenKeysUnavailable);
        }
    }

    private Task<TokenValidationResult> ValidateWith(string token, ICollection<SecurityKey> signingKeys) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = signingKeys,
            RequireSignedTokens = true,
            ValidIssuer = _options.Issuer,
            ValidAudience = _options.Audience,
            RequireExpirationTime = true,
            ClockSkew = _options.ClockSkew,
            LifetimeValidator = CheckLifetime,
            LogValidationExceptions = false,
        });

    private bool CheckLifetime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is not { } end)
        {
            return false;
        }

        if (now >= end.Add(_options.ClockSkew))
        {
            throw new SecurityTokenExpiredException();
        }

        return notBefore is not { } start || now >= start.Subtract(_options.ClockSkew);
    }

    private static Principal? PrincipalOf(JsonWebToken token)
    {
        var subject = token.Subject;
        if (subject is null || !Subjects.IsOne(subject) || subject == ReservedSubject)
        {
            return null;
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload));
        if (!payload.RootElement.TryGetProperty(RoleClaims.ClaimName, out var roles))
        {
            return Holding([]);
        }

        if (roles.ValueKind != JsonValueKind.Array || roles.GetArrayLength() > RoleClaims.MaxRoles)
        {
            return null;
        }

        var grants = ImmutableArray.CreateBuilder<Grant>();
        foreach (var role in roles.EnumerateArray())
        {
            if (role.ValueKind != JsonValueKind.String || RoleClaims.Parse(role.GetString()) is not { } grant)
            {
                return null;
            }

            grants.Add(grant);
        }

        return Holding(grants.ToImmutable());

        Principal Holding(ImmutableArray<Grant> held) =>
            new(new(subject, held), new(token.ValidTo, TimeSpan.Zero), new(subject, null));
    }
}
