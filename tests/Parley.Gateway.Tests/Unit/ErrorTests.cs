using System.Data.Common;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Google.Rpc;
using Grpc.Core;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Tests.Unit;

public class ErrorTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Theory]
    [InlineData(RejectionCode.InvalidArgument, StatusCode.InvalidArgument)]
    [InlineData(RejectionCode.Unauthenticated, StatusCode.Unauthenticated)]
    [InlineData(RejectionCode.PermissionDenied, StatusCode.PermissionDenied)]
    [InlineData(RejectionCode.NotFound, StatusCode.NotFound)]
    [InlineData(RejectionCode.AlreadyExists, StatusCode.AlreadyExists)]
    [InlineData(RejectionCode.FailedPrecondition, StatusCode.FailedPrecondition)]
    [InlineData(RejectionCode.Aborted, StatusCode.Aborted)]
    [InlineData(RejectionCode.OutOfRange, StatusCode.OutOfRange)]
    [InlineData(RejectionCode.ResourceExhausted, StatusCode.ResourceExhausted)]
    [InlineData(RejectionCode.Unavailable, StatusCode.Unavailable)]
    [InlineData(RejectionCode.LimitReached, StatusCode.ResourceExhausted)]
    public void ToException_EveryKindOfRefusal_HasItsCodeReasonDomainAndTrace(RejectionCode kind, StatusCode code)
    {
        var exception = RejectionStatus.ToException(new Rejection(kind, "SOME_REASON", "Why.").With("k", "v"), Trace);
        var status = exception.GetRpcStatus()!;

        Assert.Equal(code, exception.StatusCode);
        Assert.Equal((int)code, status.Code);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal(("SOME_REASON", "parley", "v"), (info.Reason, info.Domain, info.Metadata["k"]));
        Assert.Equal(Trace, status.GetDetail<RequestInfo>().RequestId);
        var retries = kind is RejectionCode.ResourceExhausted or RejectionCode.Unavailable;
        Assert.Equal(retries, status.GetDetail<RetryInfo>() is not null);
    }

    [Fact]
    public void ToException_WithDetails_CarriesThemAll()
    {
        var invalid = RejectionStatus.ToException(Rejection.Invalid("a.b", "FIELD_REQUIRED", "Must be set."), Trace).GetRpcStatus()!;
        var violation = Assert.Single(invalid.GetDetail<BadRequest>().FieldViolations);
        Assert.Equal(("a.b", "FIELD_REQUIRED", "Must be set."), (violation.Field, violation.Reason, violation.Description));

        var failed = RejectionStatus.ToException(Rejection.Precondition("TRUCE_ENDED", "conflicts/x/truces/t", "It has ended."), Trace).GetRpcStatus()!;
        Assert.Equal("conflicts/x/truces/t", Assert.Single(failed.GetDetail<PreconditionFailure>().Violations).Subject);

        var missing = RejectionStatus.ToException(Rejection.NotFound("conflicts/x"), Trace).GetRpcStatus()!;
        Assert.Equal("conflicts/x", missing.GetDetail<ResourceInfo>().ResourceName);
    }

    [Fact]
    public void ToException_AHugeRefusal_StaysSmallEnoughForTrailers()
    {
        var fields = Enumerable.Range(0, 50).Select(i => new FieldViolation($"terms.parties[{i}].party", "NAME_INVALID", new string('x', 900)));
        var exception = RejectionStatus.ToException(Rejection.Invalid([.. fields]).With("k", new string('y', 9000)), Trace);

        var bytes = exception.Trailers.Sum(t => t.Key.Length + (t.IsBinary ? t.ValueBytes.Length * 4 / 3 : t.Value.Length) + 32);
        Assert.InRange(bytes + exception.Status.Detail.Length, 1, 8192);
        Assert.NotEmpty(exception.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations);
        Assert.Contains("left out", exception.Status.Detail, StringComparison.Ordinal);
    }

    public static TheoryData<System.Type, StatusCode, string> Faults => new()
    {
        { typeof(GatewayTooBusyException), StatusCode.ResourceExhausted, "JOURNAL_BUSY" },
        { typeof(LimitExceededException), StatusCode.ResourceExhausted, "JOURNAL_BUSY" },
        { typeof(SiloUnavailableException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(ConnectionFailedException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(ClientNotAvailableException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(OrleansMessageRejectionException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(OrleansLifecycleCanceledException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(OrleansException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(ObjectDisposedException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(SocketException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(IOException), StatusCode.Unavailable, "CLUSTER_UNAVAILABLE" },
        { typeof(StoreException), StatusCode.Unavailable, "STORE_UNAVAILABLE" },
        { typeof(TimeoutException), StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED" },
        { typeof(OperationCanceledException), StatusCode.Cancelled, "CANCELLED" },
        { typeof(TaskCanceledException), StatusCode.Cancelled, "CANCELLED" },
        { typeof(InvalidCastException), StatusCode.Internal, "INTERNAL" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Of_EveryRowOfTheTable_HasItsCode(System.Type exception, StatusCode code, string reason)
    {
        // Some have no constructor for us; nothing of the instance but its type counts.
        var fault = FaultStatus.Of((Exception)RuntimeHelpers.GetUninitializedObject(exception));

        Assert.Equal((code, reason), (fault.Code, fault.Reason));
        Assert.Equal(code == StatusCode.Internal || exception == typeof(OrleansException), fault.IsOurs);
        Assert.Equal(fault, FaultStatus.Of(new AggregateException((Exception)RuntimeHelpers.GetUninitializedObject(exception))));
    }

    [Fact]
    public void Of_ACancellationAfterTheDeadline_IsTheDeadline() =>
        Assert.Equal(StatusCode.DeadlineExceeded, FaultStatus.Of(new OperationCanceledException(), deadlinePassed: true).Code);

    [Fact]
    public void Of_ACancellationByNeitherClientNorDeadline_IsToBeTriedAgain() =>
        Assert.Equal(StatusCode.Unavailable, FaultStatus.Of(new OperationCanceledException(), clientWaits: true).Code);

    [Fact]
    public async Task Of_WhatAStoreThrowsInASilo_IsTheStoreBeingAway()
    {
        await using var services = new ServiceCollection().AddParleySerialization().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        Exception[] thrown =
        [
            new PostgresException("terminating connection", "FATAL", "FATAL", "57P01"),
            new NpgsqlException("The connection pool has been exhausted", new TimeoutException()),
            new SqliteException("disk full", 13),
        ];

        Assert.All(thrown, exception =>
        {
            var arrived = Assert.IsType<Exception>(serializer.Deserialize<object>(serializer.SerializeToArray<object>(exception)), exactMatch: false);
            Assert.Equal("STORE_UNAVAILABLE", FaultStatus.Of(arrived).Reason);
        });
    }

    [Fact]
    public void ToException_AFaultOfOurs_TellsTheTraceAndNothingElse()
    {
        var exception = FaultStatus.ToException(FaultStatus.Of(new InvalidCastException("secret")), Trace, TimeSpan.Zero);

        Assert.Equal(Trace, exception.GetRpcStatus()!.GetDetail<RequestInfo>().RequestId);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    private sealed class StoreException : DbException;
}
