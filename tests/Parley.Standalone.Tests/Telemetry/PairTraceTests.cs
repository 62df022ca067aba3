using Grpc.Core;
using Parley.Domain.Access;
using Parley.Gateway;
using Parley.Silo;
using Parley.V1;
using Xunit;

namespace Parley.Standalone.Tests.Telemetry;

/// <summary>Of two processes one command is still one trace, and both send what they measure and say.</summary>
public sealed class PairTraceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-pair-trace-");

    [Fact]
    public async Task A_command_through_two_processes_is_one_trace()
    {
        await using var receiver = await TelemetryReceiver.Start();
        await using var parley = await Testing.TwoProcesses.Start(
            typeof(SiloHost).Assembly.Location, typeof(GatewayHost).Assembly.Location, _folder.FullName, receiver.Environment);
        var id = Guid.NewGuid().ToString("N");
        var headers = parley.As("mediator", new Grant(Role.Mediator, ""));
        headers.Add("traceparent", $"00-{id}-{id[..16]}-01");
        await new ConflictService.ConflictServiceClient(parley.Channel).CreateConflictAsync(
            new() { ConflictId = "valley", Conflict = new() { Title = Drafts.In("The valley") } }, headers);

        var spans = await receiver.Trace(id, s => s.Any(x => x.Span.Name == "journal.wait") && s.Any(x => x.Scope == "Microsoft.AspNetCore"));
        var call = spans.Single(s => s.Scope == "Microsoft.AspNetCore");
        var decide = spans.Single(s => s.Scope == "Parley.Silo" && s.Span.Name == "CreateConflict");
        Assert.Equal(("parley-gateway", "parley-silo"), (call.Service, decide.Service));
        Assert.Equal(decide.Span.SpanId, spans.Single(s => s.Span.Name == "journal.wait").Span.ParentSpanId);

        // Every span but the call itself has its parent here: none hangs in the air.
        Assert.All(spans.Where(s => s != call), s => Assert.Contains(spans, p => p.Span.SpanId == s.Span.ParentSpanId));
        await receiver.Metric("parley-gateway", "parley.command.duration", m => m.Histogram is { DataPoints.Count: > 0 });
        await receiver.Metric("parley-silo", "parley.journal.commit.duration", m => m.Histogram is { DataPoints.Count: > 0 });
        await receiver.Log("parley-silo", l => l.Body?.StringValue.Contains("Application started", StringComparison.Ordinal) == true);
        await receiver.Log("parley-gateway", l => l.Body?.StringValue.Contains("Application started", StringComparison.Ordinal) == true);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
