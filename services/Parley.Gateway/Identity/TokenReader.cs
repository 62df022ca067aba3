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
/// Checks tokens: signed with ES256 and nothing else by a key of the issuer, for this audience, not expired, not revoked, with a subject
/// and roles that are all well formed. A token that is not its issuer's learns nothing of what is wrong with it, so that nobody learns
/// from trying.
/// </summary>
public sealed class TokenReader : IDisposable
{
    private const int MaxTokenLength = 16 * 1024;
    private const string ReservedSubject = "parley";
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(40);
    private static readonly JsonDocumentOptions StrictClaims = new() { AllowDuplicateProperties = false };

    private readonly ISigningKeys _keys;
    private readonly RevokedTokens _revoked;
    private readonly TokenOptions _options;
    private readonly TimeProvider _time;
    private readonly TokenCache _cache;
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenLength };

    public TokenReader(ISigningKeys keys, RevokedTokens revoked, IOptions<GatewayOptions> options, TimeProvider time)
    {
        (_keys, _revoked, _options, _time) = (keys, revoked, options.Value.Tokens, time);
        _cache = new(_options.CacheCapacity);
        keys.Changed += OnChanged;
        revoked.Changed += OnChanged;
    }

    /// <summary>Raised after tokens that counted before may have ceased to: the keys or the list of revoked tokens have changed.</summary>
    public event EventHandler? Changed;

    /// <summary>Reads a token; at once when it was read before.</summary>
    public ValueTask<TokenReading> Read(ReadOnlyMemory<char> token)
    {
        if (token.Length is 0 or > MaxTokenLength)
        {
            return new(Refuse(Refusals.TokenInvalid));
        }

        var digest = TokenCache.DigestOf(token.Span);
        return _cache.Find(digest) is { } known ? new(Judge(known)) : new(Validate(token.ToString(), digest));
    }

    /// <summary>
    /// Why the principal's token no longer counts: it has expired, was revoked, or the key that signed it was withdrawn. Null while it
    /// counts. Asked for every call and every watch, so that a token found right earlier does not outlive any of them.
    /// </summary>
    public Rejection? WhyRefused(Principal principal) =>
        principal.ExpiresAt < DateTimeOffset.MaxValue && _time.GetUtcNow() >= principal.ExpiresAt + _options.ClockSkew ? Refusals.TokenExpired
        : principal.TokenId.Length > 0 && _revoked.Holds(principal.TokenId) ? Refusals.TokenRevoked
        : principal.SigningKey.Length > 0 && !_keys.Counts(principal.SigningKey) ? Refusals.TokenKeyWithdrawn
        : null;

    /// <summary>For how long the principal's token still counts; the longest that a timer waits for those that count longer.</summary>
    public TimeSpan TimeLeft(Principal principal)
    {
        var left = principal.ExpiresAt < DateTimeOffset.MaxValue ? principal.ExpiresAt + _options.ClockSkew - _time.GetUtcNow() : LongestWait;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < LongestWait ? left : LongestWait;
    }

    public void Dispose()
    {
        _keys.Changed -= OnChanged;
        _revoked.Changed -= OnChanged;
    }

    private static TokenReading Refuse(Rejection rejection) => new(null, rejection);

    private TokenReading Judge(Principal principal) =>
        WhyRefused(principal) is { } reason ? Refuse(reason) : new(principal, null);

    private void OnChanged(object? sender, EventArgs e) => Changed?.Invoke(this, EventArgs.Empty);

    private async Task<TokenReading> Validate(string token, TokenCache.Digest digest)
    {
        if (!TokenHeader.IsUnderstood(token))
        {
            return Refuse(Refusals.TokenInvalid);
        }

        TokenValidationResult result;
        try
        {
            result = await ValidateWith(token, await _keys.Get(renew: false));

            // It may be signed with a key that was published since the keys were read, be it under the id of one that is known.
            if (!result.IsValid && result.Exception is not SecurityTokenExpiredException)
            {
                result = await ValidateWith(token, await _keys.Get(renew: true));
            }
        }
        catch (InvalidOperationException)
        {
            return Refuse(Refusals.TokenKeysUnavailable);
        }

        if (!result.IsValid)
        {
            return Refuse(result.Exception is SecurityTokenExpiredException ? Refusals.TokenExpired : Refusals.TokenInvalid);
        }

        if (PrincipalOf((JsonWebToken)result.SecurityToken) is not { } principal)
        {
            return Refuse(Refusals.TokenInvalid);
        }

        // Anyone who held a token without an id would escape the list.
        if (principal.TokenId.Length == 0 && _revoked.IsListed && !_options.AcceptTokensWithoutId)
        {
            return Refuse(Refusals.TokenIdMissing);
        }

        _cache.Keep(digest, principal);
        return Judge(principal);
    }

    private Task<TokenValidationResult> ValidateWith(string token, SigningKeySet keys) =>
        _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKeys = keys.Keys,
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
        var now = _time.GetUtcNow().UtcDateTime;
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
        try
        {
            using var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), StrictClaims);
            return token.SigningKey is { } key
                && token.Subject is { } subject && Subjects.IsOne(subject) && subject != ReservedSubject
                && GrantsOf(payload.RootElement) is { } grants
                && IdOf(payload.RootElement) is { } id
                    ? new(new(subject, grants), new(token.ValidTo, TimeSpan.Zero), new(subject, null))
                    {
                        TokenId = id,
                        SigningKey = SigningKeySet.ThumbprintOf(key),
                    }
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A claim that is there twice may be read in two ways (RFC 7519, section 4), and half of a surrogate pair in none.
            return null;
        }
    }

    private static ImmutableArray<Grant>? GrantsOf(JsonElement claims)
    {
        if (!claims.TryGetProperty(RoleClaims.ClaimName, out var roles))
        {
            return ImmutableArray<Grant>.Empty;
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

        return grants.ToImmutable();
    }

    /// <summary>The token's id; empty where it has none that a list of revoked tokens could name, null where it is not a text.</summary>
    private static string? IdOf(JsonElement claims) =>
        !claims.TryGetProperty(JwtRegisteredClaimNames.Jti, out var id) ? ""
        : id.ValueKind != JsonValueKind.String ? null
        : id.GetString() is { } text && RevokedTokens.CanName(text) ? text : "";
}
