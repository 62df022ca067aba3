using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Parley.Domain.Access;
using Parley.Gateway.Identity;
using Parley.Hosting.Tokens;
using Parley.V1;
using TokenReader = Parley.Gateway.Identity.TokenReader;

namespace Parley.Gateway.Tests.Unit;

public sealed class TokenReaderTests : IDisposable
{
    private static readonly Grant[] Grants = [new(Role.Mediator, ""), new(Role.Party, "conflicts/xx/parties/aa")];

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-").FullName;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));
    private readonly LocalSigningKey _key;
    private readonly TokenMint _mint;
    private readonly TokenReader _reader;

    public TokenReaderTests()
    {
        _key = LocalSigningKey.LoadOrCreate(_folder);
        _mint = new(_key, TokenMint.DefaultName, TokenMint.DefaultName, _time);
        _reader = ReaderAt(_time);
    }

    public void Dispose()
    {
        _reader.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Read_AMintedToken_GivesSubjectAndGrants()
    {
        var token = _mint.Mint("anna", Grants, TimeSpan.FromHours(1));
        var principal = (await Read(token)).Principal!;

        Assert.Equal("anna", principal.Caller.Subject);
        Assert.Equal(Grants, principal.Caller.Grants);
        Assert.Equal(_time.GetUtcNow().AddHours(1), principal.ExpiresAt);
        Assert.Same(principal, (await Read(token)).Principal);
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(30, "TOKEN_EXPIRED")]
    public async Task Read_ATokenAfterItsEnd_IsExpiredOnceTheSkewHasPassedToo(int secondsAfter, string? reason)
    {
        var token = _mint.Mint("anna", Grants, TimeSpan.FromHours(1));
        var cached = _mint.Mint("bob", Grants, TimeSpan.FromHours(1));
        await Read(cached);
        _time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(secondsAfter));

        Assert.Equal(reason, (await Read(token)).Rejection?.Reason);
        Assert.Equal(reason, (await Read(cached)).Rejection?.Reason);
    }

    [Fact]
    public async Task Read_ATokenOfAnotherIssuerOrAudience_IsInvalid()
    {
        Assert.Equal("TOKEN_INVALID", await ReasonOf(new TokenMint(_key, "other", TokenMint.DefaultName, _time).Mint("a", Grants, TimeSpan.FromHours(1))));
        Assert.Equal("TOKEN_INVALID", await ReasonOf(new TokenMint(_key, TokenMint.DefaultName, "other", _time).Mint("a", Grants, TimeSpan.FromHours(1))));
    }

    [Fact]
    public async Task Read_ATokenNotYetValid_IsInvalid()
    {
        var token = _mint.Mint("anna", Grants, TimeSpan.FromHours(3));
        _time.SetUtcNow(_time.GetUtcNow());
        var earlier = new FakeTimeProvider(_time.GetUtcNow().AddHours(-1));
        using var reader = ReaderAt(earlier);

        Assert.Equal("TOKEN_INVALID", (await reader.Read(token.AsMemory())).Rejection!.Reason);
    }

    [Fact]
    public async Task Read_ATokenOfAnotherKeyOrChanged_IsInvalid()
    {
        var token = _mint.Mint("anna", Grants, TimeSpan.FromHours(1));
        var parts = token.Split('.');
        var forged = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("anna", "emma", StringComparison.Ordinal));

        Assert.Equal("TOKEN_INVALID", await ReasonOf($"{parts[0]}.{forged}.{parts[2]}"));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal("TOKEN_INVALID", await ReasonOf(Signed(new SigningCredentials(new ECDsaSecurityKey(other), SecurityAlgorithms.EcdsaSha256))));
    }

    [Fact]
    public async Task Read_ATokenOfAnotherAlgorithm_IsInvalid()
    {
        var publicKey = await File.ReadAllBytesAsync(Path.Combine(_folder, LocalSigningKey.PublicFileName), TestContext.Current.CancellationToken);
        var token = _mint.Mint("anna", Grants, TimeSpan.FromHours(1));
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""") + "." + token.Split('.')[1] + ".";

        Assert.Equal("TOKEN_INVALID", await ReasonOf(none));
        Assert.Equal("TOKEN_INVALID", await ReasonOf(Signed(new SigningCredentials(new SymmetricSecurityKey(publicKey), SecurityAlgorithms.HmacSha256))));
        Assert.Equal("TOKEN_INVALID", await ReasonOf("no.token.atall"));
        Assert.Equal("TOKEN_INVALID", await ReasonOf(""));
        Assert.Equal("TOKEN_INVALID", await ReasonOf(new string('a', 20_000)));
    }

    [Theory]
    [InlineData("parley")]
    [InlineData("party@conflicts/xx")]
    [InlineData("emperor")]
    public async Task Read_ATokenWithOneBadRole_IsInvalidAsAWhole(string role) =>
        Assert.Equal("TOKEN_INVALID", await ReasonOf(Signed(EcdsaCredentials, roles: new[] { "mediator", role })));

    [Fact]
    public async Task Read_ATokenWithRolesThatAreNoArray_IsInvalid() =>
        Assert.Equal("TOKEN_INVALID", await ReasonOf(Signed(EcdsaCredentials, roles: "mediator")));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("parley")]
    public async Task Read_ATokenWithoutASubjectOrWithOurs_IsInvalid(string? subject) =>
        Assert.Equal("TOKEN_INVALID", await ReasonOf(Signed(EcdsaCredentials, subject)));

    [Fact]
    public void LoadOrCreate_Twice_GivesTheSameKeyThatOnlyItsOwnerCanRead()
    {
        using var again = LocalSigningKey.LoadOrCreate(_folder);
        var path = Path.Combine(_folder, LocalSigningKey.FileName);

        Assert.Equal(_key.SecurityKey.KeyId, again.SecurityKey.KeyId);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Assert.Throws<InvalidOperationException>(() => LocalSigningKey.Load(path));
        }
    }

    [Fact]
    public async Task LoadOrCreate_ByManyAtOnce_GivesAllTheSameKey()
    {
        var folder = Path.Combine(_folder, "many");
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var key = LocalSigningKey.LoadOrCreate(folder);
            return key.SecurityKey.KeyId;
        })));
        Assert.Single(ids.Distinct());
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    private TokenReader ReaderAt(TimeProvider time)
    {
        var options = Options.Create(
            new GatewayOptions { Tokens = { PublicKeyFile = Path.Combine(_folder, LocalSigningKey.PublicFileName) } });
        return new(
            new FileKeys(options.Value.Tokens, time, NullLogger.Instance), new(options, time, NullLogger<RevokedTokens>.Instance), options, time);
    }

    private SigningCredentials EcdsaCredentials => new(_key.SecurityKey, SecurityAlgorithms.EcdsaSha256);

    private string Signed(SigningCredentials credentials, string? subject = "anna", object? roles = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["roles"] = roles ?? new[] { "mediator" } };
        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenMint.DefaultName,
            Audience = TokenMint.DefaultName,
            Expires = _time.GetUtcNow().UtcDateTime.AddHours(1),
            Claims = claims,
            SigningCredentials = credentials,
        });
    }

    private ValueTask<TokenReading> Read(string token) => _reader.Read(token.AsMemory());

    private async Task<string?> ReasonOf(string token) => (await Read(token)).Rejection?.Reason;
}
