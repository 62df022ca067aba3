using Parley.Testing;

namespace Parley.Benchmarks.Ratios;

/// <summary>
/// Durable <c>ReportObservation</c> with a text of 200 bytes on Standalone (SQLite, synchronous=FULL, tokens checked as always),
/// on one truce and over many, against an echo of the same message, in interleaved rounds of one run.
/// </summary>
internal static class StandaloneRatios
{
    public static async Task<int> Run(int callers, int truces, Rounds rounds, CancellationToken cancellation)
    {
        var data = Directory.CreateTempSubdirectory("parley-benchmark-");
        try
        {
            await using var parley = await StandaloneProcess.Start(typeof(Standalone.ExerciseClock).Assembly.Location, data.FullName);
            await using var echo = await EchoServer.Start();
            await Population.Found(parley.Channel, parley.Mediator, truces, cancellation);
            var commands = new Commands(truces);
            using var toParley = new Client(parley.Process.Address, parley.Mediator);
            using var toEcho = new Client(echo.Address, parley.Mediator);
            var echoMeter = new CpuMeter(new("server", () => echo.CpuTime), Client.Cpu);
            var parleyMeter = new CpuMeter(new("server", () => parley.Process.CpuTime), Client.Cpu);

            var table = await rounds.Run(
                ("echo", d => Load.Run(echoMeter, callers, d, commands.OnOne(toEcho))),
                ("durable_one", d => Load.Run(parleyMeter, callers, d, commands.OnOne(toParley))),
                ("durable_many", d => Load.Run(parleyMeter, callers, d, commands.OverMany(toParley, callers))));
            table.Print();
            Table.Ratio("durable_one_vs_echo", table.Rate("durable_one") / table.Rate("echo"));
            Table.Ratio("durable_many_vs_echo", table.Rate("durable_many") / table.Rate("echo"));
            Table.Ratio("durable_one_vs_many", table.Rate("durable_one") / table.Rate("durable_many"));
            return 0;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
