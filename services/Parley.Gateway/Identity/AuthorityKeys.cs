using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Parley.Gateway.Identity;

/// <summary>
/// Keys that an OpenID Connect authority publishes, fetched when the first token comes and again from time to time. While the authority
/// cannot be reached, the keys that it published last count.
/// </summary>
internal sealed class AuthorityKeys : ISigningKeys, IDisposable
{
    private const int MaxDocumentBytes = 1024 * 1024;
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);

    private readonly string _address;
    private readonly HttpClient _http;
    private readonly HttpDocumentRetriever _documents;
    private readonly Refreshed<SigningKeySet> _keys;

    /// <summary>Begins to fetch the keys.</summary>
    /// <param name="options">Whose keys, and how often.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Where changes and faults are logged.</param>
    /// <param name="transport">What carries requests; absent: the platform's own.</param>
    public AuthorityKeys(TokenOptions options, TimeProvider time, ILogger logger, HttpMessageHandler? transport = null)
    {
        _address = options.Authority.TrimEnd('/') + "/.well-known/openid-configuration";
        _http = new(transport ?? new SocketsHttpHandler()) { Timeout = FetchTimeout, MaxResponseContentBufferSize = MaxDocumentBytes };
        _documents = new(_http) { RequireHttps = !new Uri(options.Authority).IsLoopback };
        _keys = new(_address, null, new(options.AuthorityReadInterval, options.UnknownKeyReadInterval), Fetch, time, logger);
    }

    public event EventHandler? Changed
    {
        add => _keys.Changed += value;
        remove => _keys.Changed -= value;
    }

    public async ValueTask<SigningKeySet> Get(bool renew)
    {
        if (renew)
        {
            await _keys.Refresh();
        }

        return await _keys.Get();
    }

    public bool Counts(string thumbprint) => _keys.Latest?.Holds(thumbprint) == true;

    public void Dispose()
    {
        _keys.Dispose();
        _http.Dispose();
    }

    private async ValueTask<SigningKeySet?> Fetch(CancellationToken cancellation)
    {
        var published = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, cancellation);

        // Keys that are not named at all are not keys withdrawn: a page in the authority's place must not lock everyone out.
        var fresh = published.JsonWebKeySet is null
            ? throw new InvalidDataException($"{_address} names no keys (jwks_uri).")
            : new SigningKeySet(published.SigningKeys);
        return fresh.IsSameAs(_keys.Latest) ? null : fresh;
    }
}
