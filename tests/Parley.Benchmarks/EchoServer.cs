using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Parley.Testing;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>A gRPC server that answers <c>ReportObservation</c> with what it was sent and does nothing else.</summary>
internal sealed class EchoServer : IncidentService.IncidentServiceBase
{
    public override Task<Observation> ReportObservation(ReportObservationRequest request, ServerCallContext context) =>
        Task.FromResult(request.Observation);

    public static async Task<int> Run(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        await using var app = builder.Build();
        app.MapGrpcService<EchoServer>();
        await app.StartAsync(cancellation);
        Console.WriteLine($"{ServerProcess.ListeningPrefix}{app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
