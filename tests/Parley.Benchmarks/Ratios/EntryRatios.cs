using System.Diagnostics;
using Grpc.Core;

namespace Parley.Benchmarks.Ratios;

/// <summary>
/// <c>entries_flat</c> and <c>activation_flat</c>: what a truce with very many observations costs beside one with few, in commands
/// a second and in the time to its first answer in a silo that has not had it active.
/// </summary>
internal static class EntryRatios
{
    public const string Flat = "entries_flat";
    public const string Activation = "activation_flat";

    /// <summary>Activations of each truce in a round: each needs a silo of its own.</summary>
    private const int Activations = 3;

    /// <summary>A new silo answers for so many other truces first: what it compiles and opens on the way is no truce's cost.</summary>
    private const int Warming = 400;

    public static async Task Run(Stage stage, RatiosSettings settings)
    {
        Task<Measured> Saturate(TimeSpan d, Prebuilt command) =>
            Load.Run(stage.Meter, settings.Callers, d, (_, _) => stage.Client.Call(Calls.ReportObservation, command));

        var rounds = settings.Rounds;
        if (settings.Wants(Flat))
        {
            var big = Prebuilt.Observation(Stage.Big);
            var table = await rounds.Run(
                ("few_entries", async d => await Saturate(d, await WithFew(stage))),
                ("many_entries", d => Saturate(d, big)));
            table.Print();
            Table.Ratio(Flat, table.Rate("many_entries") / table.Rate("few_entries"));
        }

        if (settings.Wants(Activation))
        {
            await Activate(stage, settings);
        }
    }

    /// <summary>The command on a truce that has few observations. A new one each time, since it gathers many while it is measured.</summary>
    private static async Task<Prebuilt> WithFew(Stage stage)
    {
        var id = $"few{Guid.NewGuid():N}";
        await Population.Add(stage.Gateway.Channel, stage.Headers, id);
        var command = Prebuilt.Observation(Population.Truce(id));
        await Task.WhenAll(Enumerable.Range(0, Stage.FewObservations).Select(_ => stage.Client.Call(Calls.ReportObservation, command).AsTask()));
        return command;
    }

    private static async Task Activate(Stage stage, RatiosSettings settings)
    {
        List<double> big = [], small = [], all = [];
        for (var i = 0; i < settings.Rounds.Count * Activations; i++)
        {
            await stage.RestartSilo(() => Task.CompletedTask);
            for (var warm = 0; warm < Math.Min(Warming, settings.Truces); warm++)
            {
                all.Add(await FirstAnswer(stage, Population.Truce(warm)));
            }

            // Whichever comes second has a warmer silo, so they take turns.
            foreach (var (truce, times) in i % 2 == 0 ? [(Stage.Big, big), (Stage.Small, small)] : new[] { (Stage.Small, small), (Stage.Big, big) })
            {
                times.Add(await FirstAnswer(stage, truce));
            }
        }

        Console.WriteLine($"first answer: {big.Median():F2} ms of the big truce ({big.Min():F2} - {big.Max():F2}), {small.Median():F2} ms of the small one ({small.Min():F2} - {small.Max():F2}), {all.Median():F2} ms of the {Warming} before them");
        Table.Ratio(Activation, big.Median() / small.Median());
    }

    private static async Task<double> FirstAnswer(Stage stage, string truce)
    {
        var question = Prebuilt.Truce(truce);
        var started = Stopwatch.GetTimestamp();
        await stage.Client.Call(Calls.GetTruce, question);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
