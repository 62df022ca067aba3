using Google.Protobuf;
using Parley.V1;

namespace Parley.Benchmarks.Ratios;

/// <summary><c>read_vs_echo</c>: <c>GetTruce</c> through gateway and silo beside a bare gRPC server that answers with the same bytes.</summary>
internal static class ReadRatio
{
    public const string Name = "read_vs_echo";

    public static async Task Run(Stage stage, RatiosSettings settings)
    {
        var rounds = settings.Rounds;
        var truce = await new TruceService.TruceServiceClient(stage.Gateway.Channel).GetTruceAsync(new() { Name = Population.Truce(0) }, stage.Headers);
        var file = Path.Combine(stage.Folder, "truce");
        await File.WriteAllBytesAsync(file, truce.ToByteArray());
        await using var echo = await EchoServer.Start(file);
        using var toEcho = new Client(echo.Address, stage.Headers);
        var echoMeter = new CpuMeter(new("echo", () => echo.CpuTime), Client.Cpu);
        Prebuilt[] questions = [.. Enumerable.Range(0, settings.Truces).Select(i => Prebuilt.Truce(Population.Truce(i)))];
        Call Ask(Client client) => (caller, number) => client.Call(Calls.GetTruce, questions[(int)((caller + ((long)number * settings.Callers)) % questions.Length)]);

        Console.WriteLine($"The reply has {truce.CalculateSize()} bytes.");
        var table = await rounds.Run(
            ("echo", d => Load.Run(echoMeter, settings.Callers, d, Ask(toEcho))),
            ("read", d => Load.Run(stage.Meter, settings.Callers, d, Ask(stage.Client))));
        table.Print();
        Table.Ratio(Name, table.Rate("read") / table.Rate("echo"));
    }
}
