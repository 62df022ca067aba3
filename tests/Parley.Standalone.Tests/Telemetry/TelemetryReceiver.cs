using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Parley.Standalone.Tests.Telemetry.Logs;
using Parley.Standalone.Tests.Telemetry.Metrics;
using Parley.Testing;

namespace Parley.Standalone.Tests.Telemetry;

/// <summary>A span that was received.</summary>
/// <param name="Service">The service that sent it.</param>
internal sealed record Received(string Service, string Scope, Span Span);

/// <summary>A receiver of OTLP over gRPC on loopback, which keeps what it is sent: traces, metrics and logs.</summary>
internal sealed class TelemetryReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> _spans = new();
    private readonly ConcurrentQueue<(string Service, Metric Metric)> _metrics = new();
    private readonly ConcurrentQueue<(string Service, LogRecord Line)> _logs = new();
    private WebApplication? _app;

    public string Address => _app!.Urls.Single();

    /// <summary>The variables that make a process send everything here, soon.</summary>
    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["Logging__LogLevel__Default"] = "Information",
    };

    public static async Task<TelemetryReceiver> Start()
    {
        var receiver = new TelemetryReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc(o => o.MaxReceiveMessageSize = null);
        builder.Services.AddSingleton(receiver);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        receiver._app = builder.Build();
        receiver._app.MapGrpcService<Traces>();
        receiver._app.MapGrpcService<MetricsReceiver>();
        receiver._app.MapGrpcService<LogsReceiver>();
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>
    /// The spans of a trace, once they hold what the test waits for and every span's parent: those of one trace come in several
    /// exports, in no order.
    /// </summary>
    public async Task<IReadOnlyList<Received>> Trace(string traceId, Func<IReadOnlyList<Received>, bool> complete)
    {
        IReadOnlyList<Received> spans = [];
        await Until(
            () => complete(spans = All().Where(s => Convert.ToHexStringLower(s.Span.TraceId.Span) == traceId).ToList())
                && spans.All(s => s.Scope == "Microsoft.AspNetCore" || spans.Any(p => p.Span.SpanId == s.Span.ParentSpanId)),
            () => $"Trace {traceId} is not complete: {string.Join(", ", spans.Select(s => $"{s.Scope}/{s.Span.Name}"))}");
        return spans;
    }

    /// <summary>The latest of a metric from a service that the test waits for.</summary>
    public async Task<Metric> Metric(string service, string name, Func<Metric, bool> complete)
    {
        Metric? found = null;
        await Until(
            () => (found = _metrics.Where(m => m.Service == service && m.Metric.Name == name).Select(m => m.Metric).LastOrDefault(complete)) is not null,
            () => $"{service} has not sent {name} as expected; it sent {string.Join(", ", _metrics.Where(m => m.Service == service).Select(m => m.Metric.Name).Distinct().Order())}");
        return found!;
    }

    /// <summary>A log line from a service that the test waits for.</summary>
    public async Task<LogRecord> Log(string service, Func<LogRecord, bool> isIt)
    {
        LogRecord? found = null;
        await Until(
            () => (found = _logs.Where(l => l.Service == service).Select(l => l.Line).FirstOrDefault(isIt)) is not null,
            () => $"{service} has not sent that line; it sent:\n{string.Join('\n', _logs.Where(l => l.Service == service).Select(l => l.Line.Body?.StringValue))}");
        return found!;
    }

    public IReadOnlyList<Received> All() => [.. _spans];

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();

    /// <summary>Waits until something holds.</summary>
    public async Task Until(Func<bool> holds, Func<string> otherwise)
    {
        using var deadline = new CancellationTokenSource(Waiting.Patience);
        while (!holds())
        {
            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException(otherwise());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    private static string NameOf(Resource resource) => resource.Attributes.First(a => a.Key == "service.name").Value.StringValue;

    private sealed class Traces(TelemetryReceiver receiver) : TraceService.TraceServiceBase
    {
        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var r in request.ResourceSpans)
            {
                r.ScopeSpans.SelectMany(s => s.Spans.Select(span => new Received(NameOf(r.Resource), s.Scope.Name, span))).ToList().ForEach(receiver._spans.Enqueue);
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }
    }

    private sealed class MetricsReceiver(TelemetryReceiver receiver) : MetricsService.MetricsServiceBase
    {
        public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
        {
            foreach (var r in request.ResourceMetrics)
            {
                r.ScopeMetrics.SelectMany(s => s.Metrics).ToList().ForEach(m => receiver._metrics.Enqueue((NameOf(r.Resource), m)));
            }

            return Task.FromResult(new ExportMetricsServiceResponse());
        }
    }

    private sealed class LogsReceiver(TelemetryReceiver receiver) : LogsService.LogsServiceBase
    {
        public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
        {
            foreach (var r in request.ResourceLogs)
            {
                r.ScopeLogs.SelectMany(s => s.LogRecords).ToList().ForEach(l => receiver._logs.Enqueue((NameOf(r.Resource), l)));
            }

            return Task.FromResult(new ExportLogsServiceResponse());
        }
    }
}
