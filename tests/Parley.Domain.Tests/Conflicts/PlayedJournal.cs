using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

/// <summary>One journal, played the way the frame plays it, without grain and store.</summary>
internal sealed class PlayedJournal<TState>(Concept<TState> concept, string journal)
    where TState : JournalState
{
    private readonly Dictionary<string, EntryState> _entries = [];
    private int _assigned;

    public Instant Now { get; set; } = Instant.FromUtc(2020, 10, 10, 9, 0);

    public TState State { get; private set; } = concept.Empty(journal);

    public List<Event> Events { get; } = [];

    public ImmutableDictionary<string, IMessage> References { get; set; } = ImmutableDictionary<string, IMessage>.Empty;

    /// <summary>The entry that the last accepted command wrote.</summary>
    public EntryState? LastEntry { get; private set; }

    public IMessage View => concept.View(State);

    public IMessage ViewEntry(string id) => concept.ViewEntry(State, _entries[id]);

    public EntryState Entry(string id) => _entries[id];

    public IEnumerable<IMessage> AllViews => _entries.OrderBy(e => e.Key).Select(e => concept.ViewEntry(State, e.Value)).Prepend(View);

    public bool Admits(Caller caller) => Audience.Admits(concept.AudienceOf(State), caller);

    public ReadAnswer? Ask(IMessage query) => concept.Answer(State, query, new(Caller.Anonymous, Now, ""));

    /// <summary>The refusal; null when accepted and recorded.</summary>
    public Rejection? Send(Caller caller, IMessage request)
    {
        var creates = concept.Creates(request);
        PassTime();
        if (!creates && !Admits(caller))
        {
            return Rejection.NotFound(journal);
        }

        if (Permissions.Check(caller, request, journal) is { } denied)
        {
            return denied;
        }

        var id = concept.EntryOf(request);
        var entry = id is null ? null : _entries.GetValueOrDefault(id);
        if (id is not null && entry is null)
        {
            return Rejection.NotFound(journal);
        }

        var sent = request.ToByteString();
        var decision = concept.Decide(State, request, new(caller, Now, $"assigned{++_assigned}")
        {
            Entry = entry,
            References = References.RemoveRange(References.Keys.Except(concept.References(State, request))),
        });
        Assert.Equal(sent, request.ToByteString());
        if (decision.Rejection is { } refused)
        {
            Assert.Empty(decision.Events);
            return refused;
        }

        Assert.NotEmpty(decision.Events);
        var actor = Permissions.ActorOf(caller, request, journal);
        actor.Subject = concept.IsPublic ? "" : caller.Subject;
        LastEntry = null;
        Record(decision.Events, actor, null);
        return null;
    }

    public void Accept(Caller caller, IMessage request) => Assert.Null(Send(caller, request));

    public Rejection Refuse(string reason, Caller caller, IMessage request)
    {
        var before = Events.Count;
        var rejection = Send(caller, request);
        Assert.Equal(reason, rejection?.Reason);
        Assert.Equal(before, Events.Count);
        return rejection!;
    }

    /// <summary>Lets everything happen that is due by now.</summary>
    public void PassTime()
    {
        while (State.Exists && concept.NextTransition(State) is { } next && next.DueAt <= Now)
        {
            Record(next.Events, new() { Role = Role.Parley }, next.DueAt);
        }
    }

    /// <summary>The same journal, folded anew from the stored bytes.</summary>
    public PlayedJournal<TState> Replayed()
    {
        var replay = new PlayedJournal<TState>(concept, journal) { Now = Now };
        foreach (var e in Events)
        {
            replay.Fold(Event.Parser.ParseFrom(e.ToByteString()));
        }

        return replay;
    }

    private void Record(ImmutableArray<Event> events, Actor actor, Instant? due)
    {
        var before = State;
        foreach (var e in events)
        {
            Add(e, actor, due);
        }

        if (!ReferenceEquals(before, State))
        {
            foreach (var call in concept.CallsAfter(before, State))
            {
                Assert.Empty(call.CallRequested.Id);
                call.CallRequested.Id = $"call-{Events.Count + 1}";
                Add(call, actor, null);
            }
        }
    }

    private void Add(Event e, Actor actor, Instant? due)
    {
        e.Journal = journal;
        e.Version = Events.Count + 1;
        e.RecordedAt = Now.ToTimestamp();
        e.DueAt = due?.ToTimestamp();
        e.Actor = actor;
        Fold(e);
    }

    private void Fold(Event e)
    {
        Events.Add(e);
        if (e.Entry.Length == 0)
        {
            State = concept.Fold(State, e);
        }
        else
        {
            LastEntry = _entries[e.Entry] = concept.FoldEntry(_entries.GetValueOrDefault(e.Entry), e);
        }
    }
}
