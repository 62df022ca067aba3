namespace Parley.Benchmarks.Ratios;

/// <summary>
/// <c>durable_many_vs_pgbench</c>, <c>durable_hot_vs_many</c> and <c>latency_vs_commit</c>: durable commands through gateway and
/// silo beside single rows that pgbench commits on the same server.
/// </summary>
internal static class DurableRatios
{
    public const string Many = "durable_many_vs_pgbench";
    public const string ManyVsEvent = "durable_many_vs_pgbench_event";
    public const string Hot = "durable_hot_vs_many";
    public const string Latency = "latency_vs_commit";
    private const int MaxInFlight = 1000;

    public static async Task Run(Stage stage, RatiosSettings settings)
    {
        var rounds = settings.Rounds;
        var commands = new Commands(settings.Truces);
        await commands.OnOne(stage.Client)(0, 0);
        var pgbench = await Pgbench.Prepare(stage, settings.Truces, PgbenchRow.Command);
        var eventOnly = await Pgbench.Prepare(stage, settings.Truces, PgbenchRow.Event);
        Task<Measured> Saturate(TimeSpan d, Call call) => Load.Run(stage.Meter, settings.Callers, d, call);

        (string, Func<TimeSpan, Task<Measured>>)[] runs =
        [
            ("pgbench", d => pgbench.Run(d)),
            .. settings.Wants(Many) ? [("pgbench_event", d => eventOnly.Run(d))] : Array.Empty<(string, Func<TimeSpan, Task<Measured>>)>(),
            ("durable_many", d => Saturate(d, commands.OverMany(stage.Client, settings.Callers))),
            .. settings.Wants(Hot) ? [("durable_hot", d => Saturate(d, commands.OnOne(stage.Client)))] : Array.Empty<(string, Func<TimeSpan, Task<Measured>>)>(),
        ];
        var table = await rounds.Run(runs);
        table.Print();
        if (settings.Wants(Many))
        {
            Table.Ratio(Many, table.Rate("durable_many") / table.Rate("pgbench"));
            Table.Ratio(ManyVsEvent, table.Rate("durable_many") / table.Rate("pgbench_event"));
        }

        if (settings.Wants(Hot))
        {
            Table.Ratio(Hot, table.Rate("durable_hot") / table.Rate("durable_many"));
        }

        if (settings.Wants(Latency))
        {
            await AtHalf(stage, settings, commands, pgbench, table.Rate("durable_many") / 2, table.Rate("pgbench") / 2);
        }
    }

    /// <summary>Both at half of what each can do, by instants that are due: latency counts from when a command was due.</summary>
    private static async Task AtHalf(Stage stage, RatiosSettings settings, Commands commands, Pgbench pgbench, double rate, double pgbenchRate)
    {
        var rounds = settings.Rounds;
        var seed = 0;
        var table = await rounds.Run(
            ("pgbench_half", d => pgbench.Run(d, pgbenchRate)),
            ("durable_half", d => new OpenLoop(rate, seed++, MaxInFlight).Run(stage.Meter, d, commands.OverMany(stage.Client, 1))));
        table.Print();
        Table.Ratio(Latency, table.Median("durable_half", r => r.P99) / table.Median("pgbench_half", r => r.P99));
    }
}
