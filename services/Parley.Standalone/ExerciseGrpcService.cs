using Google.Protobuf;
using Grpc.Core;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Gateway;
using Parley.V1;

namespace Parley.Standalone;

/// <summary>The clock of an exercise over gRPC.</summary>
public sealed class ExerciseGrpcService(Edge edge, ExerciseClock clock, ClockAdvance advance) : ExerciseService.ExerciseServiceBase
{
    public override Task<Clock> GetClock(GetClockRequest request, ServerCallContext context) =>
        edge.Run<GetClockRequest, Clock>(request, context, needsToken: false, (_, _) => ValueTask.FromResult(Shown()));

    public override Task<Clock> AdvanceClock(AdvanceClockRequest request, ServerCallContext context) =>
        edge.Run<AdvanceClockRequest, Clock>(
            request, context, needsToken: true, (caller, r) => Advance(caller, r, context.CancellationToken), ClockAdvance.Ceiling);

    private async ValueTask<Outcome<IMessage>> Advance(Caller caller, AdvanceClockRequest request, CancellationToken cancellation)
    {
        if (Permissions.Check(caller, request, "") is { } denied)
        {
            return Outcome<IMessage>.Refused(denied);
        }

        Func<Instant, Instant> target;
        switch (request.TargetCase)
        {
            case AdvanceClockRequest.TargetOneofCase.To:
                var to = request.To.ToInstant().Truncate();
                target = _ => to;
                break;
            case AdvanceClockRequest.TargetOneofCase.By when request.By.Seconds >= 0 && request.By.Nanos >= 0:
                var by = Duration.FromSeconds(request.By.Seconds) + Duration.FromNanoseconds(request.By.Nanos);
                target = now => now.PlusWithinReach(by);
                break;
            case AdvanceClockRequest.TargetOneofCase.By:
                return Outcome<IMessage>.Refused(Backwards("by"));
            default:
                return Outcome<IMessage>.Refused(Rejection.Invalid("to", "ONE_OF_REQUIRED", "either to or by must be set."));
        }

        return await advance.To(target, cancellation) ? Shown() : Outcome<IMessage>.Refused(Backwards("to"));
    }

    private Outcome<IMessage> Shown() => Outcome<IMessage>.Of(new Clock { Now = clock.Now.ToTimestamp() }, 0);

    private Rejection Backwards(string field) =>
        Rejection.Precondition("CLOCK_NOT_BACKWARDS", field, "The clock of an exercise only goes forward. Start a new exercise in a new folder to go back.")
            .With("now", clock.Now.ToString());
}

/// <summary>Arithmetic at the end of time.</summary>
internal static class Reach
{
    /// <summary>The last instant that the contract can carry: the end of the year 9999.</summary>
    private static readonly Instant Last = Instant.FromUtc(9999, 12, 31, 23, 59, 59);

    /// <summary>The instant so much later, but not beyond what the contract can carry.</summary>
    public static Instant PlusWithinReach(this Instant now, Duration by) => by > Last - now ? Last : now + by;
}
