using HdrHistogram;

namespace Parley.Benchmarks;

/// <summary>Latencies from a microsecond to a minute, to three digits.</summary>
internal sealed class Latencies
{
    private readonly LongConcurrentHistogram _histogram = new(1, 60_000_000, 3);

    public void Add(TimeSpan latency) => _histogram.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, 60_000_000));

    /// <summary>A percentile in milliseconds.</summary>
    public double At(double percentile) => _histogram.GetValueAtPercentile(percentile) / 1000.0;
}
