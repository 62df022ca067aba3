using System.CommandLine;
using Parley.Benchmarks;
using Parley.Benchmarks.Oracle;
using Parley.Benchmarks.Ratios;

var callers = new Option<int>("--callers") { Description = "Concurrent callers.", DefaultValueFactory = _ => 256 };
var truces = new Option<int>("--truces") { Description = "Truces that the commands are spread over.", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "Interleaved rounds; medians are reported.", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "Seconds a measurement of one round.", DefaultValueFactory = _ => 5 };
Rounds RoundsOf(ParseResult parsed) => new(parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds)));

var standalone = new Command("standalone", "Durable ReportObservation commands a second on Standalone, as a ratio to a bare gRPC echo.")
{
    callers, truces, rounds, seconds,
};
standalone.SetAction((parsed, cancellation) =>
    StandaloneRatios.Run(parsed.GetValue(callers), parsed.GetValue(truces), RoundsOf(parsed), cancellation));

var observations = new Option<int>("--observations") { Description = "Observations of the truce that has many.", DefaultValueFactory = _ => 400_000 };
var watchers = new Option<int>("--watchers") { Description = "Watchers of one truce.", DefaultValueFactory = _ => 10_000 };
var telemetry = new Option<TelemetryMode>("--telemetry") { Description = "What the services send.", DefaultValueFactory = _ => TelemetryMode.Sampled };
var only = new Option<string[]>("--only") { Description = "Only these ratios, separated by commas.", CustomParser = r => [.. r.Tokens.SelectMany(t => t.Value.Split(','))] };
only.Validators.Add(r =>
{
    if (r.GetValueOrDefault<string[]>() is { } names && names.Except(RatiosSettings.All).FirstOrDefault() is { } unknown)
    {
        r.AddError($"There is no ratio '{unknown}'; there are {string.Join(", ", RatiosSettings.All)}.");
    }
});
var ratios = new Command("ratios", "Gateway and silo as two processes on PostgreSQL, as ratios to pgbench and to a bare gRPC echo.")
{
    callers, truces, rounds, seconds, observations, watchers, telemetry, only,
};
ratios.SetAction((parsed, cancellation) => RatiosRun.Run(
    new(RoundsOf(parsed), parsed.GetValue(callers), parsed.GetValue(truces), parsed.GetValue(observations), parsed.GetValue(watchers),
        parsed.GetValue(telemetry), parsed.GetValue(only) ?? []),
    cancellation));

var pairs = new Option<int>("--pairs") { Description = "Hidden and missing names that are asked after in turn.", DefaultValueFactory = _ => 2000 };
pairs.Validators.Add(r =>
{
    if (r.GetValueOrDefault<int>() < 4 * Guess.Repeats)
    {
        r.AddError($"--pairs must be at least {4 * Guess.Repeats}: with fewer nothing is left to judge by.");
    }
});
var deployment = new Option<string>("--deployment") { Description = "Only this one: standalone or pair.", DefaultValueFactory = _ => "" };
deployment.AcceptOnlyFromAmong("", "standalone", "pair");
var oracle = new Command("oracle", "How well the time of an answer tells whether a name is hidden from the caller or missing.") { pairs, deployment };
oracle.SetAction((parsed, cancellation) => OracleRun.Run(parsed.GetValue(pairs), parsed.GetValue(deployment)!, cancellation));

var truce = new Option<FileInfo?>("--truce") { Description = "The bytes of the truce that GetTruce is answered with." };
var echo = new Command("echo-server", "The bare gRPC echo that ratios are taken against; started by the others.") { truce };
echo.SetAction((parsed, cancellation) => EchoServer.Run(parsed.GetValue(truce), cancellation));

var sink = new Command("telemetry-sink", "An OTLP receiver that keeps nothing; started by the others.");
sink.SetAction((_, cancellation) => TelemetrySink.Run(cancellation));

var connections = new Option<int>("--connections") { Description = "Connections that do not read.", DefaultValueFactory = _ => 2000 };
var addresses = new Option<int>("--addresses") { Description = "Loopback addresses that they come from.", DefaultValueFactory = _ => 200 };
var calls = new Option<int>("--calls") { Description = "Calls on each connection.", DefaultValueFactory = _ => 1 };
var drip = new Option<int>("--drip") { Description = "Bytes a second by which each opens its window.", DefaultValueFactory = _ => 0 };
var minutes = new Option<double>("--minutes") { Description = "For how long.", DefaultValueFactory = _ => 10 };
var stalled = new Command("stalled", "Memory and waiting times of Standalone beside a crowd that asks for large answers and does not read them.")
{
    connections, addresses, calls, drip, minutes,
};
stalled.SetAction((parsed, cancellation) => StalledReaders.Run(
    parsed.GetValue(connections), parsed.GetValue(addresses), parsed.GetValue(calls), parsed.GetValue(drip),
    TimeSpan.FromMinutes(parsed.GetValue(minutes)), cancellation));

return await new RootCommand("Parley's benchmarks.") { standalone, ratios, oracle, stalled, echo, sink }.Parse(args).InvokeAsync();
