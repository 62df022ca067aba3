using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Parley.Gateway.Tests.Edge;
using Parley.Gateway.Tests.Unit;
using Parley.V1;

namespace Parley.Gateway.Tests.Wire;

/// <summary>What anyone at all may send to the gateway's port: it is answered with a reason, and never logged as an error.</summary>
public sealed class GatewayWireTests : IAsyncLifetime
{
    private const int Limit = 1024 * 1024;
    private const int LongestBody = 30_000_000;
    private const string Path = "/parley.v1.ConflictService/CreateConflict";
    private const string Grpc = "application/grpc";

    private readonly HttpClient _client = new();
    private LoneGateway _gateway = null!;

    public async ValueTask InitializeAsync() => _gateway = await LoneGateway.Start(new());

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return _gateway.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_that_only_the_parser_takes_are_malformed()
    {
        var bytes = Convert.FromHexString("0A03616263121812160A0BD002656E120568656C6C6F0A070A026672120178");
        await Refuses(await Send(Frame(bytes)), StatusCode.InvalidArgument, "MALFORMED_MESSAGE", "The bytes are not a valid message");
    }

    [Theory]
    [InlineData("FF00000000", "Its first byte is 255.")]
    [InlineData("0200000000", "Its first byte is 2.")]
    [InlineData("0000000010AABB", "Incomplete message.")]
    [InlineData("000000", "Incomplete message.")]
    [InlineData("", "Incomplete message.")]
    [InlineData("000000000000", "Additional data after the message received.")]
    [InlineData("0100000000", "grpc-encoding")]
    public async Task A_body_that_is_not_a_frame_is_malformed(string hex, string words) =>
        await Refuses(await Send(Convert.FromHexString(hex)), StatusCode.InvalidArgument, "MALFORMED_MESSAGE", words);

