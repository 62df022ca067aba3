using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Parley.Gateway.Identity;
using Parley.Hosting.Tokens;
using TokenReader = Parley.Gateway.Identity.TokenReader;

namespace Parley.Gateway.Tests.Unit;

/// <summary>A gateway's tokens in a folder of its own, with a clock that a test moves: keys, the file of keys, and any token signed with them.</summary>
internal sealed class TokenSite : IDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly List<IDisposable> _owned = [];

    public string Folder { get; } = Directory.CreateTempSubdirectory("parley-tokens-").FullName;

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(60));

    public LogLines Log { get; } = new();

    public string KeyFile => Path.Combine(Folder, "keys.pem");

    public string RevokedFile => Path.Combine(Folder, "revoked.txt");

    /// <summary>A new key.</summary>
    public ECDsa NewKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _owned.Add(key);
        return key;
    }

    /// <summary>The PEM text of public keys.</summary>
    public static string Pem(params ECDsa[] keys) => string.Concat(keys.Select(k => k.ExportSubjectPublicKeyInfoPem() + "\n"));

    /// <summary>Options that name both files that are there.</summary>
    public TokenOptions Options(Action<TokenOptions>? change = null)
    {
        var options = new TokenOptions
        {
            PublicKeyFile = KeyFile,
            RevokedTokensFile = File.Exists(RevokedFile) ? RevokedFile : "",
            FileReadInterval = Interval,
            AuthorityReadInterval = Interval * 6,
            UnknownKeyReadInterval = Interval / 2,
        };
        change?.Invoke(options);
        return options;
    }

    /// <summary>A reader of tokens.</summary>
    public TokenReader Reader(Action<TokenOptions>? change = null, ISigningKeys? keys = null)
    {
        var options = Options(change);
        var given = Microsoft.Extensions.Options.Options.Create(new GatewayOptions { Tokens = options });
        var from = keys ?? Own(new FileKeys(options, Time, Log));
        var revoked = Own(new RevokedTokens(given, Time, NullLogger<RevokedTokens>.Instance));
        return Own(new TokenReader(from, revoked, given, Time));
    }

    /// <summary>A token of header and claims that are right, unless a test changes them; signed whatever they say.</summary>
    public string Token(ECDsa key, Action<JsonObject>? header = null, Action<JsonObject>? claims = null)
    {
        var head = new JsonObject { ["alg"] = "ES256", ["typ"] = "JWT", ["kid"] = LocalSigningKey.KeyIdOf(key) };
        header?.Invoke(head);
        return Signed(key, head.ToJsonString(), Claims(claims));
    }

    /// <summary>A token of these very words.</summary>
    public static string Signed(ECDsa key, string header, string claims)
    {
        var signed = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(claims)}";
        var signature = key.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64UrlEncoder.Encode(signature)}";
    }

    /// <summary>Claims that are right, unless a test changes them.</summary>
    public string Claims(Action<JsonObject>? change = null)
    {
        var claims = new JsonObject
        {
            ["iss"] = TokenMint.DefaultName,
            ["aud"] = TokenMint.DefaultName,
            ["sub"] = "anna",
            ["exp"] = Time.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
            ["jti"] = "id-1",
            ["roles"] = new JsonArray("mediator"),
        };
        change?.Invoke(claims);
        return claims.ToJsonString();
    }

    public static async Task<string?> ReasonOf(TokenReader reader, string token) => (await reader.Read(token.AsMemory())).Rejection?.Reason;

    public T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Insert(0, owned);
        return owned;
    }

    public void Dispose()
    {
        _owned.ForEach(o => o.Dispose());
        Directory.Delete(Folder, recursive: true);
    }
}
