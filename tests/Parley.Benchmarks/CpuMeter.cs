namespace Parley.Benchmarks;

/// <summary>One of those whose CPU time is told apart.</summary>
/// <param name="Name">What its column is called.</param>
/// <param name="Used">CPU time used so far.</param>
internal sealed record CpuPart(string Name, Func<TimeSpan> Used);

/// <summary>Who uses the processors during a measurement.</summary>
internal sealed class CpuMeter(params CpuPart[] parts)
{
    /// <summary>Begins; what is given back tells, for a number of operations, the CPU microseconds of each part an operation.</summary>
    public Func<long, IReadOnlyDictionary<string, double>> Begin()
    {
        var before = Array.ConvertAll(parts, p => p.Used());
        return operations => parts.Select((p, i) => (p.Name, Used: p.Used() - before[i]))
            .ToDictionary(p => p.Name, p => p.Used.TotalMicroseconds / Math.Max(1, operations), StringComparer.Ordinal);
    }

    /// <summary>With more parts.</summary>
    public CpuMeter With(params CpuPart[] more) => new([.. parts, .. more]);
}
