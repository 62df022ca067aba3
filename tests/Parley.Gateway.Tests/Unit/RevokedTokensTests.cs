using System.Security.Cryptography;
using Parley.Gateway.Identity;
using TokenReader = Parley.Gateway.Identity.TokenReader;

namespace Parley.Gateway.Tests.Unit;

/// <summary>The list of revoked tokens, read again by a clock that the test moves.</summary>
public sealed class RevokedTokensTests : IDisposable
{
    private readonly TokenSite _site = new();
    private readonly ECDsa _key;

    public RevokedTokensTests()
    {
        _key = _site.NewKey();
        File.WriteAllText(_site.KeyFile, TokenSite.Pem(_key));
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_token_that_comes_on_the_list_is_refused_also_when_it_was_read_before()
    {
        var reader = Reading("# nothing yet\n");
        var (known, fresh, other) = (Token("id-1"), Token("id-1", "bob"), Token("id-2"));
        Assert.Null(await ReasonOf(reader, known));
        Assert.Null(await ReasonOf(reader, other));

        Write("id-1\n");
        Poll();
        var refused = (await reader.Read(known.AsMemory())).Rejection!;
        Assert.Equal("TOKEN_REVOKED", refused.Reason);
        Assert.Contains("revoked", refused.Message, StringComparison.Ordinal);
        Assert.Equal("TOKEN_REVOKED", await ReasonOf(reader, fresh));
        Assert.Null(await ReasonOf(reader, other));

        Write("");
        Poll();
        Assert.Null(await ReasonOf(reader, known));
    }

    [Fact]
    public async Task The_reader_tells_of_a_change_after_which_the_token_no_longer_counts()
    {
        var reader = Reading("");
        var principal = (await reader.Read(Token("id-1").AsMemory())).Principal!;
        var reasons = new List<string?>();
        reader.Changed += (_, _) => reasons.Add(reader.WhyRefused(principal)?.Reason);
        Poll();
        Write("id-1");
        Poll(2);
        Assert.Equal(["TOKEN_REVOKED"], reasons);
    }

    [Fact]
    public async Task A_list_that_is_missing_broken_or_too_large_later_leaves_the_last_good_one()
    {
        var reader = Reading("id-1\n");
        Assert.Equal("TOKEN_REVOKED", await ReasonOf(reader, Token("id-1")));
        File.Delete(_site.RevokedFile);
        Poll();
        Assert.Equal("TOKEN_REVOKED", await ReasonOf(reader, Token("id-1")));

        foreach (var broken in new[] { "two words\n", "id-1 id-2", new string('a', RevokedTokens.MaxIdLength + 1), new string('#', 1025) })
        {
            Write(broken);
            Poll();
            Assert.Equal("TOKEN_REVOKED", await ReasonOf(reader, Token("id-1")));
        }
    }

    [Theory]
    [InlineData(1024, true)]
    [InlineData(1025, false)]
    public void A_list_at_its_limit_is_read_and_one_past_it_is_an_error_at_the_start(int bytes, bool right)
    {
        Write("id-1\n" + new string('#', bytes - 5));
        var failures = new TokenOptionsValidator().Validate(null, _site.Options(o => o.MaxRevokedTokensBytes = 1024)).Failures?.ToList() ?? [];

        Assert.Equal(right ? [] : [$"Parley:Gateway:Tokens:RevokedTokensFile cannot be used. {_site.RevokedFile} is larger than 1024 bytes."], failures);
    }

    [Fact]
    public void A_list_that_is_missing_or_broken_is_an_error_at_the_start()
    {
        Write("id-1\n\nid-2 id-3\n");
        Assert.Equal(
            $"Parley:Gateway:Tokens:RevokedTokensFile cannot be used. Line 3 of {_site.RevokedFile} is not the id (jti) of a token, nor a comment that begins with #.",
            Assert.Single(new TokenOptionsValidator().Validate(null, _site.Options()).Failures!));
        Assert.StartsWith(
            "Parley:Gateway:Tokens:RevokedTokensFile names the file /nowhere/list",
            Assert.Single(new TokenOptionsValidator().Validate(null, _site.Options(o => o.RevokedTokensFile = "/nowhere/list")).Failures!),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_has_an_id_a_line_and_comments()
    {
        var ids = RevokedTokens.Parse([0xef, 0xbb, 0xbf, .. "# why\r\n id-1 \r\n\r\nid-2 # lost laptop\nid#3\n\t# end"u8], "list");
        Assert.Equal(["id#3", "id-1", "id-2"], ids.Order(StringComparer.Ordinal));
        Assert.Throws<InvalidDataException>(() => RevokedTokens.Parse([0xff, 0xfe, 0x41], "list"));
        Assert.Empty(RevokedTokens.Parse([], "list"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("#1")]
    [InlineData("two words")]
    [InlineData("line\nbreak")]
    public async Task A_token_that_no_list_could_name_is_refused_where_there_is_a_list(string? id)
    {
        var token = _site.Token(_key, claims: c =>
        {
            c.Remove("jti");
            if (id is not null)
            {
                c["jti"] = id;
            }
        });
        Assert.Null(await ReasonOf(_site.Reader(), token));
        Write("id-1\n");
        Assert.Equal("TOKEN_ID_MISSING", await ReasonOf(_site.Reader(), token));
        Assert.Null(await ReasonOf(_site.Reader(o => o.AcceptTokensWithoutId = true), token));
    }

    [Fact]
    public async Task An_id_that_is_not_a_text_is_refused() =>
        Assert.Equal("TOKEN_INVALID", await ReasonOf(_site.Reader(), _site.Token(_key, claims: c => c["jti"] = 7)));

    private static Task<string?> ReasonOf(TokenReader reader, string token) => TokenSite.ReasonOf(reader, token);

    private string Token(string id, string subject = "anna") => _site.Token(_key, claims: c => (c["jti"], c["sub"]) = (id, subject));

    private TokenReader Reading(string list)
    {
        Write(list);
        return _site.Reader(o => o.MaxRevokedTokensBytes = 1024);
    }

    private void Write(string list) => File.WriteAllText(_site.RevokedFile, list);

    private void Poll(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _site.Time.Advance(TokenSite.Interval);
        }
    }
}
