using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Parley.Cli.Calls;

/// <summary>
/// Asks again, with growing pauses, where a server answers that it cannot answer now (UNAVAILABLE): a silo that starts, a journal that moves.
/// Where nobody answers at all it does not: that is said at once. For calls that may be repeated: reads, and what has a request id.
/// </summary>
/// <param name="time">For the pauses.</param>
internal sealed class Patience(TimeProvider time) : Interceptor
{
    /// <summary>How often a call is tried.</summary>
    public const int Tries = 6;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    /// <summary>The pause after a try, counted from 1.</summary>
    public static TimeSpan PauseAfter(int attempt) => FirstPause * Math.Pow(2, attempt - 1);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new(Answer(), call.ResponseHeadersAsync, () => call.GetStatus(), () => call.GetTrailers(), () => call.Dispose());

        async Task<TResponse> Answer()
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await call.ResponseAsync;
                }
                catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && !CallFailure.From(e).IsUnanswered && attempt < Tries)
                {
                    call.Dispose();
                    await Task.Delay(PauseAfter(attempt), time, context.Options.CancellationToken);
                    call = continuation(request, context);
                }
            }
        }
    }
}
