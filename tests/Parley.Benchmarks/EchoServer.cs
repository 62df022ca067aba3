using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Parley.Testing;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>
/// A gRPC server that does nothing else than answer: <c>ReportObservation</c> with what it was sent, <c>GetTruce</c> with the truce
/// whose bytes are in a file.
/// </summary>
internal static class EchoServer
{
    public static async Task<int> Run(FileInfo? truce, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(truce is null ? new Truce() : Truce.Parser.ParseFrom(await File.ReadAllBytesAsync(truce.FullName, cancellation)));
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        await using var app = builder.Build();
        app.MapGrpcService<Incidents>();
        app.MapGrpcService<Truces>();
        await app.StartAsync(cancellation);
        Console.WriteLine($"{ServerProcess.ListeningPrefix}{app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>Starts one in a process of its own.</summary>
    public static Task<ServerProcess> Start(string? truceFile = null) =>
        ServerProcess.Start(typeof(EchoServer).Assembly.Location, truceFile is null ? ["echo-server"] : ["echo-server", "--truce", truceFile]);

    private sealed class Incidents : IncidentService.IncidentServiceBase
    {
        public override Task<Observation> ReportObservation(ReportObservationRequest request, ServerCallContext context) =>
            Task.FromResult(request.Observation);
    }

    private sealed class Truces(Truce truce) : TruceService.TruceServiceBase
    {
        public override Task<Truce> GetTruce(GetTruceRequest request, ServerCallContext context) => Task.FromResult(truce);
    }
}
