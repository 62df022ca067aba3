using Grpc.Net.Client;
using Parley.Chaos.Checks;
using Parley.Chaos.Faults;
using Parley.Chaos.History;
using Parley.Chaos.Load;
using Parley.Chaos.Network;
using Parley.Testing;

namespace Parley.Chaos;

/// <summary>How long a run is and what it is drawn from.</summary>
/// <param name="Seed">The seed of faults and load.</param>
/// <param name="Duration">No further fault is begun after this; zero: one round of all kinds.</param>
/// <param name="Say">Where the lines go.</param>
public sealed record ChaosOptions(int Seed, TimeSpan Duration, Action<string> Say)
{
    /// <summary>How many truces are reported on.</summary>
    public int Truces { get; init; } = 4;

    /// <summary>What the names of the faults that are made contain; empty: all.</summary>
    public string Only { get; init; } = "";

    /// <summary>True for rounds of a few kinds of faults alone, one of each sort.</summary>
    public bool IsBrief { get; init; }

    /// <summary>The longest pause of a reporter between a read and its next report.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>True to keep the history of a good run as well.</summary>
    public bool KeepsAlways { get; init; }

    /// <summary>Ends the run early; what it has made is removed.</summary>
    public CancellationToken Cancellation { get; init; }
}

/// <summary>
/// A cluster of three silos, two gateways and a database in a network that can be cut, under load, with one fault after the
/// other; and what the history of it shows.
/// </summary>
public static class ChaosRun
{
    /// <summary>Within this time after each fault all clients must be served, on a machine that does nothing else.</summary>
    public static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(20);

    /// <summary>How many kinds of faults a brief round has.</summary>
    public const int FewKindsOfFaults = FaultPlan.FewKinds;

    private static readonly string[] Nodes = ["silo-1", "silo-2", "silo-3", "gateway-1", "gateway-2"];
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(180);

    /// <summary>Runs.</summary>
    public static async Task<Verdict> Run(ChaosOptions options)
    {
        var say = options.Say;
        say($"seed {options.Seed}");
        var folder = Directory.CreateTempSubdirectory("parley-chaos-").FullName;
        await using var network = await CuttableNetwork.Make(Nodes);
        await using var postgres = await PostgresServer.StartAt(network.Here, Ports.Free());
        var plan = new ClusterPlan(Programs.Silo, Programs.Gateway, postgres.ConnectionString, Path.Combine(folder, "keys")) { Place = network.Place };
        await using var parley = await ParleyCluster.Start(plan);

        // The round beside all other tests asks whether service comes back at all; how soon, tests/chaos does.
        var verdict = new Verdict(folder, options.IsBrief ? RecoveryLimit * Busy.Factor : RecoveryLimit);
        try
        {
            await Run(options, network, postgres, parley, verdict);
        }
        catch (Exception e) when (e is not OperationCanceledException || !options.Cancellation.IsCancellationRequested)
        {
            verdict.Violations.Add(e.ToString());
        }

        if (verdict.IsGood && !options.KeepsAlways)
        {
            Directory.Delete(folder, recursive: true);
        }
        else
        {
            await parley.Keep(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "postgres.log"), await postgres.Log());
        }

        verdict.Say(say);
        return verdict;
    }

    private static async Task Run(ChaosOptions options, CuttableNetwork network, PostgresServer postgres, ParleyCluster parley, Verdict verdict)
    {
        var truces = await World.Found(parley, options.Truces);
        await using var log = new HistoryLog(Path.Combine(verdict.Folder, "history.jsonl"));
        await using var keeper = new Keeper(parley, postgres.ConnectionString);
        await using var traffic = new Traffic(parley, truces, log, new(options.Seed), options.LongestPause);
        await traffic.Served(Now);

        var plan = new FaultPlan(parley, network, postgres, keeper, new(options.Seed));
        var end = Now + options.Duration;
        do
        {
            foreach (var fault in plan.Round(options.Only, options.IsBrief))
            {
                options.Cancellation.ThrowIfCancellationRequested();
                var struck = await Strike(fault, traffic, keeper);
                log.Add(struck);
                verdict.Add(struck);
                options.Say($"{verdict.Faults,3}  {struck.Begin:HH:mm:ss}  {fault.Name,-34} served after {struck.RecoverySeconds,5:0.0} s");
                if (options.Duration > TimeSpan.Zero && Now >= end)
                {
                    break;
                }
            }
        }
        while (Now < end);

        await traffic.Finish();
        var journals = await Settled(parley, traffic.Journals, log);
        await traffic.EndWatches(journals.ToDictionary(j => j.Key, j => (long)j.Value.Count, StringComparer.Ordinal));
        await Journals.Write(Path.Combine(verdict.Folder, "journals.jsonl"), journals);
        verdict.Check(new(await log.End(), journals), keeper.Ended);
    }

    private static async Task<Struck> Strike(Fault fault, Traffic traffic, Keeper keeper)
    {
        var (begin, worst) = (Now, TimeSpan.Zero);
        foreach (var step in fault.Steps)
        {
            var fromStrike = traffic.Served(Now);
            await step.Strike();
            await Task.Delay(step.Hold);
            var fromHealed = traffic.Served(Now);
            await step.Heal();
            worst = new[] { worst, await fromHealed, step.IsSurvived ? await fromStrike : TimeSpan.Zero }.Max();
            await fromStrike;

            // Only what is whole can be struck again.
            await keeper.AllUp();
            traffic.GoHome();
            await traffic.Served(Now);
        }

        return new(fault.Name, begin, Now, Math.Round(worst.TotalSeconds, 2));
    }

    // Calls between journals may rest for half a minute before they are made again.
    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<JournalEvent>>> Settled(
        ParleyCluster parley, IReadOnlyList<string> names, HistoryLog log)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress(parley.Gateways[0].Process.Address);
        var deadline = Now + SettlePatience;
        while (true)
        {
            var journals = await Journals.Read(channel, parley.Mediator, names);
            if (Now > deadline || !Checker.MayStillCome(new(log.SoFar(), journals)))
            {
                return journals;
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
