using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Parley.Gateway.Identity;
using Parley.Hosting.Tokens;
using TokenReader = Parley.Gateway.Identity.TokenReader;

namespace Parley.Gateway.Tests.Unit;

/// <summary>Keys that an authority publishes, and withdraws, while the gateway runs.</summary>
public sealed class AuthorityKeysTests : IDisposable
{
    private readonly TokenSite _site = new();
    private readonly Authority _authority = new();
    private readonly ECDsa _old;
    private readonly ECDsa _new;
    private readonly TokenOptions _options;
    private readonly AuthorityKeys _keys;
    private readonly TokenReader _reader;

    public AuthorityKeysTests()
    {
        (_old, _new) = (_site.NewKey(), _site.NewKey());
        _options = _site.Options(o => (o.PublicKeyFile, o.Authority) = ("", "https://idp.example"));
        _keys = _site.Own(new AuthorityKeys(_options, _site.Time, _site.Log, _authority));
        _reader = _site.Reader(keys: _keys);
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_key_that_the_authority_withdraws_stops_counting_after_the_interval_even_for_tokens_read_before()
    {
        _authority.Keys = [Jwk(_old), Jwk(_new)];
        var (withdrawn, kept) = (_site.Token(_old), _site.Token(_new));
        Assert.Null(await ReasonOf(withdrawn));
        Assert.Null(await ReasonOf(kept));

        _authority.Keys = [Jwk(_new)];
        Assert.Null(await ReasonOf(withdrawn));
        await Poll();
        Assert.Equal("TOKEN_INVALID", await ReasonOf(withdrawn));
        Assert.Null(await ReasonOf(kept));
    }

    [Fact]
    public async Task An_id_that_is_given_to_another_key_does_not_keep_the_first_one()
    {
        _authority.Keys = [Jwk(_old, "one")];
        var (first, second) = (_site.Token(_old, h => h["kid"] = "one"), _site.Token(_new, h => h["kid"] = "one"));
        Assert.Null(await ReasonOf(first));

        _authority.Keys = [Jwk(_new, "one")];
        await Poll();
        Assert.Equal("TOKEN_INVALID", await ReasonOf(first));
        Assert.Null(await ReasonOf(second));
    }

    [Fact]
    public async Task An_unknown_key_has_the_keys_fetched_but_not_more_often_than_the_least_gap()
    {
        _authority.Keys = [Jwk(_old)];
        Assert.Null(await ReasonOf(_site.Token(_old)));
        _authority.Keys = [Jwk(_old), Jwk(_new)];
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("TOKEN_INVALID", await ReasonOf(_site.Token(_new)));
        }

        Assert.Equal(1, _authority.Fetched);
        _site.Time.Advance(_options.UnknownKeyReadInterval);
        Assert.Null(await ReasonOf(_site.Token(_new)));
        Assert.Equal(2, _authority.Fetched);
    }

    [Fact]
    public async Task An_authority_that_is_away_leaves_the_keys_as_they_were_and_says_when_there_are_none_yet()
    {
        _authority.Status = HttpStatusCode.ServiceUnavailable;
        Assert.Equal("TOKEN_KEYS_UNAVAILABLE", await ReasonOf(_site.Token(_old)));
        (_authority.Status, _authority.Keys) = (HttpStatusCode.OK, [Jwk(_old)]);
        Assert.Equal("TOKEN_KEYS_UNAVAILABLE", await ReasonOf(_site.Token(_old)));
        _site.Time.Advance(_options.UnknownKeyReadInterval);
        Assert.Null(await ReasonOf(_site.Token(_old)));

        _authority.Status = HttpStatusCode.InternalServerError;
        await Poll();
        Assert.Null(await ReasonOf(_site.Token(_old)));

        // Something else answers in its place, which names no keys.
        (_authority.Status, _authority.Document) = (HttpStatusCode.OK, new());
        await Poll();
        Assert.Null(await ReasonOf(_site.Token(_old)));
        Assert.Equal(3, _site.Log.Warnings.Count);
    }

    private static JsonObject Jwk(ECDsa key, string? id = null)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return new()
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["use"] = "sig",
            ["kid"] = id ?? LocalSigningKey.KeyIdOf(key),
            ["x"] = Base64UrlEncoder.Encode(q.X),
            ["y"] = Base64UrlEncoder.Encode(q.Y),
        };
    }

    private Task<string?> ReasonOf(string token) => TokenSite.ReasonOf(_reader, token);

    private async Task Poll()
    {
        _site.Time.Advance(_options.AuthorityReadInterval);

        // It waits for the reading that has begun, and is itself too soon after that one.
        await _keys.Get(renew: true);
    }

    /// <summary>An authority without a network.</summary>
    private sealed class Authority : HttpMessageHandler
    {
        private int _fetched;

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public JsonObject Document { get; set; } = new() { ["issuer"] = "https://idp.example", ["jwks_uri"] = "https://idp.example/keys" };

        public JsonObject[] Keys { get; set; } = [];

        /// <summary>How often its document was asked for.</summary>
        public int Fetched => Volatile.Read(ref _fetched);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isKeys = request.RequestUri!.AbsolutePath == "/keys";
            JsonNode answer = isKeys ? new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(k => k.DeepClone())]) } : Document;
            if (!isKeys)
            {
                Interlocked.Increment(ref _fetched);
            }

            return Task.FromResult(new HttpResponseMessage(Status) { Content = new StringContent(answer.ToJsonString()) });
        }
    }
}
