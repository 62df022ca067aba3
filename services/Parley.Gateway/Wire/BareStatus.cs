using Google.Protobuf;
using Grpc.Core;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// What ASP.NET Core refuses by itself, before any of our code runs, comes without details: a message too large, a broken frame,
/// an rpc that does not exist. Here it gets a reason like every other refusal, and a broken frame is the caller's fault, not ours.
/// </summary>
internal static class BareStatus
{
    private const string Code = "grpc-status";
    private const string Message = "grpc-message";
    private const string Details = "grpc-status-details-bin";

    /// <summary>Completes the statuses of everything that comes after.</summary>
    public static IApplicationBuilder UseFullStatus(this IApplicationBuilder app, TimeSpan retryDelay) => app.Use(async (http, next) =>
    {
        await next(http);
        Complete(http, retryDelay);
    });

    private static void Complete(HttpContext http, TimeSpan retryDelay)
    {
        // A call that came to nothing else has no body, and its status still stands among the headers.
        var headers = http.Response.Headers;
        if (http.Response.HasStarted
            || headers[Code] is not [{ } text]
            || !Enum.TryParse<StatusCode>(text, out var code)
            || code == StatusCode.OK
            || headers.ContainsKey(Details))
        {
            return;
        }

        var given = Uri.UnescapeDataString(headers[Message].ToString());
        var wasRead = http.Features.Get<ReadRequest>() is not null;
        var (answer, rejection) = code switch
        {
            StatusCode.ResourceExhausted => (code, new Rejection(RejectionCode.LimitReached, "MESSAGE_TOO_LARGE", given)),
            StatusCode.Unimplemented => (code, new Rejection(RejectionCode.FailedPrecondition, "UNIMPLEMENTED", given)),
            StatusCode.DeadlineExceeded => (code, new Rejection(RejectionCode.FailedPrecondition, "DEADLINE_EXCEEDED", given)),
            StatusCode.Internal or StatusCode.Unknown when !wasRead => (StatusCode.InvalidArgument, Refusals.BrokenFrame),
            _ => (code, null),
        };
        if (rejection is not null)
        {
            var status = RejectionStatus.Of(answer, rejection, Traces.CurrentId(), retryDelay);
            headers[Code] = ((int)answer).ToString();
            headers[Message] = Uri.EscapeDataString(status.Message);
            headers[Details] = Convert.ToBase64String(status.ToByteArray());
            Traces.TagRejection(rejection.Reason);
        }
    }
}

/// <summary>Says of a call with one request that it has come whole: what goes wrong from there on is not its frame.</summary>
internal sealed class ReadRequest
{
    private static readonly ReadRequest Whole = new();

    public static ServerCallContext Mark(ServerCallContext call)
    {
        call.GetHttpContext().Features.Set(Whole);
        return call;
    }
}
