using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.V1;

namespace Parley.Benchmarks.Ratios;

/// <summary>
/// <c>watch_10k</c>: how long it takes, with very many watchers of one truce, from an event's instant until the last of them has it.
/// The event's own <c>recorded_at</c> begins it, which is before its commit; the clock is this machine's on both sides.
/// </summary>
internal static class WatchFanOut
{
    public const string Name = "watch_10k";

    /// <summary>So many calls are let through on one connection by default.</summary>
    private const int WatchersPerConnection = 250;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>What the gateway has to be told so that it takes so many watchers of one subject.</summary>
    public static IReadOnlyDictionary<string, string> Limits { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Parley__Gateway__Watch__MaxInAll"] = "20000",
        ["Parley__Gateway__Clients__MaxShareOfOneAddress"] = "1",
        ["Parley__Gateway__Watch__MaxPerPrincipal"] = "20000",
    };

    public static async Task Run(Stage stage, RatiosSettings settings)
    {
        const string id = "watched";
        await Population.Add(stage.Gateway.Channel, stage.Headers, id);
        var truce = Population.Truce(id);
        var journals = new JournalService.JournalServiceClient(stage.Gateway.Channel);
        var head = (await journals.ListEventsAsync(new() { Journal = truce, PageSize = 500 }, stage.Headers)).Events[^1].Version;

        var arrivals = new Arrivals(head);
        using var enough = new CancellationTokenSource();
        var channels = Enumerable.Range(0, (settings.Watchers + WatchersPerConnection - 1) / WatchersPerConnection)
            .Select(_ => GrpcChannel.ForAddress(stage.Gateway.Process.Address)).ToList();
        var clock = Stopwatch.StartNew();
        var request = Prebuilt.Watch(truce, head);
        List<Task> watchers = [];
        foreach (var batch in Enumerable.Range(0, settings.Watchers).Chunk(WatchersPerConnection))
        {
            foreach (var i in batch)
            {
                watchers.Add(Watch(channels[i / WatchersPerConnection].CreateCallInvoker(), stage.Headers, request, arrivals, enough.Token));
            }

            // Each sees the event at which it begins: then it is there. One connection after the other, as clients come.
            await arrivals.Of(head, watchers.Count).WaitAsync(Patience);
        }

        Console.WriteLine($"{settings.Watchers} watchers on {channels.Count} connections, there after {clock.Elapsed.TotalSeconds:F1} s");
        var table = new Table();
        var used = stage.Meter.Begin();
        List<double> seconds = [];
        var command = Prebuilt.Observation(truce);
        for (var round = -1; round < settings.Rounds.Count; round++)
        {
            var version = ++head;
            var last = arrivals.Of(version, settings.Watchers);
            await stage.Client.Call(Calls.ReportObservation, command);
            var acknowledged = TimeProvider.System.GetUtcNow();
            var at = await last.WaitAsync(Patience);
            var e = (await journals.ListEventsAsync(new() { Journal = truce, FromVersion = version, PageSize = 1 }, stage.Headers)).Events[0];
            var took = (at - e.RecordedAt.ToDateTimeOffset()).TotalSeconds;
            Console.WriteLine($"event {round + 2}: last watcher {took:F3} s after recorded_at, {(at - acknowledged).TotalSeconds:F3} s after the acknowledgement{(round < 0 ? " (warm-up, does not count)" : "")}");
            if (round >= 0)
            {
                seconds.Add(took);
            }
        }

        var cpu = used((long)settings.Watchers * (settings.Rounds.Count + 1));
        Console.WriteLine($"CPU us an event and watcher: {string.Join(", ", cpu.Select(c => $"{c.Key} {c.Value:F1}"))}");
        await enough.CancelAsync();
        await Task.WhenAll(watchers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        channels.ForEach(c => c.Dispose());
        Table.Ratio(Name, seconds.Median());
    }

    private static async Task Watch(CallInvoker invoker, Metadata headers, Prebuilt request, Arrivals arrivals, CancellationToken enough)
    {
        try
        {
            using var call = invoker.AsyncServerStreamingCall(Calls.WatchJournal, null, new(headers, cancellationToken: enough), request);
            var next = arrivals.First;
            while (await call.ResponseStream.MoveNext(enough))
            {
                var version = call.ResponseStream.Current.Version;
                if (version == Calls.Heartbeat)
                {
                    continue;
                }

                if (version != next++)
                {
                    throw new InvalidOperationException($"A watcher was sent version {version} instead of {next - 1}.");
                }

                arrivals.Add(version);
            }

            throw new InvalidOperationException("A watch has ended.");
        }
        catch (Exception e) when (!enough.IsCancellationRequested)
        {
            arrivals.Fail(e);
        }
    }
}
