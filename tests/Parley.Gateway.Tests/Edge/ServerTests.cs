using System.Runtime.Versioning;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Parley.Hosting;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What the server says of itself, how it keeps its keys, and that a text comes back as it was given.</summary>
[Collection(EdgeTests.Name)]
public sealed class ServerTests(EdgeServer server)
{
    private const int LongestText = 64 * 1024;

    public static TheoryData<string> Texts =>
    [
        "  spaces before and behind \t\n",
        "\u0646\u0635\u0651 \u0639\u0631\u0628\u064a\u200f \u2067\u05e2\u05d1\u05e8\u05d9\u05ea\u2069 \u202babc\u202c",
        "e\u0301 and \u00e9 are two texts; so are \u212b, \u00c5 and A\u030a",
        "\ufeffa mark before, a joiner\u200d between, a variation\ufe0f behind",
        "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \ud83c\udde6\ud83c\uddff \ud83c\udde6\ud83c\uddf2",
        "\u0540\u0561\u0575\u0561\u057d\u057f\u0561\u0576\u0589 Az\u0259rbaycan. \u4e2d\u6587\u3002",
        "line\u2028separator and paragraph\u2029separator",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_text_comes_back_exactly_as_it_was_given(string text)
    {
        var own = await OwnWorld.Bare(server);
        var request = World.Said(text, own.Conflict);
        request.Statement.Text.Values["ar"] = text + text;
        var published = await server.Conflicts.PublishStatementAsync(request, server.Of(own.Of(World.North)));
        Assert.Equal(request.Statement.Text, published.Text);
        Assert.Equal(request.Statement.Text, (await server.Conflicts.GetStatementAsync(new() { Name = published.Name })).Text);
        var listed = await server.Conflicts.ListStatementsAsync(new() { Parent = own.Conflict });
        Assert.Equal(request.Statement.Text, listed.Statements.Single(s => s.Name == published.Name).Text);
        var events = await server.Journals.ListEventsAsync(new() { Journal = own.Conflict });
        Assert.Contains(events.Events, e => e.StatementPublished?.Statement is { } s && s.Name == published.Name && s.Text.Equals(request.Statement.Text));
    }

    [Fact]
    public async Task A_text_of_64_KiB_is_kept_and_one_byte_more_is_refused()
    {
        // Two bytes a letter: bytes count, not letters.
        var text = new string('\u0634', LongestText / 2);
        var own = await OwnWorld.Bare(server);
        var published = await server.Conflicts.PublishStatementAsync(World.Said(text, own.Conflict), server.Of(own.Of(World.North)));
        Assert.Equal(text, (await server.Conflicts.GetStatementAsync(new() { Name = published.Name })).Text.Values["en"]);

        var rpc = Rpcs.Named("PublishStatement");
        var answer = (await server.Call(rpc, World.Said(text + "x", own.Conflict), server.Of(own.Of(World.North)))).Checked(rpc.InputType, "one byte more");
        Assert.Equal(("statement.text.values[\"en\"]", "TOO_LONG"), Assert.Single(answer.Violations));
    }

    [Fact]
    public async Task Reflection_lists_every_service_and_tells_of_every_rpc()
    {
        using var call = new ServerReflection.ServerReflectionClient(server.Channel).ServerReflectionInfo(cancellationToken: TestContext.Current.CancellationToken);
        var listed = (await Ask(call, new() { ListServices = "" })).ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.All(Rpcs.All.Select(r => r.Service.FullName).Distinct().Append("grpc.health.v1.Health"), s => Assert.Contains(s, listed));
        foreach (var rpc in Rpcs.All)
        {
            var found = await Ask(call, new() { FileContainingSymbol = rpc.Service.FullName });
            var file = Google.Protobuf.Reflection.FileDescriptorProto.Parser.ParseFrom(found.FileDescriptorResponse.FileDescriptorProto[0]);
            Assert.Contains(file.Service.SelectMany(s => s.Method), m => m.Name == rpc.Name);
        }
    }

    [Fact]
    public async Task Health_is_serving_for_the_server_and_for_every_service()
    {
        var health = new Health.HealthClient(server.Channel);
        foreach (var service in Rpcs.All.Select(r => r.Service.FullName).Distinct().Append(""))
        {
            var answer = await health.CheckAsync(new() { Service = service }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Keys_are_their_owners_alone()
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(server.Folder, "signing-key.pem")));
        var elsewhere = Directory.CreateTempSubdirectory("parley-fresh-");
        var fresh = new DataFolder(Path.Combine(elsewhere.FullName, "fresh"));
        fresh.DeploymentKey();
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(fresh.Path));
        Assert.Equal(Owner, File.GetUnixFileMode(Path.Combine(fresh.Path, "deployment-key")));
        elsewhere.Delete(recursive: true);
    }

    private static async Task<ServerReflectionResponse> Ask(
        AsyncDuplexStreamingCall<ServerReflectionRequest, ServerReflectionResponse> call, ServerReflectionRequest request)
    {
        await call.RequestStream.WriteAsync(request, TestContext.Current.CancellationToken);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        return call.ResponseStream.Current;
    }
}
