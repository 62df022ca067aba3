namespace Parley.Benchmarks.Ratios;

/// <summary>How the <c>ratios</c> command measures.</summary>
/// <param name="Callers">How many callers make up saturation.</param>
/// <param name="Watchers">How many watch one truce.</param>
/// <param name="Only">The names of the ratios that are wanted; empty for all.</param>
internal sealed record RatiosSettings(Rounds Rounds, int Callers, int Truces, int Observations, int Watchers, TelemetryMode Telemetry, IReadOnlyList<string> Only)
{
    /// <summary>All ratios.</summary>
    public static IReadOnlyList<string> All { get; } =
        [DurableRatios.Many, DurableRatios.Hot, ReadRatio.Name, DurableRatios.Latency, EntryRatios.Flat, EntryRatios.Activation, WatchFanOut.Name];

    public bool Wants(params string[] any) => Only.Count == 0 || any.Any(Only.Contains);
}
