using System.CommandLine;
using System.Runtime.InteropServices;
using Parley.Chaos;

var minutes = new Option<double>("--minutes") { Description = "How long faults are made; 0: one round of all kinds.", DefaultValueFactory = _ => 0 };
var seed = new Option<int>("--seed") { Description = "What faults and load are drawn from.", DefaultValueFactory = _ => Random.Shared.Next() };
var keep = new Option<bool>("--keep") { Description = "Keeps the history of a good run as well." };
var only = new Option<string>("--only") { Description = "Makes only faults whose name contains this.", DefaultValueFactory = _ => "" };
var root = new RootCommand("Makes faults in a cluster under load and checks the history of it.") { minutes, seed, keep, only };
root.SetAction(async (parsed, cancellation) =>
{
    using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.Cancel();
    }

    using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    try
    {
        var verdict = await ChaosRun.Run(new(parsed.GetValue(seed), TimeSpan.FromMinutes(parsed.GetValue(minutes)), Console.WriteLine)
        {
            Cancellation = stop.Token,
            KeepsAlways = parsed.GetValue(keep),
            Only = parsed.GetValue(only)!,
        });
        return verdict.IsGood ? 0 : 1;
    }
    catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
    {
        Console.Error.WriteLine(e.Message);
        return 1;
    }
});

// Signals are heard above: what the run has made takes longer to remove than the two seconds that would be left.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
