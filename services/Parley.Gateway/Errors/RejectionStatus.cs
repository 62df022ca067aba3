using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Parley.Domain.Frame;

namespace Parley.Gateway.Errors;

/// <summary>
/// The one place where a refusal becomes a gRPC status: canonical code, <c>google.rpc.ErrorInfo</c> with the stable reason and
/// domain <c>parley</c>, and whatever details the refusal has. All of it stays below 8 KiB, the least that common clients accept
/// in trailers.
/// </summary>
public static class RejectionStatus
{
    /// <summary>The domain of every reason.</summary>
    public const string Domain = "parley";

    private const int MaxMessageLength = 600;
    private const int MaxStatusBytes = 4800;
    private static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>The status of a refusal as an exception to throw from an rpc.</summary>
    /// <param name="rejection">The refusal.</param>
    /// <param name="traceId">The trace of the call, which the client gets as the request id.</param>
    /// <param name="retryDelay">When to try again, where that makes sense; absent: in a second.</param>
    public static RpcException ToException(Rejection rejection, string traceId, TimeSpan? retryDelay = null) =>
        Of(rejection, traceId, retryDelay ?? DefaultRetryDelay).ToRpcException();

    /// <summary>The canonical code of a kind of refusal.</summary>
    public static StatusCode CodeOf(RejectionCode code) => code switch
    {
        RejectionCode.InvalidArgument => StatusCode.InvalidArgument,
        RejectionCode.Unauthenticated => StatusCode.Unauthenticated,
        RejectionCode.PermissionDenied => StatusCode.PermissionDenied,
        RejectionCode.NotFound => StatusCode.NotFound,
        RejectionCode.AlreadyExists => StatusCode.AlreadyExists,
        RejectionCode.FailedPrecondition => StatusCode.FailedPrecondition,
        RejectionCode.Aborted => StatusCode.Aborted,
        RejectionCode.OutOfRange => StatusCode.OutOfRange,
        RejectionCode.ResourceExhausted or RejectionCode.LimitReached => StatusCode.ResourceExhausted,
        RejectionCode.Unavailable => StatusCode.Unavailable,
        _ => StatusCode.Internal,
    };

    internal static Google.Rpc.Status Of(Rejection rejection, string traceId, TimeSpan retryDelay) =>
        Of(CodeOf(rejection.Code), rejection, traceId, retryDelay);

    internal static Google.Rpc.Status Of(StatusCode code, Rejection rejection, string traceId, TimeSpan retryDelay)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = Short(rejection.Message, MaxMessageLength) };
        var info = new ErrorInfo { Reason = rejection.Reason, Domain = Domain };
        foreach (var (key, value) in rejection.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            info.Metadata[key] = Short(value, MaxMessageLength);
        }

        Add(status, info);
        Add(status, new RequestInfo { RequestId = traceId });
        if (rejection.Code is RejectionCode.ResourceExhausted or RejectionCode.Unavailable)
        {
            Add(status, new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryDelay) });
        }

        if (rejection.Resource.Length > 0)
        {
            Add(status, new ResourceInfo { ResourceName = Short(rejection.Resource, MaxMessageLength), Description = status.Message });
        }

        AddFailures(status, rejection);
        AddViolations(status, rejection);
        return status;
    }

    private static void AddFailures(Google.Rpc.Status status, Rejection rejection)
    {
        if (rejection.Preconditions.IsEmpty)
        {
            return;
        }

        var failure = new PreconditionFailure();
        foreach (var (type, subject, description) in rejection.Preconditions)
        {
            failure.Violations.Add(new PreconditionFailure.Types.Violation
            {
                Type = type,
                Subject = subject,
                Description = Short(description, MaxMessageLength),
            });
            if (failure.CalculateSize() + status.CalculateSize() > MaxStatusBytes && failure.Violations.Count > 1)
            {
                failure.Violations.RemoveAt(failure.Violations.Count - 1);
                break;
            }
        }

        Add(status, failure);
    }

    private static void AddViolations(Google.Rpc.Status status, Rejection rejection)
    {
        if (rejection.Fields.IsEmpty)
        {
            return;
        }

        var request = new BadRequest();
        var room = MaxStatusBytes - status.CalculateSize();
        foreach (var (field, reason, description) in rejection.Fields)
        {
            var violation = new BadRequest.Types.FieldViolation
            {
                Field = field,
                Reason = reason,
                Description = Short(description, MaxMessageLength),
            };
            room -= violation.CalculateSize() + 3;
            if (room < 0 && request.FieldViolations.Count > 0)
            {
                status.Message += $" {rejection.Fields.Length - request.FieldViolations.Count} field violations are left out of the details for their size.";
                break;
            }

            request.FieldViolations.Add(violation);
        }

        Add(status, request);
    }

    private static void Add(Google.Rpc.Status status, IMessage detail) => status.Details.Add(Any.Pack(detail));

    private static string Short(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
