using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Parley.Cli.Calls;

/// <summary>Calls rpcs as one caller.</summary>
/// <param name="invoker">The way to the server.</param>
/// <param name="token">The bearer token; null: without one, as everyone.</param>
/// <param name="time">For pauses between tries.</param>
internal sealed class RpcCaller(CallInvoker invoker, string? token, TimeProvider time)
{
    /// <summary>How long one call may take.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>How often a call is tried while the server is away; a request id makes that harmless.</summary>
    private const int Tries = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The way to the server, with the token on every call; generated clients take it.</summary>
    public CallInvoker Invoker { get; } = token is null ? invoker : invoker.Intercept(headers =>
    {
        headers.Add("authorization", "Bearer " + token);
        return headers;
    });

    /// <summary>Calls once, and again while the server is away.</summary>
    /// <exception cref="RpcException">The server refused, or stayed away.</exception>
    public async Task<IMessage> Call(Rpc rpc, IMessage request, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var options = new CallOptions(new Metadata(), (time.GetUtcNow() + Deadline).UtcDateTime, cancellation);
                using var call = Invoker.AsyncUnaryCall(rpc.Method, null, options, request);
                return await call;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && attempt < Tries)
            {
                await Task.Delay(FirstPause * Math.Pow(2, attempt - 1), time, cancellation);
            }
        }
    }

    /// <summary>Opens a stream.</summary>
    /// <exception cref="RpcException">The server refused, broke off or stayed away.</exception>
    public async IAsyncEnumerable<IMessage> Stream(Rpc rpc, IMessage request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = Invoker.AsyncServerStreamingCall(rpc.Method, null, new CallOptions(new Metadata(), cancellationToken: cancellation), request);
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            yield return call.ResponseStream.Current;
        }
    }
}
