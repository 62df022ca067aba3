using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using HdrHistogram;
using Parley.Testing;

namespace Parley.Benchmarks;

/// <summary>What a load came to.</summary>
/// <param name="PerSecond">Calls answered OK a second.</param>
/// <param name="ServerMicroseconds">CPU microseconds of the server a call.</param>
/// <param name="ClientMicroseconds">CPU microseconds of the client a call.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
internal sealed record LoadResult(double PerSecond, double ServerMicroseconds, double ClientMicroseconds, double P50, double P99);

/// <summary>Callers that each call again as soon as they are answered. Every status is checked: anything but OK ends the run.</summary>
internal static class Load
{
    public static async Task<LoadResult> Run(
        ServerProcess server, int callers, TimeSpan duration, Func<CallInvoker, int, int, AsyncUnaryCall<V1.Observation>> call)
    {
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        });
        var invoker = channel.CreateCallInvoker();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async c => await call(invoker, c, 0))); // Warm connections and grains.

        var histogram = new LongConcurrentHistogram(1, 60_000_000, 3);
        long calls = 0;
        var serverCpu = server.CpuTime;
        using var self = Process.GetCurrentProcess();
        var clientCpu = self.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; clock.Elapsed < duration; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await call(invoker, caller, i);
                histogram.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(started).TotalMicroseconds));
                Interlocked.Increment(ref calls);
            }
        })));
        var elapsed = clock.Elapsed;
        self.Refresh();
        return new(
            calls / elapsed.TotalSeconds,
            (server.CpuTime - serverCpu).TotalMicroseconds / calls,
            (self.TotalProcessorTime - clientCpu).TotalMicroseconds / calls,
            histogram.GetValueAtPercentile(50) / 1000.0,
            histogram.GetValueAtPercentile(99) / 1000.0);
    }
}
