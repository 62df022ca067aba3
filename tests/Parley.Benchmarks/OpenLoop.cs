using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Parley.Benchmarks;

/// <summary>
/// Calls that are due at instants drawn beforehand, whether or not earlier ones have been answered, as from many clients that know
/// nothing of each other. Latency counts from the due instant, so a server that stalls is not spared the calls that it kept waiting.
/// </summary>
/// <param name="perSecond">How many calls are due a second, on average (a Poisson process).</param>
/// <param name="seed">From which the instants are drawn.</param>
/// <param name="maxInFlight">How many calls may be without an answer; those after them start later, and their wait counts.</param>
internal sealed class OpenLoop(double perSecond, int seed, int maxInFlight)
{
    private const int LongestNapMicroseconds = 500;
    private long _inFlight;
    private long _answered;
    private Exception? _failure;

    /// <exception cref="Grpc.Core.RpcException">A call came to something else than OK.</exception>
    public async Task<Measured> Run(CpuMeter meter, TimeSpan duration, Call call)
    {
        var latencies = new Latencies();
        var used = meter.Begin();
        var elapsed = await Task.Factory.StartNew(() => Start(duration, call, latencies), TaskCreationOptions.LongRunning);
        while (Volatile.Read(ref _inFlight) > 0 && _failure is null)
        {
            await Task.Delay(1);
        }

        return _failure is { } failure
            ? throw failure
            : new(_answered / elapsed.TotalSeconds, latencies.At(50), latencies.At(99), used(_answered));
    }

    // On a thread of its own: due instants lie closer together than a timer ticks.
    private TimeSpan Start(TimeSpan duration, Call call, Latencies latencies)
    {
        var random = new Random(seed);
        var began = Stopwatch.GetTimestamp();
        var due = TimeSpan.Zero;
        for (var i = 0; due < duration && _failure is null; i++)
        {
            WaitUntil(began, due);
            while (Volatile.Read(ref _inFlight) >= maxInFlight && _failure is null)
            {
                Nap(LongestNapMicroseconds);
            }

            Interlocked.Increment(ref _inFlight);
            _ = Answer(call(0, i), began, due, latencies);
            due += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    private async Task Answer(ValueTask call, long began, TimeSpan due, Latencies latencies)
    {
        try
        {
            await call;
            latencies.Add(Stopwatch.GetElapsedTime(began) - due);
            Interlocked.Increment(ref _answered);
        }
        catch (Exception e)
        {
            _failure = e;
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private static void WaitUntil(long began, TimeSpan due)
    {
        while (due - Stopwatch.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero)
        {
            Nap((uint)Math.Min(LongestNapMicroseconds, rest.TotalMicroseconds));
        }
    }

    private static void Nap(uint microseconds) => _ = usleep(microseconds);

    // .NET's own waits count in milliseconds.
    [DllImport("libc")]
    private static extern int usleep(uint microseconds);
}
