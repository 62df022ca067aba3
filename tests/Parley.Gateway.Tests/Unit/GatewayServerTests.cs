using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.DependencyInjection;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

/// <summary>The gateway over real HTTP/2, before a cluster without silos.</summary>
public sealed class GatewayServerTests : IAsyncLifetime
{
    private const string Truce = "conflicts/xx/truces/t1";

    private readonly FakeCluster _cluster = new();
    private LoneGateway _gateway = null!;
    private CallInvoker _anonymous = null!;
    private Metadata _token = null!;

    private static CallOptions Anyone => With([]);

    private CallOptions Anna => With(_token);

    public async ValueTask InitializeAsync()
    {
        _gateway = await LoneGateway.Start(_cluster, ("MaxCallsPerPrincipal", "2"));
        _anonymous = _gateway.Channel.CreateCallInvoker();
        _token = _gateway.As("anna");
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Execute_ACommand_ReachesItsJournalWithCallerAndIds()
    {
        var id = Guid.NewGuid();
        var request = Report(r => r.RequestId = id.ToString());
        var first = await Incidents().ReportObservationAsync(request, Anna);
        var again = await Incidents().ReportObservationAsync(request, Anna);
        await Incidents().ReportObservationAsync(Report(), Anna);

        var commands = _cluster[Truce].Commands.ToArray();
        Assert.Equal("anna", commands[0].Caller.Subject);
        Assert.Equal(id, commands[0].RequestId);
        Assert.Equal(request, commands[0].Request);
        Assert.Equal(first.Name, again.Name);
        Assert.NotEqual(id, commands[2].RequestId);
        Assert.NotEqual(first.Name, commands[2].AssignedId);
    }

    [Fact]
    public async Task Execute_WithoutAToken_IsUnauthenticatedBeforeAnythingElse()
    {
        var error = await Fails(() => Incidents().ReportObservationAsync(new(), Anyone).ResponseAsync);
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_MISSING"), (error.StatusCode, ReasonOf(error)));
        Assert.Empty(_cluster[Truce].Commands);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer ")]
    public async Task Read_WithABadToken_IsUnauthenticatedToo(string header)
    {
        var error = await Fails(() => Conflicts().GetConflictAsync(new() { Name = "conflicts/xx" }, With(new() { { "authorization", header } })).ResponseAsync);
        Assert.Equal((StatusCode.Unauthenticated, "TOKEN_INVALID"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task Read_ARefusal_ComesWithReasonResourceAndTrace()
    {
        var error = await Fails(() => Conflicts().GetConflictAsync(
            new() { Name = "conflicts/xx" }, With(new() { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } })).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, error.StatusCode);
        Assert.Equal("conflicts/xx", error.GetRpcStatus()!.GetDetail<ResourceInfo>().ResourceName);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", error.GetRpcStatus()!.GetDetail<RequestInfo>().RequestId);
    }

    [Fact]
    public async Task Execute_AMalformedRequest_NamesTheFields()
    {
        var error = await Fails(() => Incidents().ReportObservationAsync(Report(r => r.RequestId = "x"), Anna).ResponseAsync);
        Assert.Equal("request_id", Assert.Single(error.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
    }

    [Theory]
    [InlineData("0a0363c328")] // field 1, three bytes that are not UTF-8
    [InlineData("0aff")] // a length that runs past the end
    [InlineData("07")] // a wire type that does not exist
    [InlineData("00")] // field 0
    public async Task AnyRpc_WithBytesThatAreNoMessage_IsInvalidArgument(string hex)
    {
        var error = await Fails(() => Raw(Convert.FromHexString(hex)));
        Assert.Equal((StatusCode.InvalidArgument, "MALFORMED_MESSAGE"), (error.StatusCode, ReasonOf(error)));
        Assert.Equal(32, error.GetRpcStatus()!.GetDetail<RequestInfo>().RequestId.Length);
    }

    [Fact]
    public async Task AnyRpc_NestedPastTheParsersLimit_IsInvalidArgument()
    {
        // Groups that nobody knows, one in the other.
        var nested = new byte[400];
        for (var i = 0; i < 200; i++)
        {
            nested[i] = 0x7b;
            nested[^(i + 1)] = 0x7c;
        }

        var error = await Fails(() => Raw(nested));
        Assert.Equal((StatusCode.InvalidArgument, "MALFORMED_MESSAGE"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task AnyRpc_PastTheLargestMessage_IsResourceExhausted()
    {
        var error = await Fails(() => Raw(Encoding.UTF8.GetBytes(new string('a', (1024 * 1024) + 1))));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Execute_AJournalThatFails_IsInternalWithoutDetails()
    {
        _cluster[Truce].OnExecute = _ => throw new InvalidCastException("secret");
        var error = await Fails(() => Incidents().ReportObservationAsync(Report(), Anna).ResponseAsync);

        Assert.Equal((StatusCode.Internal, "INTERNAL"), (error.StatusCode, ReasonOf(error)));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_AJournalThatDoesNotAnswer_EndsAtTheCeiling()
    {
        await using var gateway = await LoneGateway.Start(_cluster, ("DeadlineCeiling", "00:00:01"));
        _cluster[Truce].OnExecute = _ => new(new TaskCompletionSource<Outcome<IMessage>>().Task);
        var incidents = new IncidentService.IncidentServiceClient(gateway.Channel);
        var error = await Fails(() => incidents.ReportObservationAsync(Report(), With(gateway.As("anna"))).ResponseAsync);
        Assert.Equal((StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task Execute_ASiloThatDoesNotAnswer_IsUnavailable()
    {
        _cluster[Truce].OnExecute = async _ =>
        {
            await Task.Yield();
            throw new TimeoutException("Orleans has waited long enough.");
        };
        var error = await Fails(() => Incidents().ReportObservationAsync(Report(), Anna).ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, "CLUSTER_UNAVAILABLE"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task Execute_WhenTheSiloIsLostAndAnotherFoundMeanwhile_IsUnavailable()
    {
        var connection = _gateway.Services.GetRequiredService<ClusterConnection>();
        _cluster[Truce].OnExecute = command =>
        {
            connection.Lost();
            connection.Found();
            return new(new TaskCompletionSource<Outcome<IMessage>>().Task);
        };
        var error = await Fails(() => Incidents().ReportObservationAsync(Report(), Anna).ResponseAsync);
        Assert.Equal((StatusCode.Unavailable, "CLUSTER_UNAVAILABLE"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task Read_AfterACommand_IsNotOlderThanItsAnswer()
    {
        _cluster[Truce].OnExecute = _ => new(Outcome<IMessage>.Of(new Observation(), 2));
        await Incidents().ReportObservationAsync(Report(), Anna);
        _cluster[Truce].OnRead = _ => new(Outcome<IMessage>.Of(new Truce { Name = Truce }, _cluster[Truce].Queries.Count));
        await new TruceService.TruceServiceClient(_anonymous).GetTruceAsync(new() { Name = Truce }, Anyone);
        Assert.Equal(2, _cluster[Truce].Queries.Count);
    }

    [Fact]
    public async Task Execute_MoreThanACallerMayHaveUnderWay_IsRefusedUntilSomeEnd()
    {
        var release = new TaskCompletionSource<Outcome<IMessage>>(TaskCreationOptions.RunContinuationsAsynchronously);
        _cluster[Truce].OnExecute = _ => new(release.Task);
        var held = new[] { Incidents().ReportObservationAsync(Report(), Anna), Incidents().ReportObservationAsync(Report(), Anna) };
        while (_cluster[Truce].Commands.Count < 2)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var error = await Fails(() => Incidents().ReportObservationAsync(Report(), Anna).ResponseAsync);
        Assert.Equal((StatusCode.ResourceExhausted, "TOO_MANY_CALLS"), (error.StatusCode, ReasonOf(error)));
        Assert.NotNull(error.GetRpcStatus()!.GetDetail<RetryInfo>());

        release.SetResult(Outcome<IMessage>.Of(new Observation(), 1));
        await Task.WhenAll(held.Select(h => h.ResponseAsync));
        await Incidents().ReportObservationAsync(Report(), Anna);
    }

    [Fact]
    public async Task List_PageByPage_SealsTheCursorAndLeavesTheGrainsReplyAlone()
    {
        var first = await Conflicts().ListConflictsAsync(new() { PageSize = 1 }, Anyone);
        Assert.NotEqual("second", first.NextPageToken);
        var second = await Conflicts().ListConflictsAsync(new() { PageSize = 7, PageToken = first.NextPageToken }, Anyone);

        Assert.Equal("conflicts/bb", Assert.Single(second.Conflicts).Name);
        Assert.Equal("", second.NextPageToken);
        Assert.Equal("second", _cluster.Catalogue.FirstPage.NextPageToken);

        foreach (var token in new[] { "second", first.NextPageToken[..^2], "%" })
        {
            var error = await Fails(() => Conflicts().ListConflictsAsync(new() { PageToken = token }, Anyone).ResponseAsync);
            Assert.Equal((StatusCode.InvalidArgument, "PAGE_TOKEN_INVALID"), (error.StatusCode, ReasonOf(error)));
            Assert.Equal("page_token", Assert.Single(error.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
        }

        var other = await Fails(() => Conflicts().ListConflictsAsync(new() { PageToken = first.NextPageToken }, Anna).ResponseAsync);
        Assert.Equal("PAGE_TOKEN_INVALID", ReasonOf(other));
    }

    [Fact]
    public async Task WatchJournal_OverTheWire_StreamsAndEndsWithAReasonWhenTheGatewayStops()
    {
        _cluster[Truce].Record(3);
        using var call = new JournalService.JournalServiceClient(_anonymous).WatchJournal(new() { Journal = Truce }, Anna);
        for (var version = 1; version <= 3; version++)
        {
            Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
            Assert.Equal(version, call.ResponseStream.Current.Event.Version);
        }

        _cluster[Truce].Record(1);
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(4, call.ResponseStream.Current.Event.Version);

        var stopping = _gateway.Stop();
        var error = await Fails(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (error.StatusCode, ReasonOf(error)));
        await stopping;
    }

    [Fact]
    public async Task WatchJournal_OfAJournalThatCannotBeReached_IsUnavailable()
    {
        _cluster[Truce].IsLost = true;
        using var call = new JournalService.JournalServiceClient(_anonymous).WatchJournal(new() { Journal = Truce }, Anna);
        var error = await Fails(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((StatusCode.Unavailable, "CLUSTER_UNAVAILABLE"), (error.StatusCode, ReasonOf(error)));
    }

    [Fact]
    public async Task WatchJournal_WithABadRequest_NamesTheField()
    {
        using var call = new JournalService.JournalServiceClient(_anonymous).WatchJournal(new() { Journal = "x", FromVersion = -1 }, Anyone);
        var error = await Fails(() => call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(["journal", "from_version"], error.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(f => f.Field));
    }

    [Fact]
    public async Task Health_WhileTheHostServes_IsServing()
    {
        var reply = await new Health.HealthClient(_anonymous).CheckAsync(new(), Anyone);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, reply.Status);
    }

    [Fact]
    public async Task Reflection_ListsTheServices()
    {
        using var call = new ServerReflection.ServerReflectionClient(_anonymous).ServerReflectionInfo(Anyone);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.Contains("parley.v1.TruceService", names);
        Assert.Contains("grpc.health.v1.Health", names);
    }

    private static ReportObservationRequest Report(Action<ReportObservationRequest>? change = null)
    {
        var request = ShapeValidatorTests.Report();
        change?.Invoke(request);
        return request;
    }

    private static async Task<RpcException> Fails(Func<Task> call) => await Assert.ThrowsAsync<RpcException>(call);

    private static CallOptions With(Metadata headers) => new(headers, cancellationToken: TestContext.Current.CancellationToken);

    private static string? ReasonOf(RpcException error) => error.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;

    private IncidentService.IncidentServiceClient Incidents() => new(_anonymous);

    private ConflictService.ConflictServiceClient Conflicts() => new(_anonymous);

    private async Task Raw(byte[] bytes)
    {
        var marshaller = Marshallers.Create(b => b, b => b);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "parley.v1.ConflictService", "GetConflict", marshaller, marshaller);
        await _anonymous.AsyncUnaryCall(method, null, Anyone, bytes).ResponseAsync;
    }
}
