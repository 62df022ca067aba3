using Grpc.Core;
using Grpc.Net.Client;
using Parley.Chaos.History;
using Parley.Testing;
using Parley.V1;

namespace Parley.Chaos.Load;

/// <summary>
/// Concludes one truce after the other, each to take effect within seconds: every other one to expire within seconds more, the
/// others each to take the place of the one before. What follows from that happens by itself, whatever runs or does not run then;
/// and whoever looks at a truce after its end is told that it has ended.
/// </summary>
internal sealed class TruceMaker(Caller caller, ParleyCluster parley, string name, HistoryLog log, Random dice)
{
    // A conflict's record has room for a thousand.
    private const int TrucesInAConflict = 400;
    private const int LongestTermSeconds = 5;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);
    private readonly Metadata _mediator = parley.Mediator;
    private readonly List<string> _journals = [];
    private readonly Queue<(string Truce, DateTimeOffset End)> _ending = new();
    private string _conflict = "";
    private string? _last;

    /// <summary>The conflicts and truces that it has made.</summary>
    public IReadOnlyList<string> Journals => _journals;

    /// <summary>When the last thing happens that is to happen by itself.</summary>
    public DateTimeOffset LastDue { get; private set; }

    public async Task Run(CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            if (n % TrucesInAConflict == 0)
            {
                await Found($"{name}-{(n / TrucesInAConflict) + 1}");
            }

            var effect = Ceiling(TimeProvider.System.GetUtcNow()) + Ahead;
            await (n % 2 == 0 ? Pause($"pause-{n}", effect) : Succeed($"link-{n}", effect));
            await LookAtEnded();
            await Task.Delay(LongestPause * dice.NextDouble(), CancellationToken.None);
        }
    }

    private static DateTimeOffset Ceiling(DateTimeOffset instant) => new(instant.Ticks - (instant.Ticks % TimeSpan.TicksPerSecond) + TimeSpan.TicksPerSecond, TimeSpan.Zero);

    private async Task Found(string id)
    {
        _conflict = $"conflicts/{id}";
        _last = null;
        _journals.Add(_conflict);
        var conflict = Id();
        await Insist(new("found", _conflict, conflict), (channel, deadline) => new ConflictService.ConflictServiceClient(channel)
            .CreateConflictAsync(new() { ConflictId = id, Conflict = new() { Title = World.In(id) }, RequestId = conflict }, _mediator, deadline).ResponseAsync);
        foreach (var party in World.PartyIds)
        {
            var request = World.Party(_conflict, party);
            request.RequestId = Id();
            await Insist(new("register", _conflict, request.RequestId), (channel, deadline) =>
                new ConflictService.ConflictServiceClient(channel).RegisterPartyAsync(request, _mediator, deadline).ResponseAsync);
        }
    }

    private async Task Pause(string id, DateTimeOffset effect)
    {
        var seconds = dice.Next(1, LongestTermSeconds + 1);
        var end = effect + TimeSpan.FromSeconds(seconds);
        var truce = await Conclude(id, World.Terms(_conflict, World.At(effect), new() { Fixed = new() { Period = $"PT{seconds}S" } }), effect);
        Promise(new(truce, "TruceExpired", end, "TruceConcluded", effect));
        _ending.Enqueue((truce, end));
    }

    private async Task Succeed(string id, DateTimeOffset effect)
    {
        var terms = World.Terms(_conflict, World.At(effect), new() { Indefinite = new() });
        if (_last is not null)
        {
            terms.Relations.Add(new Relation { Kind = RelationKind.Supersedes, Truce = _last });
        }

        var truce = await Conclude(id, terms, effect);
        if (_last is not null)
        {
            Promise(new(_last, "TruceSuperseded", effect, "TruceSuccessorRegistered", effect));
        }

        _last = truce;
    }

    private async Task<string> Conclude(string id, TruceTerms terms, DateTimeOffset effect)
    {
        var truce = $"{_conflict}/truces/{id}";
        _journals.Add(truce);
        var create = new CreateTruceRequest { Parent = _conflict, TruceId = id, Terms = terms, RequestId = Id() };
        await Insist(new("create", truce, create.RequestId), (channel, deadline) =>
            new TruceService.TruceServiceClient(channel).CreateTruceAsync(create, _mediator, deadline).ResponseAsync);
        foreach (var party in World.PartiesOf(_conflict))
        {
            var accept = new AcceptTruceRequest { Name = truce, RequestId = Id() };
            await Insist(new("accept", truce, accept.RequestId, party), (channel, deadline) =>
                new TruceService.TruceServiceClient(channel).AcceptTruceAsync(accept, World.As(parley, party), deadline).ResponseAsync);
        }

        Promise(new(truce, "TruceEnteredIntoForce", effect, "TruceConcluded", effect));
        return truce;
    }

    private async Task LookAtEnded()
    {
        while (_ending.TryPeek(out var first) && first.End <= TimeProvider.System.GetUtcNow())
        {
            await caller.Insist(
                new("look", first.Truce),
                (channel, deadline) => new TruceService.TruceServiceClient(channel).GetTruceAsync(new() { Name = first.Truce }, _mediator, deadline).ResponseAsync,
                (call, truce) => call with { Answer = truce.State.ToString() });
            _ending.Dequeue();
        }
    }

    private Task<T> Insist<T>(Asked what, Func<GrpcChannel, DateTime, Task<T>> ask)
        where T : class => caller.Insist(what, (channel, deadline) => ask(channel, deadline));

    private void Promise(Promise promise)
    {
        log.Add(promise);
        LastDue = promise.Due > LastDue ? promise.Due : LastDue;
    }

    private static string Id() => Guid.NewGuid().ToString();
}
