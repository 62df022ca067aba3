using System.Security.Cryptography;
using Parley.Gateway.Identity;
using TokenReader = Parley.Gateway.Identity.TokenReader;

namespace Parley.Gateway.Tests.Unit;

/// <summary>Keys from a file that changes while the gateway runs, by a clock that the test moves.</summary>
public sealed class FileKeysTests : IDisposable
{
    private readonly TokenSite _site = new();
    private readonly ECDsa _old;
    private readonly ECDsa _new;

    public FileKeysTests() => (_old, _new) = (_site.NewKey(), _site.NewKey());

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_key_that_is_added_counts_and_one_that_is_removed_does_not_even_for_tokens_read_before()
    {
        var reader = Reading(_old);
        var (before, after) = (_site.Token(_old), _site.Token(_new));
        Assert.Null(await ReasonOf(reader, before));
        Assert.Equal("TOKEN_INVALID", await ReasonOf(reader, after));

        Write(_old, _new);
        Poll();
        Assert.Null(await ReasonOf(reader, before));
        Assert.Null(await ReasonOf(reader, after));

        Write(_new);
        Poll();
        var refused = (await reader.Read(before.AsMemory())).Rejection!;
        Assert.Equal("TOKEN_INVALID", refused.Reason);
        Assert.Contains("withdrawn the key", refused.Message, StringComparison.Ordinal);
        Assert.Equal("TOKEN_INVALID", await ReasonOf(reader, _site.Token(_old, claims: c => c["sub"] = "bob")));
        Assert.Null(await ReasonOf(reader, after));

        // A key that was taken out by mistake comes back, and its tokens with it.
        Write(_old, _new);
        Poll();
        Assert.Null(await ReasonOf(reader, before));
    }

    [Fact]
    public async Task A_file_that_is_replaced_by_a_symbolic_link_as_Kubernetes_does_is_read_again()
    {
        Directory.CreateDirectory(Path.Combine(_site.Folder, "..1"));
        Directory.CreateDirectory(Path.Combine(_site.Folder, "..2"));
        await File.WriteAllTextAsync(Path.Combine(_site.Folder, "..1", "keys.pem"), TokenSite.Pem(_old), Cancellation);
        await File.WriteAllTextAsync(Path.Combine(_site.Folder, "..2", "keys.pem"), TokenSite.Pem(_new), Cancellation);
        var data = Path.Combine(_site.Folder, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(_site.KeyFile, "..data/keys.pem");
        var reader = _site.Reader();
        Assert.Null(await ReasonOf(reader, _site.Token(_old)));

        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, "..2");
        Poll();
        Assert.Equal("TOKEN_INVALID", await ReasonOf(reader, _site.Token(_old)));
        Assert.Null(await ReasonOf(reader, _site.Token(_new)));
    }

    [Fact]
    public async Task A_change_in_place_of_the_same_length_and_time_is_found()
    {
        var reader = Reading(_old);
        var (length, written) = (new FileInfo(_site.KeyFile).Length, File.GetLastWriteTimeUtc(_site.KeyFile));
        await File.WriteAllTextAsync(_site.KeyFile, TokenSite.Pem(_new), Cancellation);
        File.SetLastWriteTimeUtc(_site.KeyFile, written);
        Assert.Equal(length, new FileInfo(_site.KeyFile).Length);
        Poll();
        Assert.Null(await ReasonOf(reader, _site.Token(_new)));
    }

    [Fact]
    public async Task A_file_that_is_missing_or_broken_leaves_the_keys_as_they_were_and_warns_once_for_each_fault()
    {
        var reader = Reading(_old, _new);
        var token = _site.Token(_old);
        File.Delete(_site.KeyFile);
        Poll(3);
        Assert.Single(_site.Log.Warnings);

        foreach (var broken in new[] { "", "nonsense", TokenSite.Pem(_old)[..^30], TokenSite.Pem(_new) + TokenSite.Pem(_old)[..60], new string('x', FileKeys.MaxBytes + 1) })
        {
            await File.WriteAllTextAsync(_site.KeyFile, broken, Cancellation);
            Poll(2);
            Assert.Null(await ReasonOf(reader, token));
            Assert.Null(await ReasonOf(reader, _site.Token(_new)));
        }

        Assert.Equal(3, _site.Log.Warnings.Count);
        Assert.All(_site.Log.Warnings, w => Assert.StartsWith(_site.KeyFile, w, StringComparison.Ordinal));

        Write(_new);
        Poll();
        Assert.Equal("TOKEN_INVALID", await ReasonOf(reader, token));
    }

    [Fact]
    public async Task A_token_of_an_unknown_key_has_the_file_read_at_once_but_not_more_often_than_the_least_gap()
    {
        var reader = Reading(_old);
        var gap = _site.Options().UnknownKeyReadInterval;
        Write(_old, _new);
        Assert.Equal("TOKEN_INVALID", await ReasonOf(reader, _site.Token(_new)));

        _site.Time.Advance(gap - TimeSpan.FromMilliseconds(1));
        Assert.Equal("TOKEN_INVALID", await ReasonOf(reader, _site.Token(_new)));
        _site.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await ReasonOf(reader, _site.Token(_new)));
    }

    [Fact]
    public void Keys_that_change_are_told_of_once()
    {
        Write(_old);
        var keys = _site.Own(new FileKeys(_site.Options(), _site.Time, _site.Log));
        var told = 0;
        keys.Changed += (_, _) => told++;
        Poll(2);
        Assert.Equal(0, told);
        Write(_new);
        Poll(2);
        Assert.Equal(1, told);
    }

    [Theory]
    [InlineData("nonsense", "holds no EC P-256 key")]
    [InlineData("", "holds no EC P-256 key")]
    public void A_file_without_a_key_is_named_at_the_start(string content, string said)
    {
        File.WriteAllText(_site.KeyFile, content);
        var failure = Assert.Single(new TokenOptionsValidator().Validate(null, _site.Options()).Failures!);
        Assert.StartsWith("Parley:Gateway:Tokens:PublicKeyFile cannot be used. ", failure, StringComparison.Ordinal);
        Assert.Contains(said, failure, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<string?> ReasonOf(TokenReader reader, string token) => TokenSite.ReasonOf(reader, token);

    private TokenReader Reading(params ECDsa[] keys)
    {
        Write(keys);
        return _site.Reader();
    }

    private void Write(params ECDsa[] keys)
    {
        var fresh = _site.KeyFile + ".new";
        File.WriteAllText(fresh, TokenSite.Pem(keys));
        File.Move(fresh, _site.KeyFile, overwrite: true);
    }

    private void Poll(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _site.Time.Advance(TokenSite.Interval);
        }
    }
}
