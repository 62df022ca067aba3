using Google.Protobuf;
using NodaTime;
using Orleans.Runtime;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Testing;
using Parley.V1;
using Xunit;
using static Parley.Silo.Tests.World;

namespace Parley.Silo.Tests;

/// <summary>
/// A story in which journals call each other, played once on a silo that crashes at one step: two truces of which the second takes
/// the first one's place, a third that comes too late for that, and a statement whose embargo ends. Whoever gets no answer sends
/// again; when the process is gone, another one is started on the same journals.
/// </summary>
internal sealed class CrashStory(string folder, Crash crash, (string Name, string Value)[] settings) : IAsyncDisposable
{
    public static readonly string[] Journals = [ConflictName, TruceName, ConflictName + "/truces/second", ConflictName + "/truces/third"];
    private readonly CancellationTokenSource _deadline = new(Waiting.Patience);
    private TestSilo _silo = null!;
    private Crash _crash = crash;
    private int _requests;

    public TestSilo Silo => _silo;

    /// <summary>Plays it to its end, when nothing is due any more.</summary>
    public async Task Play()
    {
        _silo = await TestSilo.Start(folder, null, _crash, settings);
        await _silo.Found();
        _crash.IsArmed = true;
        await Conclude(Draft("2020-10-10T12:00", "P30D"));
        await Send(ForNorth, Say("We stop.", Baku("2020-10-05T12:00")));
        await Conclude(Superseding("2020-10-20T12:00", "second"));
        await MoveTo(Instant.FromUtc(2020, 10, 5, 8, 0));
        await MoveTo(Instant.FromUtc(2020, 10, 10, 8, 0));
        await MoveTo(Instant.FromUtc(2020, 10, 20, 8, 0));
        await Conclude(Superseding("2020-10-30T12:00", "third"));
    }

    /// <summary>
    /// Everything that each journal holds, as text. In the conflict alone the order is left out: what two truces tell it at one instant
    /// comes as it comes.
    /// </summary>
    public async Task<Dictionary<string, List<string>>> Record()
    {
        var record = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var journal in Journals)
        {
            var events = await _silo.Events(journal);
            Assert.Equal(Enumerable.Range(1, events.Count), events.Select(e => (int)e.Version));
            record[journal] = journal == ConflictName
                ? [.. events.Select(e => JsonFormatter.Default.Format(new Event(e) { Version = 0 })).Order(StringComparer.Ordinal)]
                : [.. events.Select(e => JsonFormatter.Default.Format(e))];
        }

        return record;
    }

    public async ValueTask DisposeAsync()
    {
        _deadline.Dispose();
        await _silo.DisposeAsync();
    }

    private static CreateTruceRequest Superseding(string effect, string id)
    {
        var draft = Draft(effect, "P30D", id);
        draft.Terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = TruceName });
        return draft;
    }

    private async Task Conclude(CreateTruceRequest draft)
    {
        await Send(Mediator, draft);
        var name = $"{draft.Parent}/truces/{draft.TruceId}";
        await Send(ForNorth, new AcceptTruceRequest { Name = name });
        await Send(ForSouth, new AcceptTruceRequest { Name = name });
    }

    private Task MoveTo(Instant instant)
    {
        _silo.Clock.Now = instant;
        return Settle();
    }

    /// <summary>Sends a command until it is answered, under one request id, and lets everything that follows from it happen.</summary>
    private async Task Send(Caller caller, IMessage request)
    {
        var id = new Guid(++_requests, 0, 0, new byte[8]);
        while (await Try(() => _silo.Execute(caller, request, id)) is not (true, { Rejection: not { Code: RejectionCode.Unavailable } } outcome) || !IsAccepted(outcome))
        {
            await Recover();
        }

        await Settle();
    }

    private async Task Settle()
    {
        while (await Try(async () =>
        {
            await _silo.Alarm.Ring(CancellationToken.None);
            return await _silo.Store.ReadDue(_silo.Clock.Now.ToDateTimeOffset(), 10, CancellationToken.None);
        }) is not (true, { Count: 0 }))
        {
            await Recover();
        }
    }

    private async Task Recover()
    {
        if (!_crash.IsDead)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), _deadline.Token);
            return;
        }

        var now = _silo.Clock.Now;
        await _silo.DisposeAsync();
        _crash = Crash.None;
        _silo = await TestSilo.Start(folder, now, _crash, settings);
    }

    private static bool IsAccepted(Outcome<IMessage> outcome)
    {
        Assert.Null(outcome.Rejection);
        return true;
    }

    // No answer: what the gateway turns into UNAVAILABLE.
    private static async Task<(bool IsAnswer, T? Value)> Try<T>(Func<ValueTask<T>> ask)
    {
        try
        {
            return (true, await ask());
        }
        catch (Exception e) when (e is OrleansMessageRejectionException or SiloUnavailableException or IOException)
        {
            return default;
        }
    }
}
