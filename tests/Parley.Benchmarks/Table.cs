namespace Parley.Benchmarks;

/// <summary>Results by name, printed as medians with their spread.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, List<Measured>> _results = new(StringComparer.Ordinal);

    public void Add(string name, Measured result)
    {
        if (!_results.TryGetValue(name, out var rounds))
        {
            _results[name] = rounds = [];
        }

        rounds.Add(result);
    }

    /// <summary>The median of a figure over the rounds.</summary>
    public double Median(string name, Func<Measured, double> figure) => _results[name].Select(figure).Median();

    /// <summary>The median of operations a second.</summary>
    public double Rate(string name) => Median(name, r => r.PerSecond);

    /// <summary>Prints one line a name: rate and its spread, latencies, CPU microseconds an operation by who used them.</summary>
    public void Print()
    {
        var parts = _results.Values.SelectMany(r => r).SelectMany(r => r.Cpu.Keys).Distinct(StringComparer.Ordinal).ToList();
        Console.WriteLine($"{"",-16}{"per second",11} {"(min - max)",-17}{"p50 ms",8}{"p99 ms",8} {"(min - max)",-15}  CPU us/op:{string.Concat(parts.Select(p => $"{p,10}"))}{"all",10}");
        foreach (var (name, rounds) in _results)
        {
            var used = parts.Select(p => rounds.Select(r => r.Cpu.GetValueOrDefault(p, double.NaN)).Median()).ToList();
            Console.WriteLine($"{name,-16}{Rate(name),11:F0} {Spread(rounds, r => r.PerSecond, "F0"),-17}{Median(name, r => r.P50),8:F2}{Median(name, r => r.P99),8:F2} "
                + $"{Spread(rounds, r => r.P99, "F2"),-15}{"",12}{string.Concat(used.Select(u => $"{(double.IsNaN(u) ? "-" : u.ToString("F1")),10}"))}{used.Where(u => !double.IsNaN(u)).Sum(),10:F1}");
        }
    }

    /// <summary>Prints a ratio in the form that programs look for.</summary>
    public static void Ratio(string name, double value) => Console.WriteLine($"ratio {name} {value:F3}");

    private static string Spread(List<Measured> rounds, Func<Measured, double> figure, string format) =>
        $"({rounds.Min(figure).ToString(format)} - {rounds.Max(figure).ToString(format)})";
}
