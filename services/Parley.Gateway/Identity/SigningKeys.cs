using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Parley.Hosting.Tokens;

namespace Parley.Gateway.Identity;

/// <summary>The public keys with which tokens are checked.</summary>
public interface ISigningKeys
{
    /// <summary>The keys.</summary>
    /// <param name="renew">True when a token named a key that is not among them: they may have changed since.</param>
    /// <exception cref="InvalidOperationException">They cannot be had at the moment.</exception>
    ValueTask<ICollection<SecurityKey>> Get(bool renew);
}

/// <summary>Keys from a PEM file, read once, or from the authority that publishes them.</summary>
internal static class SigningKeys
{
    public static ISigningKeys From(IOptions<GatewayOptions> options)
    {
        var tokens = options.Value.Tokens;
        return tokens.Authority.Length > 0 ? new AuthorityKeys(tokens.Authority) : new FileKeys(tokens.PublicKeyFile);
    }
}

/// <summary>Keys from a PEM file; several stand one after the other, so that a key can be replaced.</summary>
internal sealed class FileKeys : ISigningKeys
{
    private readonly ICollection<SecurityKey> _keys;

    public FileKeys(string path)
    {
        var keys = new List<SecurityKey>();
        var text = File.ReadAllText(path).AsSpan();
        while (PemEncoding.TryFind(text, out var fields))
        {
            var key = LocalSigningKey.ImportP256(text[fields.Location], path);
            keys.Add(new ECDsaSecurityKey(key) { KeyId = LocalSigningKey.KeyIdOf(key) });
            text = text[fields.Location.End..];
        }

        _keys = keys.Count > 0 ? keys : throw new InvalidOperationException($"{path} holds no EC P-256 key in PEM form.");
    }

    public ValueTask<ICollection<SecurityKey>> Get(bool renew) => new(_keys);
}

/// <summary>Keys that an OpenID Connect authority publishes, fetched when needed and again from time to time.</summary>
internal sealed class AuthorityKeys : ISigningKeys
{
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);

    private readonly ConfigurationManager<OpenIdConnectConfiguration> _configuration;

    public AuthorityKeys(string authority)
    {
        var address = authority.TrimEnd('/') + "/.well-known/openid-configuration";
        _configuration = new(
            address,
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(new HttpClient { Timeout = FetchTimeout }) { RequireHttps = !new Uri(authority).IsLoopback });
    }

    public async ValueTask<ICollection<SecurityKey>> Get(bool renew)
    {
        if (renew)
        {
            // The manager itself sees to it that this is not done too often.
            _configuration.RequestRefresh();
        }

        return (await _configuration.GetConfigurationAsync()).SigningKeys;
    }
}
