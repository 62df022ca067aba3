using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using NodaTime;
using Parley.Cli.Calls;
using Parley.V1;

namespace Parley.Cli.Scenarios;

/// <summary>The clock that a play follows.</summary>
internal interface IPlayClock
{
    /// <summary>What it shows.</summary>
    Task<Instant> Now(CancellationToken cancellation);

    /// <summary>Goes to an instant; stays where it is when that has passed.</summary>
    Task GoTo(Instant instant, CancellationToken cancellation);
}

/// <summary>The clock on the wall: the player waits.</summary>
internal sealed class RealClock(TimeProvider time) : IPlayClock
{
    /// <summary>A timer does not reach further than some weeks.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public Task<Instant> Now(CancellationToken cancellation) => Task.FromResult(Instant.FromDateTimeOffset(time.GetUtcNow()));

    public async Task GoTo(Instant instant, CancellationToken cancellation)
    {
        while (instant.ToDateTimeOffset() - time.GetUtcNow() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellation);
        }
    }
}

/// <summary>The server's exercise clock: the player moves it.</summary>
/// <param name="caller">Calls as one who may move it.</param>
internal sealed class ServerClock(RpcCaller caller) : IPlayClock
{
    private static readonly Rpc Get = RpcCatalog.Find("ExerciseService.GetClock")!;
    private static readonly Rpc Advance = RpcCatalog.Find("ExerciseService.AdvanceClock")!;

    /// <summary>Years of timed transitions may lie on the way, and the server takes at most five minutes for them.</summary>
    private static readonly TimeSpan LongestAdvance = TimeSpan.FromMinutes(5.5);

    private Instant? _last;

    public async Task<Instant> Now(CancellationToken cancellation)
    {
        try
        {
            return Shown(await caller.Call(Get, new GetClockRequest(), cancellation));
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unimplemented)
        {
            throw new UsageException(
                "The scenario moves an exercise clock, and this server keeps real time. Play it where there is one: on a server started with --exercise, or with deploy/try SCENARIO, which starts one.");
        }
    }

    public async Task GoTo(Instant instant, CancellationToken cancellation)
    {
        if (instant > (_last ??= await Now(cancellation)))
        {
            var to = Timestamp.FromDateTimeOffset(instant.ToDateTimeOffset());
            _last = Shown(await caller.Call(Advance, new AdvanceClockRequest { To = to }, cancellation, LongestAdvance));
        }
    }

    private static Instant Shown(Google.Protobuf.IMessage clock) => Instant.FromDateTimeOffset(((Clock)clock).Now.ToDateTimeOffset());
}
