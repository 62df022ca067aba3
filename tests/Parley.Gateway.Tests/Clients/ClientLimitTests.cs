using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.Cluster;
using Parley.Gateway.Tests.Unit;
using Parley.Testing;
using Parley.V1;

namespace Parley.Gateway.Tests.Clients;

/// <summary>What a client can hold of a gateway that it does not read from, says nothing to, or asks too much of.</summary>
public sealed class ClientLimitTests
{
    private const string Name = "conflicts/xx";
    private const string Rpc = "parley.v1.ConflictService/GetConflict";
    private const uint EnhanceYourCalm = 0xb;
    private const int AnswerBytes = 700_000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly IPAddress Stalled = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Other = IPAddress.Parse("127.0.0.3");

    private readonly FakeCluster _cluster = new();

    public ClientLimitTests() =>
        _cluster[Name].OnRead = _ => new(Outcome<IMessage>.Of(
            new Conflict { Name = Name, Title = new() { Values = { ["en"] = new string('x', AnswerBytes) } } }, 1));

    private static byte[] Request => new GetConflictRequest { Name = Name }.ToByteArray();

    [Fact]
    public async Task A_call_holds_its_place_until_its_answer_is_read()
    {
        await using var gateway = await Start(("Clients:MaxCalls", "8"));
        await using var raw = await Connect(gateway, Stalled);
        var stream = await raw.Call(Rpc, Request);
        await Until(() => !_cluster[Name].Queries.IsEmpty);

        Assert.Equal("TOO_MANY_CALLS", await Ask(gateway, Stalled));
        Assert.Equal("", await Ask(gateway, Other));

        await raw.Open(stream, 2 * AnswerBytes);
        await Until(() => raw.DataBytes > AnswerBytes);
        await Until(async () => await Ask(gateway, Stalled) == "");
    }

    [Fact]
    public async Task Bytes_of_answers_that_are_not_read_are_bounded_in_all()
    {
        await using var gateway = await Start(("Clients:MaxAnswerBytes", "1048576"), ("Clients:MaxAnswerBytesPerConnection", "1048576"), ("Clients:MaxShareWithoutToken", "1"));
        await using var raw = await Connect(gateway, Stalled);
        await raw.Call(Rpc, Request);
        await Until(async () => await Ask(gateway, Other) == "ANSWERS_NOT_TAKEN");
    }

    [Fact]
    public async Task An_answer_that_is_not_read_makes_room_for_one_that_is()
    {
        await using var gateway = await Start(
            ("Clients:MaxAnswerBytes", "1048576"), ("Clients:MaxAnswerBytesPerConnection", "1048576"), ("Clients:MaxShareWithoutToken", "1"),
            ("Clients:AnswerCutAge", "00:00:00.2"));
        await using var raw = await Connect(gateway, Stalled);
        var stream = await raw.Call(Rpc, Request);
        await Until(() => !_cluster[Name].Queries.IsEmpty);

        await Until(async () => await Ask(gateway, Other) == "" && raw.Resets.ContainsKey(stream));
        Assert.Equal(EnhanceYourCalm, raw.Resets[stream]);
    }

    [Fact]
    public async Task An_answer_that_is_not_read_in_time_is_cut_and_its_connection_stays()
    {
        await using var gateway = await Start(("Clients:AnswerTimeout", "00:00:00.1"), ("Clients:MinAnswerBytesPerSecond", "100000000"));
        await using var raw = await Connect(gateway, Stalled);
        var stream = await raw.Call(Rpc, Request);
        await Until(() => raw.Resets.ContainsKey(stream) || raw.Closed.IsCompleted);
        Assert.Equal(EnhanceYourCalm, raw.Resets[stream]);
    }

    [Fact]
    public async Task A_request_that_does_not_arrive_in_time_is_cut()
    {
        await using var gateway = await Start(("Clients:RequestTimeout", "00:00:00.1"));
        await using var raw = await Connect(gateway, Stalled);
        var stream = await raw.Call(Rpc, Request, sent: 3);
        await Until(() => raw.Resets.ContainsKey(stream));
        Assert.Equal(EnhanceYourCalm, raw.Resets[stream]);
    }

