using Grpc.Core;
using Parley.Domain.Access;
using Parley.Standalone.Tests.Telemetry.Metrics;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Standalone.Tests.Telemetry;

/// <summary>One command is one trace through gateway, grain and commit, seen by a receiver of OTLP.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const int Error = 2;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-trace-");
    private TelemetryReceiver _receiver = null!;
    private StandaloneProcess _parley = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await TelemetryReceiver.Start();
        _parley = await StandaloneProcess.Start(
            typeof(ExerciseClock).Assembly.Location, _folder.FullName, "2020-10-01T00:00:00Z", _receiver.Environment);
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

    [Fact]
    public async Task Metrics_and_logs_arrive_by_the_standard_variables()
    {
        var (traceId, headers) = Traced();
        await Create(headers);
        await Assert.ThrowsAsync<RpcException>(async () => await Create(headers));
        const string service = "parley-standalone";
        var duration = await _receiver.Metric(service, "parley.command.duration", m => m.Histogram is { DataPoints.Count: > 1 });
        Assert.Contains(duration.Histogram.DataPoints, p => Has(p, "OK"));
        Assert.Contains(duration.Histogram.DataPoints, p => Has(p, "ALREADY_EXISTS"));
        Assert.Contains(duration.Histogram.DataPoints.SelectMany(p => p.Exemplars), e => Convert.ToHexStringLower(e.TraceId.Span) == traceId);
        await _receiver.Metric(service, "parley.journal.commit.duration", m => m.Histogram is { DataPoints.Count: > 0 });
        await _receiver.Metric(service, "parley.journal.batch.size", m => m.Histogram is { DataPoints.Count: > 0 });
        await _receiver.Metric(service, "parley.journal.queue.depth", m => m.Sum is not null);
        await _receiver.Metric(service, "parley.activations", m => m.Sum is { DataPoints: [{ AsInt: > 0 }] });
        var started = await _receiver.Log(service, l => l.Body?.StringValue.Contains("Application started", StringComparison.Ordinal) == true);
        Assert.Equal(9, started.SeverityNumber); // INFO.
    }

    [Fact]
    public async Task How_late_a_timed_transition_came_is_measured()
    {
        await Create(_parley.Mediator);
        var conflicts = new ConflictService.ConflictServiceClient(_parley.Channel);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Drafts.Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = Drafts.In(party), Zone = "Asia/Baku" } }, _parley.Mediator);
        }

        var truces = new TruceService.TruceServiceClient(_parley.Channel);
        var truce = await truces.CreateTruceAsync(Drafts.Truce("first", "2020-10-10T12:00", "Asia/Baku"), _parley.Mediator);
        foreach (var party in new[] { Drafts.North, Drafts.South })
        {
            await truces.AcceptTruceAsync(new() { Name = truce.Name }, _parley.As(party, new Grant(Role.Party, party)));
        }

        await new ExerciseService.ExerciseServiceClient(_parley.Channel).AdvanceClockAsync(
            new() { To = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(DateTimeOffset.Parse("2020-10-11T00:00:00Z")) }, _parley.Mediator);
        await _receiver.Metric("parley-standalone", "parley.timed_transition.lateness", m => m.Histogram is { DataPoints: [{ Count: 1 }] });
    }

    private static bool Has(HistogramDataPoint point, string outcome) =>
        point.Attributes.Any(a => a.Key == "outcome" && a.Value.StringValue == outcome) && point.Attributes.Any(a => a.Key == "rpc" && a.Value.StringValue.EndsWith("CreateConflict", StringComparison.Ordinal));

    private async Task Create(Metadata headers) => await new ConflictService.ConflictServiceClient(_parley.Channel).CreateConflictAsync(
        new() { ConflictId = "valley", Conflict = new() { Title = Drafts.In("The valley") } }, headers);

    private (string TraceId, Metadata Headers) Traced()
    {
        var id = Guid.NewGuid().ToString("N");
        var headers = _parley.As("mediator", new Grant(Role.Mediator, ""));
        headers.Add("traceparent", $"00-{id}-{id[..16]}-01");
        return (id, headers);
    }

    private static bool IsBelow(Span span, Span ancestor, IReadOnlyList<Received> spans)
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
