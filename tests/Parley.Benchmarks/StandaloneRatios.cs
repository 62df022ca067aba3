using Grpc.Core;
using Grpc.Net.Client;
using Parley.Testing;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>How to measure.</summary>
internal sealed record StandaloneSettings(int Callers, int Truces, int Rounds, TimeSpan Duration);

/// <summary>
/// Durable <c>ReportObservation</c> with a text of 200 bytes on Standalone (SQLite, synchronous=FULL, tokens checked as always),
/// on one truce and over many, against an echo of the same message, in interleaved rounds of one run.
/// </summary>
internal static class StandaloneRatios
{
    private const string Conflict = "conflicts/benchmark";
    private static readonly string Text = new('x', 200);

    public static async Task<int> Run(StandaloneSettings settings, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("parley-benchmark-");
        try
        {
            await using var parley = await StandaloneProcess.Start(typeof(Standalone.ExerciseClock).Assembly.Location, data.FullName);
            await using var echo = await ServerProcess.Start(typeof(EchoServer).Assembly.Location, ["echo-server"]);
            var headers = parley.Mediator;
            await Prepare(parley.Channel, headers, settings.Truces, cancellation);

            AsyncUnaryCall<Observation> Call(CallInvoker invoker, string truce) =>
                new IncidentService.IncidentServiceClient(invoker).ReportObservationAsync(RequestFor(truce), headers, cancellationToken: cancellation);
            var runs = new (string Name, ServerProcess Server, Func<CallInvoker, int, int, AsyncUnaryCall<Observation>> Call)[]
            {
                ("echo", echo, (invoker, _, _) => Call(invoker, TruceName(0))),
                ("durable_one", parley.Process, (invoker, _, _) => Call(invoker, TruceName(0))),
                ("durable_many", parley.Process, (invoker, caller, i) => Call(invoker, TruceName((caller + (i * settings.Callers)) % settings.Truces))),
            };
            var results = runs.ToDictionary(r => r.Name, _ => new List<LoadResult>());
            for (var round = -1; round < settings.Rounds; round++) // Round -1 warms up and does not count.
            {
                foreach (var run in runs)
                {
                    var result = await Load.Run(run.Server, settings.Callers, settings.Duration, run.Call);
                    if (round >= 0)
                    {
                        results[run.Name].Add(result);
                    }
                }
            }

            Report(results);
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task Prepare(GrpcChannel channel, Metadata headers, int truces, CancellationToken cancellation)
    {
        var conflicts = new ConflictService.ConflictServiceClient(channel);
        await conflicts.CreateConflictAsync(new() { ConflictId = "benchmark", Conflict = new() { Title = In("Benchmark") } }, headers, cancellationToken: cancellation);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = In(party), Zone = "UTC" } },
                headers, cancellationToken: cancellation);
        }

        var client = new TruceService.TruceServiceClient(channel);
        foreach (var batch in Enumerable.Range(0, truces).Chunk(50))
        {
            await Task.WhenAll(batch.Select(i => client.CreateTruceAsync(
                new() { Parent = Conflict, TruceId = $"t{i}x", Terms = Terms() }, headers, cancellationToken: cancellation).ResponseAsync));
        }
    }

    private static TruceTerms Terms() => new()
    {
        Title = In("Truce"),
        TruceClass = TruceClass.CessationOfHostilities,
        Reciprocity = TruceReciprocity.Bilateral,
        Publicity = Publicity.Public,
        Parties = { new TruceParty { Party = Conflict + "/parties/north" }, new TruceParty { Party = Conflict + "/parties/south" } },
        Effect = new() { After = new() { Event = AnchorEvent.Conclusion } },
        Term = new() { Indefinite = new() },
    };

    private static ReportObservationRequest RequestFor(string truce) => new()
    {
        Parent = truce,
        RequestId = Guid.NewGuid().ToString(),
        Observation = new()
        {
            Text = In(Text),
            Occurred = new() { From = new() { LocalTime = "2020-10-10T12:05", Zone = "Asia/Yerevan" } },
        },
    };

    private static LocalizedText In(string text) => new() { Values = { ["en"] = text } };

    private static string TruceName(int i) => $"{Conflict}/truces/t{i}x";

    private static void Report(Dictionary<string, List<LoadResult>> results)
    {
        Console.WriteLine("run           per second (spread)         server us/op  client us/op  p50 ms  p99 ms");
        foreach (var (name, rounds) in results)
        {
            var rates = rounds.Select(r => r.PerSecond).Order().ToList();
            Console.WriteLine(
                $"{name,-13} {Median(rates),10:F0} ({rates[0]:F0}-{rates[^1]:F0}) {Median(rounds.Select(r => r.ServerMicroseconds)),15:F1} "
                + $"{Median(rounds.Select(r => r.ClientMicroseconds)),13:F1} {Median(rounds.Select(r => r.P50)),7:F1} {Median(rounds.Select(r => r.P99)),7:F1}");
        }

        double Rate(string name) => Median(results[name].Select(r => r.PerSecond));
        Console.WriteLine($"ratio durable_one_vs_echo {Rate("durable_one") / Rate("echo"):F3}");
        Console.WriteLine($"ratio durable_many_vs_echo {Rate("durable_many") / Rate("echo"):F3}");
        Console.WriteLine($"ratio durable_one_vs_many {Rate("durable_one") / Rate("durable_many"):F3}");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