    [Fact]
    public async Task One_address_has_its_share_of_connections_and_not_one_more()
    {
        await using var gateway = await Start(("MaxConnections", "16"));
        await using var first = await Connect(gateway, Stalled);
        await using var second = await Connect(gateway, Stalled);
        await using var third = await Connect(gateway, Stalled);
        await third.Closed.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);
        Assert.False(first.Closed.IsCompleted || second.Closed.IsCompleted);
        Assert.Equal("", await Ask(gateway, Other));
    }

    [Fact]
    public async Task A_connection_without_a_token_loses_what_is_kept_for_those_with_one()
    {
        await using var gateway = await Start(
            ("MaxConnections", "8"), ("Clients:MaxShareOfOneAddress", "1"), ("Clients:MaxShareWithoutToken", "0.25"), ("Clients:TokenDelay", "00:00:02"));
        await using var first = await Connect(gateway, Stalled);
        await using var second = await Connect(gateway, Stalled);
        await using var without = await Connect(gateway, Stalled);
        await using var with = await Connect(gateway, Stalled);
        await with.Call(Rpc, Request, headers: ("authorization", gateway.As("anna").GetValue("authorization")!));

        await without.Closed.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);
        Assert.False(with.Closed.IsCompleted || first.Closed.IsCompleted || second.Closed.IsCompleted);
    }

    [Fact]
    public async Task A_connection_without_a_call_is_closed_even_if_it_answers_pings()
    {
        await using var gateway = await Start(("Clients:IdleTimeout", "00:00:01.5"), ("KeepAlivePingDelay", "00:00:01"), ("KeepAlivePingTimeout", "00:00:20"));
        await using var raw = await Connect(gateway, Stalled);
        await raw.Closed.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Work_without_a_token_is_bounded_by_its_cost_and_a_token_is_the_way_out()
    {
        await using var gateway = await Start(("Clients:WorkPerSecond", "1"), ("Clients:WorkBurst", "10"));
        Assert.Equal("", await Ask(gateway, Stalled));
        var error = await Error(gateway, Stalled, []);

        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MUCH_WORK"), (error!.StatusCode, ReasonOf(error)));
        Assert.True(error.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan() > TimeSpan.Zero);
        Assert.Equal("", await Ask(gateway, Other));
        Assert.Null(await Error(gateway, Stalled, gateway.As("anna")));
    }

    [Fact]
    public async Task A_trusted_proxy_names_the_clients_address_in_a_header_and_nobody_else_does()
    {
        await using var gateway = await Start(
            ("Clients:WorkPerSecond", "1"), ("Clients:WorkBurst", "10"), ("Clients:TrustedProxies:0", "127.0.0.2"), ("Clients:ForwardedHeader", "Forwarded"));
        Metadata From(string address) => new() { { "forwarded", $"for={address}" } };

        Assert.Null(await Error(gateway, Stalled, From("192.0.2.1")));
        Assert.Equal("TOO_MUCH_WORK", ReasonOf(await Error(gateway, Stalled, From("192.0.2.1"))));
        Assert.Null(await Error(gateway, Stalled, From("192.0.2.2")));

        Assert.Null(await Error(gateway, Other, From("192.0.2.3")));
        Assert.Equal("TOO_MUCH_WORK", ReasonOf(await Error(gateway, Other, From("192.0.2.4"))));
    }

    [Fact]
    public async Task A_connection_from_a_trusted_proxy_begins_with_a_PROXY_header()
    {
        await using var gateway = await Start(("MaxConnections", "8"), ("Clients:TrustedProxies:0", "127.0.0.0/8"), ("Clients:ProxyProtocol", "true"));
        Task<RawHttp2> Proxied(string address) => Connect(gateway, Stalled, Encode($"PROXY TCP4 {address} 192.0.2.9 4711 443\r\n"));

        await using var without = await Connect(gateway, Stalled);
        await without.Closed.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);

        await using var first = await Proxied("192.0.2.1");
        await using var other = await Proxied("192.0.2.2");
        await using var again = await Proxied("192.0.2.1");
        await again.Closed.WaitAsync(Waiting.Patience, TestContext.Current.CancellationToken);
        await first.Open(await first.Call(Rpc, Request), 2 * AnswerBytes);
        await Until(() => first.DataBytes > AnswerBytes);
        Assert.False(other.Closed.IsCompleted);
    }

    private static byte[] Encode(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    private static string ReasonOf(RpcException? error) => error?.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";

    private static Task<RawHttp2> Connect(LoneGateway gateway, IPAddress from, byte[]? before = null) =>
        RawHttp2.Connect(IPEndPoint.Parse(gateway.Address.Authority), from, before: before);

    private static async Task<string> Ask(LoneGateway gateway, IPAddress from) => ReasonOf(await Error(gateway, from, []));

    // Each on a connection of its own, which is gone afterwards.
    private static async Task<RpcException?> Error(LoneGateway gateway, IPAddress from, Metadata headers)
    {
        using var channel = GrpcChannel.ForAddress(gateway.Address, new()
        {
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (context, cancellation) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(from, 0));
                    await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            },
        });
        try
        {
            await new ConflictService.ConflictServiceClient(channel).GetConflictAsync(
                new() { Name = Name }, headers, cancellationToken: TestContext.Current.CancellationToken);
            return null;
        }
        catch (RpcException error)
        {
            return error;
        }
    }

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Waiting.Patience);
        while (!await condition())
        {
            await Task.Delay(Look, patience.Token);
        }
    }

    private Task<LoneGateway> Start(params (string Name, string Value)[] settings) => LoneGateway.Start(_cluster, settings);
}
