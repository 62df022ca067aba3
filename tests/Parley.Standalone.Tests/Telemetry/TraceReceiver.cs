using System.Net;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Parley.Standalone.Tests.Telemetry;

/// <summary>A receiver of OTLP traces over gRPC on loopback, which keeps what it is sent.</summary>
internal sealed class TraceReceiver : TraceService.TraceServiceBase, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly List<(string Scope, Span Span)> _spans = [];
    private WebApplication? _app;

    public string Address => _app!.Urls.Single();

    public static async Task<TraceReceiver> Start()
    {
        var receiver = new TraceReceiver();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(receiver);
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.Protocols = HttpProtocols.Http2));
        receiver._app = builder.Build();
        receiver._app.MapGrpcService<TraceReceiver>();
        await receiver._app.StartAsync();
        return receiver;
    }

    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        lock (_gate)
        {
            _spans.AddRange(request.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans.Select(span => (s.Scope.Name, span))));
        }

        return Task.FromResult(new ExportTraceServiceResponse());
    }

    /// <summary>The spans of a trace, once they hold what the test waits for.</summary>
    public async Task<IReadOnlyList<(string Scope, Span Span)>> Trace(string traceId, Func<IReadOnlyList<(string Scope, Span Span)>, bool> complete)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var spans = All().Where(s => Convert.ToHexStringLower(s.Span.TraceId.Span) == traceId).ToList();
            if (complete(spans))
            {
                return spans;
            }

            if (deadline.IsCancellationRequested)
            {
                throw new TimeoutException($"Trace {traceId} is not complete: {string.Join(", ", spans.Select(s => $"{s.Scope}/{s.Span.Name}"))}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    public IReadOnlyList<(string Scope, Span Span)> All()
    {
        lock (_gate)
        {
            return [.. _spans];
        }
    }

    public async ValueTask DisposeAsync() => await _app!.DisposeAsync();
}
