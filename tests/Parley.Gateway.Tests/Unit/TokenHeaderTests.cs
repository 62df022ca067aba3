using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Parley.Hosting.Tokens;
using TokenReader = Parley.Gateway.Identity.TokenReader;

namespace Parley.Gateway.Tests.Unit;

/// <summary>Headers of tokens that are signed with the right key: what they say is understood in full, or the token is refused.</summary>
public sealed class TokenHeaderTests : IDisposable
{
    private readonly TokenSite _site = new();
    private readonly ECDsa _key;
    private readonly TokenReader _reader;

    public TokenHeaderTests()
    {
        _key = _site.NewKey();
        File.WriteAllText(_site.KeyFile, TokenSite.Pem(_key));
        _reader = _site.Reader();
    }

    public void Dispose() => _site.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("JWT")]
    [InlineData("jwt")]
    [InlineData("at+jwt")]
    [InlineData("AT+JWT")]
    [InlineData("application/jwt")]
    [InlineData("Application/at+JWT")]
    public async Task A_type_of_token_that_is_meant_for_calls_is_accepted(string? type) => Assert.Null(await ReasonOf(h =>
    {
        h.Remove("typ");
        if (type is not null)
        {
            h["typ"] = type;
        }
    }));

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"logout+jwt\"")]
    [InlineData("\"secevent+jwt\"")]
    [InlineData("\"JWT \"")]
    [InlineData("\"text/jwt\"")]
    [InlineData("\"application/application/jwt\"")]
    [InlineData("\"JWS\"")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[\"JWT\"]")]
    [InlineData("\"\\ud800\"")]
    public async Task Any_other_type_is_refused(string type) =>
        Assert.Equal("TOKEN_INVALID", await ReasonOfHeader($$"""{"alg":"ES256","typ":{{type}}}"""));

    [Theory]
    [InlineData("""{"alg":"ES256","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"ES256","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"ES256","crit":["b64"],"b64":true}""")]
    [InlineData("""{"alg":"ES256","crit":[]}""")]
    [InlineData("""{"alg":"ES256","crit":null}""")]
    [InlineData("""{"alg":"ES256","\u0063rit":["http://example.com/x"]}""")]
    [InlineData("""{"alg":"ES256","b64":false}""")]
    [InlineData("""{"alg":"ES256","b64":true}""")]
    public async Task A_critical_extension_or_b64_is_refused(string header) => Assert.Equal("TOKEN_INVALID", await ReasonOfHeader(header));

    [Theory]
    [InlineData("""{"alg":"ES256","alg":"ES256"}""")]
    [InlineData("""{"alg":"none","\u0061lg":"ES256"}""")]
    [InlineData("""{"alg":"ES256","typ":"logout+jwt","typ":"JWT"}""")]
    [InlineData("""{"alg":"ES256","x":1,"x":2}""")]
    public async Task A_member_that_is_there_twice_is_refused(string header) => Assert.Equal("TOKEN_INVALID", await ReasonOfHeader(header));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"alg":"es256"}""")]
    [InlineData("""{"alg":"ES256 "}""")]
    [InlineData("""{"alg":"ES384"}""")]
    [InlineData("""{"alg":"ES256K"}""")]
    [InlineData("""{"alg":"HS256"}""")]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":["ES256"]}""")]
    [InlineData("""{"alg":null}""")]
    [InlineData("""{"alg":"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"}""")]
    [InlineData("""{"alg":"ES256","kid":1}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public async Task Any_other_algorithm_or_what_is_not_a_header_is_refused(string header) =>
        Assert.Equal("TOKEN_INVALID", await ReasonOfHeader(header));

    [Fact]
    public async Task Keys_never_come_from_the_token()
    {
        var other = _site.NewKey();
        var parameters = other.ExportParameters(includePrivateParameters: false);
        foreach (var kid in new[] { LocalSigningKey.KeyIdOf(other), LocalSigningKey.KeyIdOf(_key) })
        {
            var forged = _site.Token(other, h =>
            {
                h["kid"] = kid;
                h["jwk"] = new JsonObject
                {
                    ["kty"] = "EC",
                    ["crv"] = "P-256",
                    ["x"] = Base64UrlEncoder.Encode(parameters.Q.X),
                    ["y"] = Base64UrlEncoder.Encode(parameters.Q.Y),
                    ["kid"] = kid,
                };
                h["jku"] = "http://127.0.0.1:1/keys";
                h["x5u"] = "http://127.0.0.1:1/cert";
            });
            Assert.Equal("TOKEN_INVALID", await TokenSite.ReasonOf(_reader, forged));
        }

        // They count for nothing either way: the same members beside a right signature do no harm.
        Assert.Null(await ReasonOf(h => (h["jwk"], h["jku"], h["x5u"]) = (new JsonObject { ["kty"] = "EC" }, "http://127.0.0.1:1/keys", "http://127.0.0.1:1/cert")));
    }

    [Theory]
    [InlineData("""{"sub":"bob",""")]
    [InlineData("""{"roles":[],""")]
    [InlineData("""{"\u0073ub":"bob",""")]
    public async Task A_claim_that_is_there_twice_is_refused(string begun)
    {
        var claims = string.Concat(begun, _site.Claims().AsSpan(1));
        Assert.Equal("TOKEN_INVALID", await TokenSite.ReasonOf(_reader, TokenSite.Signed(_key, """{"alg":"ES256"}""", claims)));
    }

    [Theory]
    [InlineData("\"an\\u202ena\"")]
    [InlineData("\"\\u2067anna\"")]
    [InlineData("\"\\ud800\"")]
    public async Task A_subject_that_reads_otherwise_than_it_is_stored_is_refused(string subject)
    {
        var claims = _site.Claims().Replace("\"anna\"", subject, StringComparison.Ordinal);
        Assert.Equal("TOKEN_INVALID", await TokenSite.ReasonOf(_reader, TokenSite.Signed(_key, """{"alg":"ES256"}""", claims)));
    }

    private Task<string?> ReasonOf(Action<JsonObject> header) => TokenSite.ReasonOf(_reader, _site.Token(_key, header));

    private Task<string?> ReasonOfHeader(string header) => TokenSite.ReasonOf(_reader, TokenSite.Signed(_key, header, _site.Claims()));
}
