using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Parley.Hosting.Admin;

/// <summary>
/// Answers <c>/health/live</c> and <c>/health/ready</c> on a port of its own, in every kind of host. It starts before everything
/// else and stops after everything else, so that a host that is starting is seen as alive and one that drains as not ready.
/// Liveness says only that the process answers; readiness asks the health checks with the tag <see cref="Readiness.Tag"/>.
/// </summary>
internal sealed partial class AdminServer(
    IOptions<HostingOptions> options, HealthCheckService checks, IServiceProvider services, ILoggerFactory loggers)
    : IHostedLifecycleService, IHttpApplication<HttpContext>, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<AdminServer>();
    private KestrelServer? _server;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.AdminEndpoint.Length == 0)
        {
            return;
        }

        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxConcurrentConnections = 64;
        kestrel.Listen(IPEndPoint.Parse(options.Value.AdminEndpoint), listen => listen.Protocols = HttpProtocols.Http1);
        _server = new(
            Options.Create(kestrel), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        await _server.StartAsync(this, cancellationToken);
        LogListening(_server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
        }
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        switch (context.Request.Path.Value)
        {
            case "/health/live":
                await context.Response.WriteAsync("alive\n");
                break;
            case "/health/ready":
                await Ready(context);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
        // Nothing is kept for a request.
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _server?.Dispose();

    private async Task Ready(HttpContext context)
    {
        var report = await checks.CheckHealthAsync(c => c.Tags.Contains(Readiness.Tag), context.RequestAborted);
        var ready = report.Status != HealthStatus.Unhealthy;
        context.Response.StatusCode = ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        foreach (var (name, entry) in report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy))
        {
            await context.Response.WriteAsync($"{name}: {entry.Status}. {entry.Description}\n");
        }

        if (ready)
        {
            await context.Response.WriteAsync("ready\n");
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Health endpoints listen on {Address}")]
    private partial void LogListening(string address);
}
