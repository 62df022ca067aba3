using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Parley.Testing;

namespace Parley.Benchmarks;

/// <summary>A receiver of OTLP over gRPC that throws away whatever it is sent: the product exports, nobody stores.</summary>
internal static class TelemetrySink
{
    // An answer without fields, in gRPC's frame: not compressed, no bytes. It is the same for traces, metrics and logs.
    private static readonly byte[] EmptyMessage = new byte[5];

    public static async Task<int> Run(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = null;
            k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2);
        });
        await using var app = builder.Build();
        app.Run(async http =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null, http.RequestAborted);
            http.Response.ContentType = "application/grpc";
            await http.Response.Body.WriteAsync(EmptyMessage, http.RequestAborted);
            http.Response.AppendTrailer("grpc-status", "0");
        });
        await app.StartAsync(cancellation);
        Console.WriteLine($"{ServerProcess.ListeningPrefix}{app.Urls.Single()}");
        await app.WaitForShutdownAsync(cancellation);
        return 0;
    }
}
