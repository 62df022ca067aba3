using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Parley.Cli.Calls;

/// <summary>Calls rpcs as one caller.</summary>
/// <param name="invoker">The way to the server.</param>
/// <param name="token">The bearer token; null: without one, as everyone.</param>
/// <param name="time">For deadlines and for pauses between tries.</param>
internal sealed class RpcCaller(CallInvoker invoker, string? token, TimeProvider time)
{
    /// <summary>How long one call may take, where nothing else is said: a server that hangs must not hang its caller.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly CallInvoker _once = invoker.Intercept(new Manners(token, time));

    /// <summary>
    /// The way to the server for reading, with the token and a deadline on every call, and with <see cref="Patience"/>; generated clients take it.
    /// </summary>
    public CallInvoker Invoker => _once.Intercept(new Patience(time));

    /// <summary>Calls once, and again while the server is away, or not even there yet; a request id makes that harmless.</summary>
    /// <exception cref="RpcException">The server refused, or stayed away.</exception>
    public async Task<IMessage> Call(Rpc rpc, IMessage request, CancellationToken cancellation, TimeSpan? deadline = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var options = new CallOptions(deadline: deadline is { } length ? (time.GetUtcNow() + length).UtcDateTime : null, cancellationToken: cancellation);
                using var call = _once.AsyncUnaryCall(rpc.Method, null, options, request);
                return await call;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && attempt < Patience.Tries)
            {
                await Task.Delay(Patience.PauseAfter(attempt), time, cancellation);
            }
        }
    }

    /// <summary>Opens a stream.</summary>
    /// <exception cref="RpcException">The server refused, broke off or stayed away.</exception>
    public async IAsyncEnumerable<IMessage> Stream(Rpc rpc, IMessage request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = _once.AsyncServerStreamingCall(rpc.Method, null, new CallOptions(cancellationToken: cancellation), request);
        while (await call.ResponseStream.MoveNext(cancellation))
        {
            yield return call.ResponseStream.Current;
        }
    }

    private sealed class Manners(string? token, TimeProvider time) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            var deadline = context.Options.Deadline ?? (time.GetUtcNow() + Deadline).UtcDateTime;
            return continuation(request, new(context.Method, context.Host, WithToken(context.Options).WithDeadline(deadline)));
        }

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, new(context.Method, context.Host, WithToken(context.Options)));

        private CallOptions WithToken(CallOptions options) => token is null ? options
            : options.WithHeaders([.. options.Headers ?? [], new("authorization", "Bearer " + token)]);
    }
}
