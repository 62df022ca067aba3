using System.Collections.Immutable;
using System.Data.Common;
using System.Net.Sockets;
using Grpc.Core;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;
using Parley.Domain.Frame;

namespace Parley.Gateway.Errors;

/// <summary>What a fault comes to for the client.</summary>
/// <param name="Code">The gRPC code.</param>
/// <param name="Reason">The stable reason.</param>
/// <param name="Message">For people. Nothing of the exception's own text: that stays in the log, under the trace id.</param>
/// <param name="IsOurs">True when something is wrong with Parley itself; then it is logged as an error.</param>
public sealed record Fault(StatusCode Code, string Reason, string Message, bool IsOurs = false);

/// <summary>The table of faults: every exception that can end a call, and the status that the client gets for it.</summary>
public static class FaultStatus
{
    private static readonly Fault Cancelled = new(StatusCode.Cancelled, "CANCELLED", "The call was cancelled.");

    private static readonly Fault DeadlineExceeded = new(
        StatusCode.DeadlineExceeded,
        "DEADLINE_EXCEEDED",
        "No answer came in time. What was asked may have been done or not; the same call with the same request id finds out.");

    private static readonly Fault Unavailable = new(
        StatusCode.Unavailable, "CLUSTER_UNAVAILABLE", "The journal cannot be reached at the moment. Try again with the same request id.");

    // Orleans has one type for all that it finds wrong with itself, mostly for a moment: a silo that has just joined is not yet known to the one
    // that keeps the directory. Whoever asks again is answered; the log has all of it, for it may be more than that.
    private static readonly Fault Unsettled = Unavailable with { IsOurs = true };

    private static readonly Fault StoreUnavailable = new(
        StatusCode.Unavailable, "STORE_UNAVAILABLE", "The store cannot be reached at the moment. Try again with the same request id.");

    private static readonly Fault Busy = new(
        StatusCode.ResourceExhausted, "JOURNAL_BUSY", "More is asked of the journal than it can take. Try again more slowly.");

    /// <summary>The fault of everything that has no row of its own.</summary>
    internal static readonly Fault Internal = new(
        StatusCode.Internal, "INTERNAL", "Something went wrong inside Parley. The request id says where to look in its log.", IsOurs: true);

    // The first row that the exception is an instance of counts, so the special ones stand above the general ones.
    private static readonly ImmutableArray<(Type Exception, Fault Fault)> Table =
    [
        (typeof(GatewayTooBusyException), Busy),
        (typeof(LimitExceededException), Busy),
        (typeof(SiloUnavailableException), Unavailable),
        (typeof(ConnectionFailedException), Unavailable),
        (typeof(ClientNotAvailableException), Unavailable),
        (typeof(OrleansMessageRejectionException), Unavailable),
        (typeof(OrleansLifecycleCanceledException), Unavailable),
        (typeof(OrleansException), Unsettled),
        (typeof(ObjectDisposedException), Unavailable),
        (typeof(SocketException), Unavailable),
        (typeof(IOException), Unavailable),
        (typeof(DbException), StoreUnavailable),
        (typeof(TimeoutException), DeadlineExceeded),
        (typeof(OperationCanceledException), Cancelled),
        (typeof(Exception), Internal),
    ];

    // An exception of a type that the gateway does not have comes under a type of its own, with the name of the original.
    private static readonly ImmutableArray<string> StoreNamespaces = ["Npgsql.", "Microsoft.Data.Sqlite."];

    /// <summary>The row for an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="deadlinePassed">True when the call's deadline has passed: a cancellation then comes from it.</param>
    /// <param name="clientWaits">
    /// True when the client has not cancelled the call: then something was given up behind the gateway, and may be tried again.
    /// </param>
    public static Fault Of(Exception exception, bool deadlinePassed = false, bool clientWaits = false)
    {
        if (exception is AggregateException { InnerExceptions: [var only] })
        {
            return Of(only, deadlinePassed, clientWaits);
        }

        if (exception is UnavailableExceptionFallbackException { ExceptionType: { } type }
            && StoreNamespaces.Any(n => type.StartsWith(n, StringComparison.Ordinal)))
        {
            return StoreUnavailable;
        }

        var fault = Table.First(row => row.Exception.IsInstanceOfType(exception)).Fault;
        return fault != Cancelled ? fault : deadlinePassed ? DeadlineExceeded : clientWaits ? Unavailable : Cancelled;
    }

    /// <summary>The fault as an exception to throw from an rpc.</summary>
    public static RpcException ToException(Fault fault, string traceId, TimeSpan retryDelay)
    {
        // A refusal with the same details; only Unavailable and ResourceExhausted say when to try again.
        var kind = fault.Code switch
        {
            StatusCode.Unavailable => RejectionCode.Unavailable,
            StatusCode.ResourceExhausted => RejectionCode.ResourceExhausted,
            _ => RejectionCode.FailedPrecondition,
        };
        return RejectionStatus.Of(fault.Code, new Rejection(kind, fault.Reason, fault.Message), traceId, retryDelay).ToRpcException();
    }
}
