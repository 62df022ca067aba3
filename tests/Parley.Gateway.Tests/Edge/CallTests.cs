using System.Net;
using System.Net.Http.Headers;
using Google.Rpc;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What comes with a call beside the message: the token, the deadline, the framing, the path.</summary>
[Collection(EdgeTests.Name)]
public sealed class CallTests(EdgeServer server)
{
    public static TheoryData<string> Every => Rpcs.Names;

    public static TheoryData<string> Mutations => [.. Rpcs.All.Where(Rpcs.IsMutation).Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task A_mutation_without_a_token_is_unauthenticated(string name)
    {
        var rpc = Rpcs.Named(name);
        var answer = (await server.Call(rpc, Requests.Smallest(rpc.InputType), null)).Checked(rpc.InputType, name);
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_MISSING"), (answer.Code, answer.Reason));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Any_rpc_with_a_bad_token_is_unauthenticated(string name)
    {
        var rpc = Rpcs.Named(name);
        var request = Requests.Smallest(rpc.InputType);
        foreach (var (token, reason) in BadTokens())
        {
            var answer = (await server.Call(rpc, request, new() { { "authorization", token } })).Checked(rpc.InputType, $"{name} {token}");
            Assert.True((answer.Code, answer.Reason) == (StatusCode.Unauthenticated, reason), $"{name} {token}: {answer}");
        }
    }

    [Fact]
    public async Task A_deadline_that_passes_ends_the_call()
    {
        // Long enough that all there is has been sent: it ends a stream that waits.
        using var response = await Post("/parley.v1.JournalService/WatchJournal", Framed(new WatchJournalRequest { Journal = World.Valley }), "1S");
        Assert.Equal((int)StatusCode.DeadlineExceeded, (await StatusOf(response)).Code);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-1S")]
    [InlineData("99999999H")]
    [InlineData("1")]
    public async Task A_deadline_that_cannot_be_read_is_none(string timeout)
    {
        using var response = await Post("/parley.v1.ConflictService/GetConflict", Framed(new GetConflictRequest { Name = World.Valley }), timeout);
        Assert.Equal((int)StatusCode.OK, (await StatusOf(response)).Code);
    }

    /// <summary>The frame says a length that the body does not have.</summary>
    [Theory]
    [InlineData("0000000010aabb")]
    [InlineData("000000")]
    [InlineData("")]
    [InlineData("000000000000")]
    [InlineData("ff00000000")]
    public async Task A_broken_frame_is_the_callers_fault(string hex)
    {
        using var response = await Post("/parley.v1.ExerciseService/GetClock", Convert.FromHexString(hex));
        var status = await StatusOf(response);
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.Equal("MALFORMED_MESSAGE", status.GetDetail<ErrorInfo>().Reason);
    }

    [Theory]
    [InlineData("/parley.v1.TruceService/ForgetTruce")]
    [InlineData("/parley.v1.OracleService/Predict")]
    [InlineData("/parley.v2.TruceService/GetTruce")]
    public async Task An_rpc_that_does_not_exist_is_unimplemented(string path)
    {
        using var response = await Post(path, Framed(new GetTruceRequest { Name = World.River }));
        var status = await StatusOf(response);
        Assert.Equal((int)StatusCode.Unimplemented, status.Code);
        Assert.Equal("UNIMPLEMENTED", status.GetDetail<ErrorInfo>().Reason);
    }

    /// <summary>The status with its details, wherever it stands: after the body, or in place of one.</summary>
    private static async Task<Google.Rpc.Status> StatusOf(HttpResponseMessage response)
    {
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var headers = response.TrailingHeaders.Contains("grpc-status") ? (HttpHeaders)response.TrailingHeaders : response.Headers;
        var code = int.Parse(headers.GetValues("grpc-status").Single());
        return headers.TryGetValues("grpc-status-details-bin", out var details)
            ? Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.Single()))
            : new() { Code = code };
    }

    private static byte[] Framed(Google.Protobuf.IMessage message)
    {
        var bytes = Google.Protobuf.MessageExtensions.ToByteArray(message);
        return [0, 0, 0, 0, (byte)bytes.Length, .. bytes];
    }

    private async Task<HttpResponseMessage> Post(string path, byte[] body, string? timeout = null)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Process.Address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        if (timeout is not null)
        {
            request.Headers.TryAddWithoutValidation("grpc-timeout", timeout);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private IEnumerable<(string Header, string Reason)> BadTokens()
    {
        var right = server.Keeper.GetValue("authorization")!;
        yield return ("Bearer ", "TOKEN_INVALID");
        yield return ("Bearer seven", "TOKEN_INVALID");
        yield return ("Basic YTpi", "TOKEN_INVALID");
        yield return (right[..^2], "TOKEN_INVALID");
        yield return (right + "AA", "TOKEN_INVALID");
        yield return ("Bearer " + new string('a', 20_000), "TOKEN_INVALID");

        // Its own header and claims, but unsigned.
        yield return ("Bearer eyJhbGciOiJub25lIn0." + right.Split('.')[1] + ".", "TOKEN_INVALID");

        using var own = LocalSigningKey.LoadOrCreate(server.Folder);
        yield return ("Bearer " + Mint(own, "parley", TimeProvider.System), "TOKEN_INVALID");
        yield return ("Bearer " + new TokenMint(own, "somebody", TokenMint.DefaultName, TimeProvider.System).Mint("x", [], TimeSpan.FromHours(1)), "TOKEN_INVALID");
        yield return ("Bearer " + new TokenMint(own, TokenMint.DefaultName, "elsewhere", TimeProvider.System).Mint("x", [], TimeSpan.FromHours(1)), "TOKEN_INVALID");
        var yesterday = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1));
        yield return ("Bearer " + Mint(own, "late", yesterday), "TOKEN_EXPIRED");
        var tomorrow = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(1));
        yield return ("Bearer " + Mint(own, "early", tomorrow), "TOKEN_INVALID");

        var elsewhere = Directory.CreateTempSubdirectory("parley-other-key-");
        using (var other = LocalSigningKey.LoadOrCreate(elsewhere.FullName))
        {
            yield return ("Bearer " + Mint(other, "keeper", TimeProvider.System), "TOKEN_INVALID");
        }

        elsewhere.Delete(recursive: true);
    }

    private static string Mint(LocalSigningKey key, string subject, TimeProvider time) =>
        new TokenMint(key, TokenMint.DefaultName, TokenMint.DefaultName, time).Mint(subject, [new Grant(Role.Mediator, "")], TimeSpan.FromHours(1));
}
