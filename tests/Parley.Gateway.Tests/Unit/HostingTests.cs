using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Parley.Hosting;

namespace Parley.Gateway.Tests.Unit;

public sealed class HostingTests : IDisposable
{
    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task AdminEndpoint_FromStartToStop_IsAliveThroughoutAndReadyInBetween()
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, FreePort());
        var slow = new SlowService();
        var builder = Builder(("Parley:Hosting:AdminEndpoint", endpoint.ToString()));
        builder.Services.AddSingleton<IHostedService>(slow);
        using var host = builder.Build();

        var starting = host.StartAsync(TestContext.Current.CancellationToken);
        await slow.Starting.Task;
        Assert.Equal(HttpStatusCode.OK, await StatusOf(endpoint, "live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf(endpoint, "ready"));
        slow.Started.SetResult();
        await starting;
        Assert.Equal(HttpStatusCode.OK, await StatusOf(endpoint, "ready"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusOf(endpoint, "else"));

        var stopping = host.StopAsync(TestContext.Current.CancellationToken);
        await slow.Stopping.Task;
        Assert.Equal(HttpStatusCode.OK, await StatusOf(endpoint, "live"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusOf(endpoint, "ready"));
        slow.Stopped.SetResult();
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => StatusOf(endpoint, "live"));
    }

    [Fact]
    public void Telemetry_WithoutAnEndpoint_IsNotThereAtAll()
    {
        using var host = Builder().Build();
        Assert.Null(host.Services.GetService<TracerProvider>());
        Assert.Null(host.Services.GetService<MeterProvider>());
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", true, true, true)]
    [InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", true, false, false)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", false, true, false)]
    [InlineData("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", false, false, true)]
    public void Telemetry_WithAnEndpoint_HasTheSignalsItIsFor(string variable, bool traces, bool metrics, bool logs)
    {
        using var host = Builder((variable, "http://127.0.0.1:9")).Build();
        Assert.Equal(traces, host.Services.GetService<TracerProvider>() is not null);
        Assert.Equal(metrics, host.Services.GetService<MeterProvider>() is not null);
        Assert.Equal(logs, host.Services.GetService<LoggerProvider>() is not null);
    }

    [Fact]
    public void Telemetry_Disabled_IsNotThere()
    {
        using var host = Builder(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), ("OTEL_SDK_DISABLED", "true")).Build();
        Assert.Null(host.Services.GetService<TracerProvider>());
    }

    private static HostApplicationBuilder Builder(params (string Key, string? Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Logging:LogLevel:Default", "Critical")).Select(s => KeyValuePair.Create(s.Item1, s.Item2)));
        builder.AddParleyHosting("parley-test");
        return builder;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<HttpStatusCode> StatusOf(IPEndPoint endpoint, string path)
    {
        using var response = await _client.GetAsync(new Uri($"http://{endpoint}/health/{path}"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>A service that starts and stops when it is let.</summary>
    private sealed class SlowService : IHostedService
    {
        public TaskCompletionSource Starting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopping { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Starting.SetResult();
            return Started.Task;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Stopping.SetResult();
            return Stopped.Task;
        }
    }
}
