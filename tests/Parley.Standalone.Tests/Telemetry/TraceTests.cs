using Grpc.Core;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Standalone.Tests.Telemetry;

/// <summary>One command is one trace through gateway, grain and commit, seen by a receiver of OTLP.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const int Error = 2;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-trace-");
    private TraceReceiver _receiver = null!;
    private StandaloneProcess _parley = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await TraceReceiver.Start();
        _parley = await StandaloneProcess.Start(typeof(ExerciseClock).Assembly.Location, _folder.FullName, "2020-10-01T00:00:00Z", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = _receiver.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _parley.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_command_is_one_trace_from_the_call_to_the_wait_for_its_commit()
    {
        var (traceId, headers) = Traced();
        await Create(headers);
        var spans = await _receiver.Trace(traceId, s => s.Any(x => x.Span.Name == "journal.wait") && s.Any(x => x.Scope == "Microsoft.AspNetCore"));

        var call = spans.Single(s => s.Scope == "Microsoft.AspNetCore").Span;
        var decide = spans.Single(s => s.Scope == "Parley.Silo" && s.Span.Name == "CreateConflict").Span;
        var wait = spans.Single(s => s.Span.Name == "journal.wait").Span;
        Assert.Equal(decide.SpanId, wait.ParentSpanId);
        Assert.True(IsBelow(decide, call, spans), "The grain's span hangs under the call's.");
        Assert.All(spans, s => Assert.True(
            ReferenceEquals(s.Span, call) || spans.Any(p => p.Span.SpanId == s.Span.ParentSpanId), $"{s.Span.Name} has a parent in the trace."));
        Assert.All(spans, s => Assert.NotEqual(Error, s.Span.Status?.Code ?? 0));
        Assert.Equal("conflicts/valley", TextOf(decide, "parley.journal"));
        Assert.Equal("conflict", TextOf(decide, "parley.kind"));

        // The commit serves many: it is a trace of its own, linked both ways.
        var commit = _receiver.All().Single(s => s.Span.Name == "journal.commit" && s.Span.Links.Any(l => l.SpanId == decide.SpanId)).Span;
        Assert.Contains(wait.Links, l => l.SpanId == commit.SpanId && l.TraceId == commit.TraceId);
        Assert.Empty(commit.ParentSpanId);
    }

    [Fact]
    public async Task A_refusal_is_an_attribute_and_no_error_and_carries_its_trace_id()
    {
        await Create(_parley.Mediator);
        var (traceId, headers) = Traced();
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await Create(headers));
        Assert.Equal(StatusCode.AlreadyExists, refused.StatusCode);
        Assert.Equal(traceId, refused.GetRpcStatus()?.GetDetail<Google.Rpc.RequestInfo>()?.RequestId);
        var spans = await _receiver.Trace(traceId, s => s.Any(x => x.Scope == "Parley.Silo") && s.Any(x => x.Scope == "Microsoft.AspNetCore"));
        Assert.All(spans, s => Assert.NotEqual(Error, s.Span.Status?.Code ?? 0));
        Assert.Equal("ALREADY_EXISTS", TextOf(spans.Single(s => s.Scope == "Parley.Silo" && s.Span.Name == "CreateConflict").Span, "parley.rejection"));
    }

    [Fact]
    public async Task No_span_carries_what_somebody_said_or_a_token()
    {
        const string secret = "a-word-that-nobody-else-uses";
        var (traceId, headers) = Traced();
        await new ConflictService.ConflictServiceClient(_parley.Channel).CreateConflictAsync(
            new() { ConflictId = "quiet", Conflict = new() { Title = Drafts.In(secret) } }, headers);
        var spans = await _receiver.Trace(traceId, s => s.Any(x => x.Span.Name == "journal.wait") && s.Any(x => x.Scope == "Microsoft.AspNetCore"));
        Assert.All(spans, s => Assert.DoesNotContain(secret, s.Span.ToString(), StringComparison.Ordinal));
        Assert.All(spans, s => Assert.DoesNotContain("Bearer", s.Span.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private async Task Create(Metadata headers) => await new ConflictService.ConflictServiceClient(_parley.Channel).CreateConflictAsync(
        new() { ConflictId = "valley", Conflict = new() { Title = Drafts.In("The valley") } }, headers);

    private (string TraceId, Metadata Headers) Traced()
    {
        var id = Guid.NewGuid().ToString("N");
        var headers = _parley.As("mediator", new Grant(Role.Mediator, ""));
        headers.Add("traceparent", $"00-{id}-{id[..16]}-01");
        return (id, headers);
    }

    private static bool IsBelow(Span span, Span ancestor, IReadOnlyList<(string Scope, Span Span)> spans)
    {
        for (var at = span; at is not null; at = spans.Select(s => s.Span).FirstOrDefault(s => s.SpanId == at.ParentSpanId))
        {
            if (ReferenceEquals(at, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static string? TextOf(Span span, string key) => span.Attributes.FirstOrDefault(a => a.Key == key)?.Value.StringValue;
}
