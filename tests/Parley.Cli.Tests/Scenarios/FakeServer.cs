using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Parley.V1;

namespace Parley.Cli.Tests.Scenarios;

/// <summary>Answers unary calls as a test says, and keeps what was asked.</summary>
internal sealed class FakeServer(Func<IMessage, IMessage> answer) : CallInvoker
{
    public List<IMessage> Requests { get; } = [];

    public List<CallOptions> Options { get; } = [];

    public static RpcException Away => new(new Status(StatusCode.Unavailable, "away", new HttpRequestException("refused")));

    public static Clock ClockAt(DateTimeOffset instant) => new() { Now = Timestamp.FromDateTimeOffset(instant) };

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        Requests.Add((IMessage)request);
        Options.Add(options);
        return new(Answer<TResponse>((IMessage)request), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) =>
        throw new NotSupportedException();

    private Task<TResponse> Answer<TResponse>(IMessage request)
    {
        try
        {
            return Task.FromResult((TResponse)answer(request));
        }
        catch (RpcException e)
        {
            return Task.FromException<TResponse>(e);
        }
    }
}
