using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Truces;

/// <summary>
/// One truce, driven as the frame drives it: time passes first, then the rule decides, its events are stamped and folded, and
/// calls that follow are added. Several drivers in one <see cref="World"/> answer each other's calls.
/// </summary>
internal sealed class TruceDriver
{
    private readonly World _world;
    private int _assigned;

    public TruceDriver(World world, string id)
    {
        _world = world;
        Name = Cast.Conflict + "/truces/" + id;
        State = World.Law.Empty(Name);
        world.Truces.Add(Name, this);
    }

    public string Name { get; }

    public TruceRecord State { get; private set; }

    public List<Event> Events { get; } = [];

    public Dictionary<string, EntryState> Entries { get; } = [];

    public Truce View => (Truce)World.Law.View(State);

    public TruceState Shown => View.State;

    public World World => _world;

    public Instant Now => _world.Now;

    public static TruceDriver Create(TruceTerms terms, string now, World? world = null, string id = "truce")
    {
        world ??= new World();
        world.Now = Cast.T(now);
        var driver = new TruceDriver(world, id);
        Assert.Null(driver.Send(Cast.Mediator, driver.Creation(terms)));
        return driver;
    }

    /// <summary>A truce that all its signatories have accepted.</summary>
    public static TruceDriver Concluded(TruceTerms terms, string now, World? world = null, string id = "truce")
    {
        var driver = Create(terms, now, world, id);
        driver.AcceptAll();
        return driver;
    }

    public CreateTruceRequest Creation(TruceTerms terms) =>
        new() { Parent = Cast.Conflict, TruceId = Name[(Name.LastIndexOf('/') + 1)..], Terms = terms };

    public void AcceptAll()
    {
        foreach (var party in State.Terms.Parties)
        {
            Accepted(Cast.For(party.Party), new AcceptTruceRequest { Name = Name });
        }
    }

    /// <summary>Moves the world's clock; what is due by then happens.</summary>
    public TruceDriver Until(string instant)
    {
        _world.AdvanceTo(Cast.T(instant));
        return this;
    }

    /// <summary>Moves the clock without anything being woken, as when every machine is down.</summary>
    public TruceDriver SleepUntil(string instant)
    {
        _world.Now = Cast.T(instant);
        return this;
    }

    public void Accepted(Caller caller, IMessage request)
    {
        var rejection = Send(caller, request);
        Assert.True(rejection is null, rejection?.Message);
    }

    public Rejection Refused(Caller caller, IMessage request, string reason)
    {
        var (events, version) = (Events.Count, State.HeadVersion);
        PassTime();
        (events, version) = (Events.Count, State.HeadVersion);
        var rejection = Send(caller, request);
        Assert.NotNull(rejection);
        Assert.Equal(reason, rejection.Reason);
        Assert.Equal((events, version), (Events.Count, State.HeadVersion));
        return rejection;
    }

    /// <summary>The refusal; null when accepted and recorded.</summary>
    public Rejection? Send(Caller caller, IMessage request)
    {
        PassTime();
        if (Permissions.Check(caller, request, Name) is { } denied)
        {
            return denied;
        }

        var references = _world.See(World.Law.References(State, request));
        var copy = Clone(request);
        var decision = World.Law.Decide(State, request, new(caller, Now, $"id-{++_assigned}") { References = references });
        Assert.Equal(copy, request);
        if (decision.Rejection is not null)
        {
            return decision.Rejection;
        }

        Assert.NotEmpty(decision.Events);
        var actor = Permissions.ActorOf(caller, request, Name);
        actor.Subject = caller.Subject;
        Record(decision.Events, actor);
        return null;
    }

    public ForecastTruceResponse Forecast(string? until = null)
    {
        var answer = World.Law.Answer(State, new ForecastTruceRequest { Name = Name, Until = until is null ? null : Cast.T(until).ToTimestamp() }, new(Cast.Mediator, Now, ""));
        Assert.Null(answer!.Value.Rejection);
        return (ForecastTruceResponse)answer.Value.Message!;
    }

