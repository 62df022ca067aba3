using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Grpc.Core;
using Parley.Testing;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>
/// A crowd of clients without a token that ask for large answers and do not read them, and beside it callers who do. How much memory the
/// server uses for the crowd, and how long the others wait.
/// </summary>
internal static class StalledReaders
{
    private const string Large = "conflicts/large";
    private const string Rpc = "parley.v1.ConflictService/GetConflict";
    private const int Parties = 4;
    private const int Languages = 14;
    private const int LabelBytes = 55_000;
    private const int AddressesANetwork = 250;
    private const double BytesAMebibyte = 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Runs them.</summary>
    /// <param name="connections">Connections of the crowd.</param>
    /// <param name="addresses">The addresses that they come from.</param>
    /// <param name="calls">Calls on each connection.</param>
    /// <param name="drip">Bytes a second by which each opens its window; 0 for not at all.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<int> Run(int connections, int addresses, int calls, int drip, TimeSpan duration, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("parley-benchmark-");
        try
        {
            await using var parley = await StandaloneProcess.Start(typeof(Standalone.ExerciseClock).Assembly.Location, data.FullName);
            await Found(parley, cancellation);
            var conflicts = new ConflictService.ConflictServiceClient(parley.Channel);
            for (var i = 0; i < 20; i++)
            {
                await conflicts.GetConflictAsync(new() { Name = Large }, parley.Mediator, cancellationToken: cancellation);
            }

            await Task.Delay(TimeSpan.FromSeconds(5), cancellation);
            var idle = parley.Process.Memory;
            Console.WriteLine($"idle: {idle / BytesAMebibyte:F0} MB");

            using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            over.CancelAfter(duration);
            var crowd = new Crowd();
            var server = IPEndPoint.Parse(parley.Process.Address.Authority);
            var stalled = Enumerable.Range(0, connections)
                .Select(i => crowd.Stall(server, AddressOf(i % addresses), calls, drip, over.Token)).ToList();
            var others = new[] { ("with a token", parley.Mediator), ("without", new Metadata()) }
                .Select(o => (o.Item1, Latencies: new Latencies(), Refused: new StrongBox(), Headers: o.Item2)).ToList();
            var callers = others.Select(o => Ask(conflicts, o.Headers, o.Latencies, o.Refused, over.Token)).ToList();

            var most = idle;
            var clock = Stopwatch.StartNew();
            for (var second = 0; !over.IsCancellationRequested; second++)
            {
                await Task.Delay(Pause, cancellation);
                most = Math.Max(most, parley.Process.Memory);
                if (second % 10 == 0)
                {
                    Console.WriteLine(
                        $"{clock.Elapsed.TotalSeconds,5:F0} s: {(parley.Process.Memory - idle) / BytesAMebibyte,6:F0} MB above idle; connections {crowd.Open}, closed {crowd.Closed}, streams reset {crowd.Resets}");
                }
            }

            await Task.WhenAll([.. stalled, .. callers]);
            Console.WriteLine($"at most {(most - idle) / BytesAMebibyte:F0} MB above idle");
            foreach (var (name, latencies, refused, _) in others)
            {
                Console.WriteLine($"callers {name}: p50 {latencies.At(50):F1} ms, p99 {latencies.At(99):F1} ms, refused or failed {refused.Value}");
            }

            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static IPAddress AddressOf(int number) => new([127, 1, (byte)(number / AddressesANetwork), (byte)(1 + (number % AddressesANetwork))]);

    private static async Task Found(StandaloneProcess parley, CancellationToken cancellation)
    {
        var conflicts = new ConflictService.ConflictServiceClient(parley.Channel);
        foreach (var id in new[] { "large", "small" })
        {
            var conflict = new Conflict { Title = new() { Values = { ["en"] = id } } };
            await conflicts.CreateConflictAsync(new() { ConflictId = id, Conflict = conflict }, parley.Mediator, cancellationToken: cancellation);
        }

        for (var i = 0; i < Parties; i++)
        {
            var party = new Party { Kind = PartyKind.State, Zone = "Asia/Baku", Label = new() };
            for (var language = 0; language < Languages; language++)
            {
                party.Label.Values[$"en-x-l{language}"] = new string((char)('a' + language), LabelBytes);
            }

            await conflicts.RegisterPartyAsync(new() { Parent = Large, PartyId = $"p{i}", Party = party }, parley.Mediator, cancellationToken: cancellation);
        }
    }

    private static async Task Ask(
        ConflictService.ConflictServiceClient conflicts, Metadata headers, Latencies latencies, StrongBox refused, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await conflicts.GetConflictAsync(new() { Name = "conflicts/small" }, headers, cancellationToken: over);
                latencies.Add(Stopwatch.GetElapsedTime(started));
            }
            catch (RpcException) when (!over.IsCancellationRequested)
            {
                refused.Value++;
            }
            catch (RpcException)
            {
                return;
            }

            await Task.Delay(20, CancellationToken.None);
        }
    }

    private sealed class StrongBox
    {
        public int Value { get; set; }
    }

    private sealed class Crowd
    {
        private int _open;
        private int _closed;
        private int _resets;

        public int Open => _open;

        public int Closed => _closed;

        public int Resets => _resets;

        public async Task Stall(IPEndPoint server, IPAddress from, int calls, int drip, CancellationToken over)
        {
            var request = new GetConflictRequest { Name = Large }.ToByteArray();
            while (!over.IsCancellationRequested)
            {
                try
                {
                    await using var raw = await RawHttp2.Connect(server, from);
                    Interlocked.Increment(ref _open);
                    var streams = new List<int>();
                    for (var i = 0; i < calls; i++)
                    {
                        streams.Add(await raw.Call(Rpc, request));
                    }

                    while (!over.IsCancellationRequested && !raw.Closed.IsCompleted && raw.Resets.Count < calls)
                    {
                        await Task.WhenAny(raw.Closed, Task.Delay(Pause, CancellationToken.None));
                        foreach (var stream in drip > 0 ? streams : [])
                        {
                            await raw.Open(stream, drip);
                        }
                    }

                    Interlocked.Add(ref _resets, raw.Resets.Count);
                }
                catch (Exception exception) when (exception is IOException or SocketException)
                {
                    // Refused or closed; the next try follows.
                    await Task.Delay(Pause, CancellationToken.None);
                }

                Interlocked.Decrement(ref _open);
                Interlocked.Increment(ref _closed);
            }
        }
    }
}
