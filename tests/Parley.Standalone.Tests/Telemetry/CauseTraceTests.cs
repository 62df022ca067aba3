using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Standalone.Tests.Telemetry;

/// <summary>What happens by itself, is called or is pushed is a trace of its own, one link away from the command it comes from.</summary>
public sealed class CauseTraceTests : IAsyncLifetime
{
    private const int Error = 2;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-cause-");
    private TelemetryReceiver _receiver = null!;
    private StandaloneProcess _parley = null!;

    public async ValueTask InitializeAsync()
    {
        _receiver = await TelemetryReceiver.Start();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _parley.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Why_did_this_truce_expire_is_one_link_even_after_a_crash()
    {
        var truce = await Scheduled();
        var (trace, headers) = Traced(new Grant(Role.Party, Drafts.South));
        await Truces.AcceptTruceAsync(new() { Name = truce.Name }, headers);
        var accept = await Span(trace, "AcceptTruce");
        await _parley.DisposeAsync();
        await Start();

        await new ExerciseService.ExerciseServiceClient(_parley.Channel).AdvanceClockAsync(
            new() { To = Timestamp.FromDateTimeOffset(DateTimeOffset.Parse("2020-10-20T00:00:00Z")) }, _parley.Mediator);
        var transitions = await Spans("timed.transition", 2);
        Assert.Equal(["2020-10-10T08:00:00Z", "2020-10-17T08:00:00Z"], transitions.Select(t => t.Attributes.Single(a => a.Key == "parley.due_at").Value.StringValue).Order());
        foreach (var transition in transitions)
        {
            Assert.Empty(transition.ParentSpanId);
            Assert.Contains(transition.Links, l => (l.TraceId, l.SpanId) == (accept.TraceId, accept.SpanId));
            Assert.Contains(transition.Links, l => _receiver.All().Any(s => s.Span.Name == "journal.commit" && s.Span.SpanId == l.SpanId));
            Assert.NotEqual(Error, transition.Status?.Code ?? 0);
            Assert.NotEqual(accept.TraceId, transition.TraceId);
        }

        Assert.Equal(2, transitions.Select(t => t.TraceId).Distinct().Count());
    }

    [Fact]
    public async Task A_call_to_another_journal_leads_back_to_the_command_and_the_other_journal_does_not()
    {
        var truce = await Scheduled();
        var (trace, headers) = Traced(new Grant(Role.Party, Drafts.South));
        await Truces.AcceptTruceAsync(new() { Name = truce.Name }, headers);
        var accept = await Span(trace, "AcceptTruce");
        Span? call = null;
        await _receiver.Until(
            () => (call = _receiver.All().Select(s => s.Span).FirstOrDefault(s => s.Name == "outbox.call" && s.Links.Any(l => l.SpanId == accept.SpanId))) is not null,
            () => "No call is linked to the acceptance.");
        Assert.Empty(call!.ParentSpanId);
        Assert.Equal(accept.TraceId, call.Links.Single(l => l.SpanId == accept.SpanId).TraceId);

        // What everybody may read says nothing of a trace.
        var page = await new JournalService.JournalServiceClient(_parley.Channel).ListEventsAsync(new() { Journal = Drafts.Conflict });
        Assert.Contains(page.Events, e => e.BodyCase == Event.BodyOneofCase.InstrumentAnnounced);
        Assert.DoesNotContain(trace, page.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_push_to_watchers_leads_back_to_the_command()
    {
        var truce = await Scheduled();
        using var watch = new JournalService.JournalServiceClient(_parley.Channel).WatchJournal(new() { Journal = truce.Name }, _parley.Mediator);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        var (trace, headers) = Traced(new Grant(Role.Party, Drafts.South));
        await Truces.AcceptTruceAsync(new() { Name = truce.Name }, headers);
        var accept = await Span(trace, "AcceptTruce");
        Span? push = null;
        await _receiver.Until(
            () => (push = _receiver.All().Select(s => s.Span).FirstOrDefault(s => s.Name == "watch.push" && s.Links.Any(l => l.SpanId == accept.SpanId))) is not null,
            () => "No push is linked to the acceptance.");
        Assert.NotEqual(accept.TraceId, push!.TraceId);
        while (await watch.ResponseStream.MoveNext(CancellationToken.None) && watch.ResponseStream.Current.Event is { } pushed)
        {
            Assert.DoesNotContain(trace, pushed.ToString(), StringComparison.OrdinalIgnoreCase);
            if (pushed.BodyCase == Event.BodyOneofCase.TruceConcluded)
            {
                return;
            }
        }
    }

    private TruceService.TruceServiceClient Truces => new(_parley.Channel);

    private async Task Start() => _parley = await StandaloneProcess.Start(
        typeof(ExerciseClock).Assembly.Location, _folder.FullName, "2020-10-01T00:00:00Z", _receiver.Environment);

    /// <summary>A truce of a week that waits for the second of two acceptances.</summary>
    private async Task<Truce> Scheduled()
    {
        var conflicts = new ConflictService.ConflictServiceClient(_parley.Channel);
        await conflicts.CreateConflictAsync(new() { ConflictId = "valley", Conflict = new() { Title = Drafts.In("The valley") } }, _parley.Mediator);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Drafts.Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = Drafts.In(party), Zone = "Asia/Baku" } }, _parley.Mediator);
        }

        var draft = Drafts.Truce("first", "2020-10-10T12:00", "Asia/Baku");
        draft.Terms.Term = new() { Fixed = new() { Period = "P7D" } };
        var truce = await Truces.CreateTruceAsync(draft, _parley.Mediator);
        return await Truces.AcceptTruceAsync(new() { Name = truce.Name }, _parley.As(Drafts.North, new Grant(Role.Party, Drafts.North)));
    }

    private (string TraceId, Metadata Headers) Traced(Grant grant)
    {
        var id = Guid.NewGuid().ToString("N");
        var headers = _parley.As("traced", grant);
        headers.Add("traceparent", $"00-{id}-{id[..16]}-01");
        return (id, headers);
    }

    private async Task<Span> Span(string trace, string name) =>
        (await _receiver.Trace(trace, s => s.Any(x => x.Scope == "Parley.Silo" && x.Span.Name == name))).Single(s => s.Scope == "Parley.Silo" && s.Span.Name == name).Span;

    private async Task<IReadOnlyList<Span>> Spans(string name, int count)
    {
        IReadOnlyList<Span> found = [];
        await _receiver.Until(
            () => (found = [.. _receiver.All().Select(s => s.Span).Where(s => s.Name == name)]).Count == count,
            () => $"{found.Count} spans {name} have come, not {count}.");
        return found;
    }
}
