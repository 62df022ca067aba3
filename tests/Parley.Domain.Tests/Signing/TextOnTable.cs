using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Signing;

/// <summary>
/// One text, driven as the frame drives it: time passes first, then the rule decides, its events are stamped and folded, and the calls that
/// follow are added. A text begins with the event of its tabling.
/// </summary>
internal sealed class TextOnTable
{
    private static readonly TextConcept Law = new();

    private TextOnTable(string now)
    {
        Now = Talks.T(now);
        State = Law.Empty(Talks.Name);
    }

    public Instant Now { get; private set; }

    public TextRecord State { get; private set; }

    public List<Event> Events { get; } = [];

    public NegotiatingText View => (NegotiatingText)Law.View(State);

    public NegotiatingTextState Shown => View.State;

    public static TextOnTable With(Action<NegotiatingText>? change = null, Action<TextTabled>? tabling = null)
    {
        var text = new TextOnTable(Talks.Begin);
        var tabled = Talks.Tabled(change);
        tabling?.Invoke(tabled);
        return text.Happened(new Event { TextTabled = tabled });
    }

    /// <summary>Something that was recorded, by whatever rule.</summary>
    public TextOnTable Happened(params ImmutableArray<Event> events)
    {
        Record(events, new() { Role = Role.Mediator }, null);
        return this;
    }

    /// <summary>Moves the clock; nothing is woken until somebody asks.</summary>
    public TextOnTable SleepUntil(string instant)
    {
        Now = Talks.T(instant);
        return this;
    }

    /// <summary>Moves the clock; what is due by then happens.</summary>
    public TextOnTable Until(string instant)
    {
        SleepUntil(instant).PassTime();
        return this;
    }

    public TextOnTable Accepted(Caller caller, IMessage request)
    {
        var rejection = Send(caller, request);
        Assert.True(rejection is null, rejection?.Message);
        return this;
    }

    /// <summary>A member does something.</summary>
    public TextOnTable Accepted(string party, IMessage request) => Accepted(Talks.For(party), request);

    public Rejection Refused(string party, IMessage request, string reason) => Refused(Talks.For(party), request, reason);

    public Rejection Refused(Caller caller, IMessage request, string reason)
    {
        PassTime();
        var before = Events.Count;
        var rejection = Send(caller, request);
        Assert.NotNull(rejection);
        Assert.Equal(reason, rejection.Reason);
        Assert.NotEmpty(rejection.Message);
        Assert.Equal(before, Events.Count);
        return rejection;
    }

    /// <summary>The refusal; null when accepted and recorded.</summary>
    public Rejection? Send(Caller caller, IMessage request)
    {
        PassTime();
        if (!Audience.Admits(Law.SendersOf(State) ?? Law.AudienceOf(State), caller))
        {
            return Rejection.NotFound(Talks.Name);
        }

        if (Permissions.Check(caller, request, Talks.Name) is { } denied)
        {
            return denied;
        }

        var references = ImmutableDictionary<string, IMessage>.Empty;
        if (Law.References(State, request).Contains(Talks.ConflictName))
        {
            references = references.Add(Talks.ConflictName, Talks.TheConflict());
        }

        var copy = Talks.Parsed(request);
        var decision = Law.Decide(State, request, new(caller, Now, "assigned") { References = references });
        Assert.Equal(copy, request);
        if (decision.Rejection is not null)
        {
            return decision.Rejection;
        }

        Assert.NotEmpty(decision.Events);
        var actor = Permissions.ActorOf(caller, request, Talks.Name);
        actor.Subject = caller.Subject;
        Record(decision.Events, actor, null);
        return null;
    }

    /// <summary>What is due by now happens, each at its own instant.</summary>
    public void PassTime()
    {
        for (var steps = 0; Law.NextTransition(State) is { } next && next.DueAt <= Now; steps++)
        {
            Assert.True(steps < 100, "Time does not come to an end.");
            Record(next.Events, new() { Role = Role.Parley }, next.DueAt);
        }
    }

    /// <summary>The other journal answers a call.</summary>
    public TextOnTable Settled(CallRequested call, string refusal = "")
    {
        Add(new Event { CallSettled = new() { Id = call.Id, Refusal = refusal } }, new() { Role = Role.Parley });
        return this;
    }

    public ImmutableArray<Event> Of(Event.BodyOneofCase kind) => [.. Events.Where(e => e.BodyCase == kind)];

    /// <summary>The calls of one kind, in order.</summary>
    public ImmutableArray<CallRequested> Calls(CallRequested.CallOneofCase kind) =>
        [.. Of(Event.BodyOneofCase.CallRequested).Select(e => e.CallRequested).Where(c => c.CallCase == kind)];

    /// <summary>The states that were reached, in order.</summary>
    public ImmutableArray<NegotiatingTextState> Reached() => [.. Of(Event.BodyOneofCase.TextStateReached).Select(e => e.TextStateReached.State)];

    /// <summary>The signature of a party that was given last.</summary>
    public Signature SignatureOf(string party) => View.Signatures.Last(s => s.Party == party);

    /// <summary>The text as the stored bytes give it.</summary>
    public NegotiatingText Replayed() => (NegotiatingText)Law.View(
        Events.Aggregate(Law.Empty(Talks.Name), (state, e) => Law.Fold(state, Event.Parser.ParseFrom(e.ToByteArray()))));

    public bool CanRead(Caller caller) => Audience.Admits(Law.AudienceOf(State), caller);

    private void Record(ImmutableArray<Event> events, Actor actor, Instant? due)
    {
        var before = State;
        foreach (var e in events)
        {
            if (due is { } at)
            {
                e.DueAt = at.ToTimestamp();
            }

            Add(e, actor);
        }

        foreach (var call in Law.CallsAfter(before, State))
        {
            call.CallRequested.Id = $"call-{Events.Count + 1}";
            Add(call, actor);
        }
    }

    private void Add(Event e, Actor actor)
    {
        e.Journal = Talks.Name;
        e.Version = Events.Count + 1;
        e.RecordedAt = Now.ToTimestamp();
        e.Actor = actor;
        Events.Add(e);
        State = Law.Fold(State, e);
    }
}