    /// <summary>What is due by now happens, each at its own instant.</summary>
    public void PassTime()
    {
        for (var steps = 0; World.Law.NextTransition(State) is { } next && next.DueAt <= Now; steps++)
        {
            Assert.True(steps < 5000, "Time does not come to an end.");
            Record(next.Events, new Actor { Role = Role.Parley }, next.DueAt);
        }
    }

    /// <summary>The events of a kind, in order.</summary>
    public ImmutableArray<Event> Of(Event.BodyOneofCase kind) => [.. Events.Where(e => e.BodyCase == kind)];

    public Event Single(Event.BodyOneofCase kind) => Assert.Single(Of(kind));

    /// <summary>The journal folded from the start.</summary>
    public TruceRecord Replayed() => Events.Where(e => e.Entry.Length == 0)
        .Aggregate(World.Law.Empty(Name), (state, e) => World.Law.Fold(state, Event.Parser.ParseFrom(e.ToByteArray())));

    private void Record(ImmutableArray<Event> events, Actor actor, Instant? due = null)
    {
        var before = State;
        foreach (var e in events)
        {
            Add(e, actor, due);
        }

        if (!ReferenceEquals(before, State))
        {
            foreach (var call in World.Law.CallsAfter(before, State))
            {
                call.CallRequested.Id = $"call-{Events.Count + 1}";
                Add(call, actor, null);
                _world.Deliver(this, call.CallRequested);
            }
        }
    }

    internal void Settle(string id, string refusal) =>
        Add(new Event { CallSettled = new() { Id = id, Refusal = refusal } }, new Actor { Role = Role.Parley }, null);

    private void Add(Event e, Actor actor, Instant? due)
    {
        e.Journal = Name;
        e.Version = Events.Count + 1;
        e.RecordedAt = Now.ToTimestamp();
        e.Actor = actor;
        if (due is { } at)
        {
            Assert.Equal(at.ToTimestamp(), e.DueAt);
        }

        Events.Add(e);
        if (e.Entry.Length > 0)
        {
            Entries[e.Entry] = World.Law.FoldEntry(Entries.GetValueOrDefault(e.Entry), e);
        }
        else
        {
            State = World.Law.Fold(State, e);
        }
    }

    private static IMessage Clone(IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteArray());
}

/// <summary>A conflict and its truces, with one clock.</summary>
internal sealed class World
{
    public static TruceConcept Law { get; } = new();

    public Conflict Conflict { get; init; } = Cast.TheConflict();

    public Instant Now { get; set; }

    public Dictionary<string, TruceDriver> Truces { get; } = [];

    /// <summary>What the conflict was told, in order.</summary>
    public List<AnnounceInstrumentCall> Announced { get; } = [];

    /// <summary>Lets everything due by then happen, in order of its instants.</summary>
    public void AdvanceTo(Instant instant)
    {
        while (Truces.Values.Select(t => Law.NextTransition(t.State)?.DueAt).Min() is { } next && next <= instant)
        {
            Now = Instant.Max(Now, next);
            foreach (var truce in Truces.Values)
            {
                truce.PassTime();
            }
        }

        Now = Instant.Max(Now, instant);
    }

    public ImmutableDictionary<string, IMessage> See(IEnumerable<string> names)
    {
        var seen = ImmutableDictionary.CreateBuilder<string, IMessage>();
        foreach (var name in names.Distinct())
        {
            if (name == Conflict.Name)
            {
                seen.Add(name, Conflict);
            }
            else if (Truces.TryGetValue(name, out var truce) && truce.State.Exists)
            {
                seen.Add(name, truce.View);
            }
        }

        return seen.ToImmutable();
    }

    public void Deliver(TruceDriver from, CallRequested call)
    {
        if (call.AnnounceInstrument is { } announcement)
        {
            Announced.Add(announcement);
            from.Settle(call.Id, "");
        }
        else if (Truces.TryGetValue(call.Target, out var target))
        {
            var refusal = target.Send(Caller.Parley, call.RegisterSuccessor);
            from.Settle(call.Id, refusal?.Reason ?? "");
        }
    }
}
