using System.Diagnostics;

namespace Parley.Benchmarks;

/// <summary>A call that ends with the server's answer, or throws for any status but OK.</summary>
/// <param name="caller">Which of the callers calls.</param>
/// <param name="number">The how-manieth call it is.</param>
internal delegate ValueTask Call(int caller, int number);

/// <summary>Callers that each call again as soon as they are answered: a server is kept as busy as it can be.</summary>
internal static class Load
{
    /// <exception cref="Grpc.Core.RpcException">A call came to something else than OK.</exception>
    public static async Task<Measured> Run(CpuMeter meter, int callers, TimeSpan duration, Call call)
    {
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async c => await call(c, 0))); // Warm connections and grains.

        var latencies = new Latencies();
        long calls = 0;
        var used = meter.Begin();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var answered = 0;
            for (var i = 1; clock.Elapsed < duration; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await call(caller, i);
                latencies.Add(Stopwatch.GetElapsedTime(started));
                answered++;
            }

            Interlocked.Add(ref calls, answered);
        })));
        var elapsed = clock.Elapsed;
        return new(calls / elapsed.TotalSeconds, latencies.At(50), latencies.At(99), used(calls));
    }
}
