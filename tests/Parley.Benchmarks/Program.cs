using System.CommandLine;
using Parley.Benchmarks;

var callers = new Option<int>("--callers") { Description = "Concurrent callers.", DefaultValueFactory = _ => 256 };
var truces = new Option<int>("--truces") { Description = "Truces that the commands are spread over.", DefaultValueFactory = _ => 1000 };
var rounds = new Option<int>("--rounds") { Description = "Interleaved rounds; medians are reported.", DefaultValueFactory = _ => 5 };
var seconds = new Option<int>("--seconds") { Description = "Seconds a measurement of one round.", DefaultValueFactory = _ => 5 };

var standalone = new Command("standalone", "Durable ReportObservation commands a second on Standalone, as a ratio to a bare gRPC echo.")
{
    callers, truces, rounds, seconds,
};
standalone.SetAction((parsed, cancellation) => StandaloneRatios.Run(
    new(parsed.GetValue(callers), parsed.GetValue(truces), parsed.GetValue(rounds), TimeSpan.FromSeconds(parsed.GetValue(seconds))), cancellation));

var echo = new Command("echo-server", "The bare gRPC echo that ratios are taken against; started by the others.");
echo.SetAction((_, cancellation) => EchoServer.Run(cancellation));

return await new RootCommand("Parley's benchmarks.") { standalone, echo }.Parse(args).InvokeAsync();
