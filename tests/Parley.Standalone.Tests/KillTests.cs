using System.Collections.Concurrent;
using System.Globalization;
using Grpc.Core;
using Parley.Domain.Access;
using Parley.Testing;
using Parley.V1;
using Xunit;

namespace Parley.Standalone.Tests;

/// <summary>
/// kill -9 under a stream of commands, again and again: nothing acknowledged is lost, nothing happens twice. Four kills here;
/// <c>tests/soak kills</c> makes forty.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Callers = 8;
    private const int AcknowledgedBeforeKill = 100;
    private static readonly int Kills = Round.Of(4, 40);
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(1500);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-kill-");

    [Fact]
    public async Task After_each_kill_every_acknowledged_command_stands_once_and_every_instant_came_once()
    {
        var acknowledged = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var unanswered = new ConcurrentBag<(string Truce, string RequestId)>();
        var concluded = new List<string>();
        (string Truce, DateTimeOffset At)? missed = null;
        for (var kill = 0; kill <= Kills; kill++)
        {
            await using var parley = await Started();
            if (kill == 0)
            {
                await Found(parley);
            }

            if (missed is var (truce, instant))
            {
                await InForceOnce(parley, truce, instant);
            }

            while (unanswered.TryTake(out var again))
            {
                var observation = await Report(parley, again.Truce, again.RequestId);
                acknowledged.TryAdd(again.RequestId, observation.Name);
            }

            if (kill == Kills)
            {
                await EverythingOnce(parley, concluded, acknowledged);
                return;
            }

            // A truce whose instant falls into the time when nothing runs, while commands stream in.
            var scheduled = await Scheduled(parley, $"kill-{kill}", concluded);
            missed = scheduled;
            var (enough, stream) = Stream(parley, scheduled.Truce, acknowledged, unanswered);
            await enough;
            await parley.Process.Kill();
            await stream;
            await Until(scheduled.At);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<StandaloneProcess> Started() => StandaloneProcess.Start(typeof(ExerciseClock).Assembly.Location, _folder.FullName);

    private static async Task Found(StandaloneProcess parley)
    {
        var conflicts = new ConflictService.ConflictServiceClient(parley.Channel);
        await conflicts.CreateConflictAsync(new() { ConflictId = "valley", Conflict = new() { Title = Drafts.In("The valley") } }, parley.Mediator);
        foreach (var party in new[] { "north", "south" })
        {
            await conflicts.RegisterPartyAsync(
                new() { Parent = Drafts.Conflict, PartyId = party, Party = new() { Kind = PartyKind.State, Label = Drafts.In(party), Zone = "Asia/Baku" } },
                parley.Mediator);
        }
    }

    /// <summary>Concludes a truce that is soon in force; on a busy machine it may be so at once, then another one that is not.</summary>
    private static async Task<(string Truce, DateTimeOffset At)> Scheduled(StandaloneProcess parley, string id, List<string> concluded)
    {
        for (var lead = Lead; ; lead *= 2)
        {
            var effect = DateTimeOffset.FromUnixTimeSeconds((TimeProvider.System.GetUtcNow() + lead).ToUnixTimeSeconds() + 1);
            var truce = await Concluded(parley, $"{id}-{lead.TotalMilliseconds}", effect);
            concluded.Add(truce.Name);
            if (truce.State == TruceState.Scheduled)
            {
                return (truce.Name, effect);
            }
        }
    }

    private static async Task<Truce> Concluded(StandaloneProcess parley, string id, DateTimeOffset effect)
    {
        var truces = new TruceService.TruceServiceClient(parley.Channel);
        var draft = Drafts.Truce(id, effect.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), "UTC");
        var truce = await truces.CreateTruceAsync(draft, parley.Mediator);
        foreach (var party in new[] { Drafts.North, Drafts.South })
        {
            truce = await truces.AcceptTruceAsync(new() { Name = truce.Name }, parley.As(party, new Grant(Role.Party, party)));
        }

        return truce;
    }

    /// <summary>Callers that report until the process is gone; what got no answer is kept for a retry.</summary>
    private static (Task Enough, Task All) Stream(
        StandaloneProcess parley, string truce, ConcurrentDictionary<string, string> acknowledged, ConcurrentBag<(string, string)> unanswered)
    {
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var id = Guid.NewGuid().ToString();
                try
                {
                    var observation = await Report(parley, truce, id);
                    Assert.True(acknowledged.TryAdd(id, observation.Name));
                }
                catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.Cancelled or StatusCode.Internal)
                {
                    // The connection is gone; the client library says so in several ways.
                    unanswered.Add((truce, id));
                    return;
                }

                if (Interlocked.Increment(ref count) == AcknowledgedBeforeKill)
                {
                    enough.SetResult();
                }
            }
        })).ToArray();
        return (enough.Task, Task.WhenAll(callers));
    }

    private static async Task<Observation> Report(StandaloneProcess parley, string truce, string requestId) =>
        await new IncidentService.IncidentServiceClient(parley.Channel).ReportObservationAsync(
            new()
            {
                Parent = truce,
                RequestId = requestId,
                Observation = new() { Text = Drafts.In(requestId), Occurred = new() { From = new() { LocalTime = "2020-10-10T12:05", Zone = "Asia/Yerevan" } } },
            },
            parley.Mediator);

    private static async Task InForceOnce(StandaloneProcess parley, string truce, DateTimeOffset instant)
    {
        var found = await new TruceService.TruceServiceClient(parley.Channel).GetTruceAsync(new() { Name = truce }, parley.Mediator);
        Assert.Equal(TruceState.InForce, found.State);
        Assert.Equal(instant, found.InForceFrom.ToDateTimeOffset());
        var entered = (await Events(parley, truce)).Where(e => e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce).ToList();
        Assert.Equal(instant, Assert.Single(entered).DueAt.ToDateTimeOffset());
    }

    private static async Task EverythingOnce(StandaloneProcess parley, List<string> concluded, ConcurrentDictionary<string, string> acknowledged)
    {
        var names = new List<string>();
        var truces = await new TruceService.TruceServiceClient(parley.Channel).ListTrucesAsync(new() { Parent = Drafts.Conflict, PageSize = 500 }, parley.Mediator);
        Assert.Equal(concluded.Order(StringComparer.Ordinal), truces.Truces.Select(t => t.Name).Order(StringComparer.Ordinal));
        foreach (var truce in truces.Truces)
        {
            var events = await Events(parley, truce.Name);
            Assert.Equal(Enumerable.Range(1, events.Count).Select(v => (long)v), events.Select(e => e.Version));
            Assert.Single(events, e => e.BodyCase == Event.BodyOneofCase.TruceEnteredIntoForce);
            names.AddRange(events.Where(e => e.BodyCase == Event.BodyOneofCase.ObservationReported).Select(e => e.ObservationReported.Observation.Name));
        }

        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Empty(acknowledged.Values.Except(names));
        Assert.True(acknowledged.Count >= Kills * AcknowledgedBeforeKill);
    }

    private static async Task<List<Event>> Events(StandaloneProcess parley, string journal)
    {
        var journals = new JournalService.JournalServiceClient(parley.Channel);
        var events = new List<Event>();
        var token = "";
        do
        {
            var page = await journals.ListEventsAsync(new() { Journal = journal, PageSize = 500, PageToken = token }, parley.Mediator);
            events.AddRange(page.Events);
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return events;
    }

    private static async Task Until(DateTimeOffset instant)
    {
        while (TimeProvider.System.GetUtcNow() is var now && now <= instant)
        {
            await Task.Delay(instant - now + TimeSpan.FromMilliseconds(1));
        }
    }
}
