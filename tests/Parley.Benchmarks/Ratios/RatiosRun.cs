using System.Runtime.InteropServices;
using Npgsql;

namespace Parley.Benchmarks.Ratios;

/// <summary>The <c>ratios</c> command: the services as two processes on PostgreSQL, beside what they are measured against.</summary>
internal static class RatiosRun
{
    public static async Task<int> Run(RatiosSettings settings, CancellationToken cancellation)
    {
        var entries = settings.Wants(EntryRatios.Flat, EntryRatios.Activation);
        await using var stage = await Stage.Start(new(settings.Telemetry, settings.Truces, entries ? settings.Observations : 0), cancellation);
        await Head(stage, settings);
        if (settings.Wants(DurableRatios.Many, DurableRatios.Hot, DurableRatios.Latency))
        {
            await DurableRatios.Run(stage, settings);
        }

        if (settings.Wants(ReadRatio.Name))
        {
            await ReadRatio.Run(stage, settings);
        }

        if (settings.Wants(WatchFanOut.Name))
        {
            await WatchFanOut.Run(stage, settings);
        }

        if (entries)
        {
            await EntryRatios.Run(stage, settings); // Last, since silos are ended.
        }

        return 0;
    }

    private static async Task Head(Stage stage, RatiosSettings settings)
    {
        await using var source = NpgsqlDataSource.Create(stage.Database);
        await using var command = source.CreateCommand("SELECT concat_ws(', ', 'PostgreSQL ' || current_setting('server_version'), 'fsync ' || current_setting('fsync'), 'synchronous_commit ' || current_setting('synchronous_commit'))");
        Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}; {await command.ExecuteScalarAsync()}");
        Console.WriteLine($"One gateway, one silo; {settings.Callers} callers, {settings.Truces} truces; {settings.Rounds.Count} rounds of {settings.Rounds.Duration.TotalSeconds:F0} s, medians");
        Console.WriteLine($"Telemetry: {settings.Telemetry.Words()}");
        Console.WriteLine($"Beside the defaults: {string.Join(", ", WatchFanOut.Limits.Select(l => $"{l.Key}={l.Value}"))}");
    }
}
