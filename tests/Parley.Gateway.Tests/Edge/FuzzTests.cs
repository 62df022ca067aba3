using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>
/// Anything at all, from anyone: an answer or a refusal with a reason, never a fault. It holds for every input; a failure prints the
/// seed of its input, and <c>CsCheck_Seed</c> runs that input first.
/// </summary>
public sealed class FuzzTests(RealTimeServer server) : IClassFixture<RealTimeServer>
{
    private const int Messages = 2000;
    private const int BrokenMessages = 1000;
    private const int AtOnce = 8;

    private static readonly Gen<MethodDescriptor> AnyRpc = Gen.Int[0, Rpcs.All.Count - 1].Select(i => Rpcs.All[i]);
    private static readonly Gen<(MethodDescriptor Rpc, IMessage Request)> AnyCall =
        AnyRpc.SelectMany(rpc => new RandomRequests(rpc.InputType).Select(request => (rpc, request)));

    private Metadata[] Callers =>
    [
        [], server.Stranger, server.Keeper, server.Keeper, server.Mediator, server.Mediator, server.Of(World.North), server.Of(World.South), server.Of(World.East),
        server.As("both", new(Role.Party, World.North), new(Role.Party, World.South)), server.As("secretary", new Grant(Role.Secretariat, "")),
        server.As("operator", new Grant(Role.Operator, "")), server.As("monitor", new Grant(Role.Monitor, World.Valley)),
        server.As("observer", new Grant(Role.Observer, World.River)), server.As("guarantor", new Grant(Role.Guarantor, World.Valley)),
    ];

    [Fact]
    public async Task Any_message_by_anybody_gets_an_answer_or_a_reason()
    {
        var callers = Callers;
        var codes = new System.Collections.Concurrent.ConcurrentDictionary<StatusCode, int>();
        await Gen.Select(AnyCall, Gen.Int[0, callers.Length - 1]).SampleAsync(
            async drawn =>
            {
                var ((rpc, request), caller) = drawn;
                var answer = await server.Call(rpc, request, callers[caller]);
                codes.AddOrUpdate(answer.Code, 1, (_, n) => n + 1);
                Check(rpc, answer, $"{rpc.Name} {request}");
            },
            iter: Messages,
            threads: AtOnce);

        // It tests more than the edge: a good part reaches the law and the record. At least 80 of each code are expected whatever the
        // seed, so that fewer than 10 do not come by chance.
        Assert.All(
            [StatusCode.OK, StatusCode.NotFound, StatusCode.PermissionDenied, StatusCode.FailedPrecondition],
            c => Assert.True(codes.GetValueOrDefault(c) >= 10, $"{c}: {codes.GetValueOrDefault(c)} of {string.Join(' ', codes)}"));
        Assert.DoesNotContain("fail:", server.Process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_broken_message_is_malformed_or_another_message() =>
        await Gen.Select(AnyCall, Gen.Select(Gen.UInt, Gen.Byte).Array[1, 4]).SampleAsync(
            async drawn =>
            {
                var ((rpc, request), changes) = drawn;
                var bytes = request.ToByteArray();
                foreach (var (at, to) in bytes.Length == 0 ? [] : changes)
                {
                    bytes[at % (uint)bytes.Length] = to;
                }

                Check(rpc, await server.Call(rpc, bytes, server.Keeper), $"{rpc.Name} {Convert.ToHexString(bytes)}");
            },
            iter: BrokenMessages,
            threads: AtOnce);

    [Fact]
    public async Task The_clock_of_exercises_exists_in_exercises_only()
    {
        foreach (var rpc in Rpcs.All.Where(r => r.Service.Name == "ExerciseService"))
        {
            var answer = await server.Call(rpc, Requests.Smallest(rpc.InputType), server.Keeper);
            Assert.Equal((StatusCode.Unimplemented, "UNIMPLEMENTED"), (answer.Code, answer.Reason));
            var health = new Health.HealthClient(server.Channel).CheckAsync(new() { Service = rpc.Service.FullName }, cancellationToken: TestContext.Current.CancellationToken);
            Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<RpcException>(() => health.ResponseAsync)).StatusCode);
        }
    }

    private static void Check(MethodDescriptor rpc, Answer answer, string what)
    {
        // The client itself cuts a stream on which nothing comes.
        if (answer.Code != StatusCode.DeadlineExceeded || !rpc.IsServerStreaming)
        {
            answer.Checked(rpc.InputType, what);
        }

        if (answer.Code == StatusCode.OK)
        {
            Assert.NotNull(rpc.OutputType.Parser.ParseFrom(answer.Reply));
        }
    }
}
