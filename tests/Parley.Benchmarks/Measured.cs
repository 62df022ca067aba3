namespace Parley.Benchmarks;

/// <summary>What one measurement of one round came to.</summary>
/// <param name="PerSecond">Operations that succeeded, a second.</param>
/// <param name="P50">Median latency in milliseconds.</param>
/// <param name="P99">99th percentile in milliseconds.</param>
/// <param name="Cpu">CPU microseconds an operation, by who used them.</param>
internal sealed record Measured(double PerSecond, double P50, double P99, IReadOnlyDictionary<string, double> Cpu);

/// <summary>How often and for how long.</summary>
/// <param name="Count">Rounds that count.</param>
/// <param name="Duration">How long each measurement of a round takes.</param>
internal sealed record Rounds(int Count, TimeSpan Duration)
{
    /// <summary>So long does .NET go on compiling anew what it sees used most.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Runs measurements in turn, round after round and there and back, so that what the machine does beside them meets all of them
    /// alike. A first round warms up, for long enough, and does not count.
    /// </summary>
    public async Task<Table> Run(params (string Name, Func<TimeSpan, Task<Measured>> Measure)[] runs)
    {
        var table = new Table();
        for (var round = -1; round < Count; round++)
        {
            foreach (var (name, measure) in round % 2 == 0 ? runs : runs.Reverse())
            {
                var result = await measure(round < 0 && WarmUp > Duration ? WarmUp : Duration);
                if (round >= 0)
                {
                    table.Add(name, result);
                }
            }
        }

        return table;
    }
}

/// <summary>The middle of some figures.</summary>
internal static class Medians
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
