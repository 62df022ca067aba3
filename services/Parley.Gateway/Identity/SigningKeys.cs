using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Parley.Gateway.Identity;

/// <summary>The public keys with which tokens are checked. They come from configuration alone, never from a token.</summary>
public interface ISigningKeys
{
    /// <summary>Raised after the keys have changed.</summary>
    event EventHandler? Changed;

    /// <summary>The keys.</summary>
    /// <param name="renew">True when a token named a key that is not among them: they may have changed since.</param>
    /// <exception cref="InvalidOperationException">They cannot be had at the moment.</exception>
    ValueTask<SigningKeySet> Get(bool renew);

    /// <summary>True while a key is among them.</summary>
    /// <param name="thumbprint">The key's thumbprint: <see cref="SigningKeySet.ThumbprintOf"/>.</param>
    bool Counts(string thumbprint);
}

/// <summary>The keys that count at one time.</summary>
public sealed class SigningKeySet
{
    private readonly FrozenSet<string> _thumbprints;

    public SigningKeySet(IEnumerable<SecurityKey> keys)
    {
        Keys = [.. keys];
        _thumbprints = Keys.Select(ThumbprintOf).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>The keys.</summary>
    public IReadOnlyList<SecurityKey> Keys { get; }

    /// <summary>
    /// What a key is known by: the thumbprint of its material (RFC 7638), not the id that an authority gives it, since that may be
    /// given again to another key.
    /// </summary>
    public static string ThumbprintOf(SecurityKey key) =>
        key.CanComputeJwkThumbprint() ? Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()) : key.KeyId ?? "";

    /// <summary>True when the key is among them.</summary>
    public bool Holds(string thumbprint) => _thumbprints.Contains(thumbprint);

    /// <summary>True when both hold the same keys.</summary>
    public bool IsSameAs(SigningKeySet? other) => other is not null && _thumbprints.SetEquals(other._thumbprints);
}

/// <summary>Where the keys come from: a PEM file, or the authority that publishes them.</summary>
internal static class SigningKeys
{
    public static ISigningKeys From(IOptions<GatewayOptions> options, TimeProvider time, ILoggerFactory loggers)
    {
        var tokens = options.Value.Tokens;
        return tokens.Authority.Length > 0
            ? new AuthorityKeys(tokens, time, loggers.CreateLogger<AuthorityKeys>())
            : new FileKeys(tokens, time, loggers.CreateLogger<FileKeys>());
    }
}