    [Fact]
    public async Task A_body_longer_than_the_server_takes_is_too_large() =>
        await Refuses(await Send(new byte[LongestBody + 1]), StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE", "too large");

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_compressed_message_is_bounded_when_it_is_decompressed(string encoding)
    {
        await Refuses(await Send(Compressed(Padded(Limit), encoding), encoding: encoding), StatusCode.InvalidArgument, "UNKNOWN_FIELD", "has no field 15");
        await Refuses(await Send(Compressed(Padded(Limit + 1), encoding), encoding: encoding), StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE", "more than 1048576 bytes");
        await Refuses(await Send(Compressed(new byte[64 * Limit], encoding), encoding: encoding), StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE", "more than 1048576 bytes");
        await Refuses(await Send(Frame([1, 2, 3, 4, 5, 6, 7, 8], 1), encoding: encoding), StatusCode.InvalidArgument, "MALFORMED_MESSAGE", "cannot be decompressed");
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json; charset=utf-8", "application/json")]
    [InlineData("application/grpc-web", "text/plain")]
    [InlineData("application/grpc-web+proto", "text/plain")]
    [InlineData("application/grpc-web-text", "text/plain")]
    [InlineData("text/plain", "text/plain")]
    [InlineData("application/x-protobuf", "text/plain")]
    [InlineData(null, "text/plain")]
    public async Task A_request_of_another_content_type_is_told_which_came_and_which_is_expected(string? sent, string answered)
    {
        using var response = await Send("{}"u8.ToArray(), type: sent);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        await IsPlain(response, answered, "UNSUPPORTED_CONTENT_TYPE", sent is null ? "no content-type" : $"content-type \"{sent}\"");
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task Another_method_than_POST_is_told_so(string method)
    {
        using var request = new HttpRequestMessage(new(method), Path);
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await Send(request);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
        await IsPlain(response, "application/json", "UNSUPPORTED_METHOD", $"method is \"{method}\"");
    }

    [Theory]
    [InlineData("/parley.v1.ConflictService/Forget", "application/json")]
    [InlineData("/v1/conflicts", "application/json")]
    [InlineData("/", null)]
    public async Task A_path_without_an_rpc_is_told_so(string path, string? type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent([]) };
        request.Content.Headers.ContentType = type is null ? null : new(type);
        using var response = await Send(request);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await IsPlain(response, type ?? "text/plain", "UNIMPLEMENTED", $"no rpc at \"{path}\"", StatusCode.Unimplemented);
    }

    /// <summary>Kestrel says it by itself.</summary>
    [Fact]
    public async Task A_client_of_HTTP_1_is_told_that_HTTP_2_is_expected()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _gateway.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {Path} HTTP/1.1\r\nHost: parley\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("HTTP/2", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_knows_every_service_that_is_served_and_no_other()
    {
        var health = new Health.HealthClient(_gateway.Channel);
        var served = Rpcs.All.Select(r => r.Service.FullName).Distinct().Except(["parley.v1.ExerciseService"]).Append("").Append("grpc.health.v1.Health");
        foreach (var service in served)
        {
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await Check(service)).Status);
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, await Watched(service));
        }

        foreach (var service in new[] { "parley.v1.ExerciseService", "parley.v1.OracleService", "parley.v1" })
        {
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => Check(service))).StatusCode);
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.ServiceUnknown, await Watched(service));
        }

        Task<HealthCheckResponse> Check(string service) => health.CheckAsync(new() { Service = service }, cancellationToken: TestContext.Current.CancellationToken).ResponseAsync;

        async Task<HealthCheckResponse.Types.ServingStatus> Watched(string service)
        {
            using var watch = health.Watch(new() { Service = service }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.True(await watch.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            return watch.ResponseStream.Current.Status;
        }
    }

    /// <summary>A refusal in the form that clients of gRPC read.</summary>
    private async Task Refuses(HttpResponseMessage response, StatusCode code, string reason, string words)
    {
        using (response)
        {
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            IsStatus(response.TrailingHeaders.Contains("grpc-status") ? response.TrailingHeaders : response.Headers, code, reason, words);
            Assert.Empty(_gateway.Errors);
        }
    }

    /// <summary>A refusal in a form that other clients read, and the same in gRPC's.</summary>
    private async Task IsPlain(HttpResponseMessage response, string type, string reason, string words, StatusCode code = StatusCode.InvalidArgument)
    {
        IsStatus(response.Headers, code, reason, words);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var message = body;
        if (type == "application/json")
        {
            using var json = System.Text.Json.JsonDocument.Parse(body);
            Assert.Equal((int)code, json.RootElement.GetProperty("code").GetInt32());
            Assert.Equal(reason, json.RootElement.GetProperty("details")[0].GetProperty("reason").GetString());
            message = json.RootElement.GetProperty("message").GetString()!;
        }

        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains("HTTP/2 POST with content-type application/grpc", message, StringComparison.Ordinal);
        Assert.Empty(_gateway.Errors);
    }

    private static void IsStatus(HttpHeaders headers, StatusCode code, string reason, string words)
    {
        Assert.Equal(((int)code).ToString(), headers.GetValues("grpc-status").Single());
        var status = Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(headers.GetValues("grpc-status-details-bin").Single()));
        Assert.Equal((int)code, status.Code);
        Assert.Equal(reason, status.GetDetail<ErrorInfo>().Reason);
        Assert.Contains(words, status.Message, StringComparison.Ordinal);
        Assert.Equal(status.Message, Uri.UnescapeDataString(headers.GetValues("grpc-message").Single()));
    }

    private async Task<HttpResponseMessage> Send(byte[] body, string? type = Grpc, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Headers.Add("grpc-encoding", encoding);
        }

        return await Send(request);
    }

    private Task<HttpResponseMessage> Send(HttpRequestMessage request)
    {
        request.RequestUri = new(_gateway.Address, request.RequestUri!.OriginalString);
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        return _client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static byte[] Frame(byte[] message, byte flag = 0) =>
        [flag, (byte)(message.Length >> 24), (byte)(message.Length >> 16), (byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static byte[] Compressed(byte[] message, string encoding)
    {
        using var bytes = new MemoryStream();
        using (Stream compression = encoding == "gzip" ? new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true) : new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            compression.Write(message);
        }

        return Frame(bytes.ToArray(), 1);
    }

    /// <summary>A message as long as asked: field 15, which no request has, with zeros in it.</summary>
    private static byte[] Padded(int length)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream))
        {
            output.WriteTag(15, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(new byte[length - 4]));
        }

        return stream.ToArray();
    }
}
