using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using Parley.Domain.Frame;
using Parley.Gateway.Clients;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// What ASP.NET Core refuses by itself, before any of our code runs, comes without details: a message too large, a broken frame,
/// an rpc that does not exist, a request that is not gRPC. Here it gets a reason like every other refusal, and a broken frame is the
/// caller's fault, not ours.
/// </summary>
internal static class BareStatus
{
    /// <summary>Completes the statuses of everything that comes after.</summary>
    public static IApplicationBuilder UseFullStatus(this IApplicationBuilder app, TimeSpan retryDelay) => app.Use(async (http, next) =>
    {
        http.Features.Set<IRequestBodyPipeFeature>(new FramedBody(http.Request.BodyReader));
        await next(http);
        if (PlainAnswer.IsFor(http))
        {
            var (code, rejection) = PlainAnswer.Refuse(http);
            await PlainAnswer.Write(http, Put(http, code, rejection, retryDelay));
        }
        else
        {
            Complete(http, retryDelay);
        }
    });

    private static void Complete(HttpContext http, TimeSpan retryDelay)
    {
        // A call that came to nothing else has no body, and its status still stands among the headers.
        var headers = http.Response.Headers;
        if (http.Response.HasStarted
            || headers[StatusHeaders.Code] is not [{ } text]
            || !Enum.TryParse<StatusCode>(text, out var code)
            || code == StatusCode.OK
            || headers.ContainsKey(StatusHeaders.Details))
        {
            return;
        }

        var given = Uri.UnescapeDataString(headers[StatusHeaders.Message].ToString());
        var wasRead = CallLease.Of(http).HasRequest;
        var (answer, rejection) = code switch
        {
            StatusCode.ResourceExhausted => (code, Refusals.MessageTooLarge(given)),
            StatusCode.Unimplemented => (code, new Rejection(RejectionCode.FailedPrecondition, "UNIMPLEMENTED", given)),
            StatusCode.DeadlineExceeded => (code, new Rejection(RejectionCode.FailedPrecondition, "DEADLINE_EXCEEDED", given)),
            StatusCode.Internal when !wasRead => (StatusCode.InvalidArgument, Refusals.BrokenFrame(given)),
            StatusCode.Unknown => (StatusCode.Internal, Refusals.Internal),
            _ => (code, null),
        };
        if (rejection is not null)
        {
            Put(http, answer, rejection, retryDelay);
        }
    }

    private static Google.Rpc.Status Put(HttpContext http, StatusCode code, Rejection rejection, TimeSpan retryDelay)
    {
        var status = RejectionStatus.Of(code, rejection, Traces.CurrentId(), retryDelay);
        StatusHeaders.Write(http, status);
        Traces.TagRejection(rejection.Reason);
        return status;
    }
}
