using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Parley.Hosting;

/// <summary>
/// Traces, metrics and logs over OTLP, told by OpenTelemetry's own environment variables: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and
/// <c>_PROTOCOL</c> (or their forms for one signal), <c>OTEL_BSP_SCHEDULE_DELAY</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>,
/// <c>OTEL_BLRP_SCHEDULE_DELAY</c> (milliseconds), <c>OTEL_TRACES_SAMPLER</c>, <c>OTEL_RESOURCE_ATTRIBUTES</c>, and
/// <c>OTEL_SDK_DISABLED</c>. Without an endpoint nothing is set up and nothing is spent.
/// </summary>
public static class Telemetry
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] Sources =
        ["Microsoft.Orleans.Application", "Microsoft.Orleans.Runtime", "Npgsql", "Parley.Gateway", "Parley.Silo", "Parley.Journal"];

    /// <summary>Adds what the environment asks for.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="serviceName">The service's name; <c>OTEL_SERVICE_NAME</c> goes before it.</param>
    public static IHostApplicationBuilder AddParleyTelemetry(this IHostApplicationBuilder builder, string serviceName)
    {
        var configuration = builder.Configuration;
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return builder;
        }

        var traces = IsOn(configuration, "TRACES");
        var metrics = IsOn(configuration, "METRICS");
        var logs = IsOn(configuration, "LOGS");
        if (!traces && !metrics && !logs)
        {
            return builder;
        }

        var name = configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } given ? given : serviceName;
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(name, serviceInstanceId: $"{Environment.MachineName}-{Environment.ProcessId}"));
        if (traces)
        {
            telemetry.WithTracing(t => t
                .AddSource(Sources)
                .AddAspNetCoreInstrumentation(o => o.Filter = context => !context.Request.Path.StartsWithSegments("/grpc.health.v1.Health", StringComparison.Ordinal))
                .AddOtlpExporter());
        }

        if (metrics)
        {
            telemetry.WithMetrics(m => m
                .AddMeter("Microsoft.Orleans", "Parley")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .SetExemplarFilter(ExemplarFilterType.TraceBased)
                .AddOtlpExporter());
        }

        if (logs)
        {
            builder.Logging.AddOpenTelemetry(o => o.IncludeFormattedMessage = true);
            telemetry.WithLogging(l => l.AddOtlpExporter());
        }

        return builder;
    }

    private static bool IsOn(IConfiguration configuration, string signal) =>
        !string.IsNullOrWhiteSpace(configuration[EndpointVariable])
        || !string.IsNullOrWhiteSpace(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]);
}
