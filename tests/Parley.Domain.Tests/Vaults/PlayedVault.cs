using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Vaults;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Vaults;

/// <summary>What somebody was answered: a resource, or a refusal.</summary>
internal readonly record struct Reply(IMessage? Message, Rejection? Rejection)
{
    public string Reason => Rejection?.Reason ?? "";

    /// <summary>All that the answer says, to compare it with another.</summary>
    public string Words => Message?.ToString() ?? $"{Rejection!.Code} {Rejection.Reason} {Rejection.Message} {Rejection.Resource} "
        + string.Join(';', Rejection.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal)) + string.Join(';', Rejection.Fields) + string.Join(';', Rejection.Preconditions);
}

/// <summary>A vault, played the way the frame plays it, without grain and store; it answers what the frame would.</summary>
internal sealed class PlayedVault
{
    private static readonly VaultConcept Concept = new();
    private readonly Dictionary<string, EntryState> _entries = [];
    private readonly Dictionary<string, int> _sent = [];

    public Instant Now { get; set; } = Talks.Outset;

    public VaultRecord State { get; private set; } = Concept.Empty(Talks.Vault);

    public List<Event> Events { get; } = [];

    /// <summary>What a text answers when it is told of a conclusion: empty when it takes it, null while it does not answer.</summary>
    public string? TextAnswers { get; set; } = "";

    /// <summary>Sends a request. An assigned id follows from who sends and how many it sent before, as if each had its own request id.</summary>
    public Reply Send(Caller caller, IMessage request)
    {
        var sent = _sent[caller.Subject] = _sent.GetValueOrDefault(caller.Subject) + 1;
        var named = (string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request);
        if (!Concept.Creates(request) && !Audience.Admits(Concept.SendersOf(State)!.Value, caller))
        {
            return new(null, Rejection.NotFound(named));
        }

        PassTime();
        if (Permissions.Check(caller, request, Talks.Vault) is { } denied)
        {
            return new(null, denied);
        }

        var id = Concept.EntryOf(request);
        var entry = id is null ? null : _entries.GetValueOrDefault(id);
        if (id is not null && entry is null)
        {
            return new(null, Rejection.NotFound(named));
        }

        var bytes = request.ToByteString();
        var decision = Concept.Decide(State, request, new(caller, Now, $"salt-{caller.Subject}-{sent}") { Entry = entry });
        Assert.Equal(bytes, request.ToByteString());
        if (decision.Rejection is { } refused)
        {
            Assert.True(decision.Events.IsDefaultOrEmpty);
            return new(null, refused);
        }

        var changed = Record(decision.Events, new() { Subject = caller.Subject }, null);
        return new(changed is null ? Concept.View(State) : Concept.ViewEntry(State, changed), null);
    }

    /// <summary>Sends what is accepted.</summary>
    public IMessage Accept(Caller caller, IMessage request)
    {
        var reply = Send(caller, request);
        Assert.Equal("", reply.Reason);
        return reply.Message!;
    }

    /// <summary>Seals something, or withdraws it, for the member whose caucus the request names.</summary>
    public SealReceipt Seal(IMessage request) => (SealReceipt)Accept(CallerOf(request), request);

    /// <summary>Sends what is refused.</summary>
    public Rejection Refuse(string reason, Caller caller, IMessage request)
    {
        PassTime();
        var before = Events.Count;
        var reply = Send(caller, request);
        Assert.Equal(reason, reply.Reason);
        Assert.Equal(before, Events.Count);
        return reply.Rejection!;
    }

    public Rejection Refuse(string reason, IMessage request) => Refuse(reason, CallerOf(request), request);

    /// <summary>Lets everything happen that is due by an instant.</summary>
    public void PassUntil(Instant instant)
    {
        Now = instant;
        PassTime();
    }

    public void PassTime()
    {
        while (State.Exists && Concept.NextTransition(State) is { } next && next.DueAt <= Now)
        {
            Assert.All(next.Events, e => Assert.Empty(e.Entry));
            Record(next.Events, new() { Role = Role.Parley }, next.DueAt);
        }
    }

    /// <summary>When something happens by itself; null for never.</summary>
    public Instant? NextDue => Concept.NextTransition(State)?.DueAt;

    /// <summary>The calls to a journal, in order.</summary>
    public IEnumerable<CallRequested> CallsTo(string journal) =>
        Events.Where(e => e.CallRequested is not null).Select(e => e.CallRequested).Where(c => c.Target == journal);

    public IEnumerable<SealReceipt> ReceiptsOf(string party) =>
        CallsTo(Talks.CaucusOf(party)).Where(c => c.RecordReceipt is not null).Select(c => c.RecordReceipt.Receipt);

    public IEnumerable<ReadinessMatch> MatchesOf(string party) =>
        CallsTo(Talks.CaucusOf(party)).Where(c => c.RecordMatch is not null).Select(c => c.RecordMatch.Match);

    /// <summary>The events of a kind, in order.</summary>
    public IEnumerable<Event> Of(Event.BodyOneofCase kind) => Events.Where(e => e.BodyCase == kind);

    /// <summary>The answer to a repeat of the request whose first event stood at an index: what that event belongs to, as it is now.</summary>
    public IMessage Repeated(int index) => Events[index].Entry is { Length: > 0 } id ? Concept.ViewEntry(State, _entries[id]) : Concept.View(State);

    /// <summary>The same vault, folded anew from the stored bytes.</summary>
    public PlayedVault Replayed()
    {
        var replay = new PlayedVault { Now = Now };
        foreach (var e in Events)
        {
            replay.Fold(Event.Parser.ParseFrom(e.ToByteString()));
        }

        return replay;
    }

    private static Caller CallerOf(IMessage request) =>
        Talks.For(Talks.Valley + "/parties/" + Parley.Contract.ResourceName.IdOf((string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request)));

    private EntryState? Record(ImmutableArray<Event> events, Actor actor, Instant? due)
    {
        var before = State;
        EntryState? changed = null;
        foreach (var e in events)
        {
            changed = Add(e, actor, due) ?? changed;
        }

        if (!ReferenceEquals(before, State))
        {
            foreach (var call in Concept.CallsAfter(before, State))
            {
                Assert.Empty(call.Entry);
                call.CallRequested.Id = $"call-{Events.Count + 1}";
                Add(call, actor, null);
            }

            Answer();
        }

        return changed;
    }

    /// <summary>The texts answer.</summary>
    private void Answer()
    {
        if (TextAnswers is { } answer && State.Calls.FirstOrDefault(c => c.Request.ConcludeText is not null) is { } call)
        {
            var refusal = call.Request.ConcludeText.Members.Count > 0 ? answer : "";
            Record([new Event { CallSettled = new() { Id = call.Request.Id, Refusal = refusal } }], new() { Role = Role.Parley }, null);
            Answer();
        }
    }

    private EntryState? Add(Event e, Actor actor, Instant? due)
    {
        e.Journal = Talks.Vault;
        e.Version = Events.Count + 1;
        e.RecordedAt = Now.ToTimestamp();
        e.DueAt = due?.ToTimestamp();
        e.Actor = actor;
        return Fold(e);
    }

    private EntryState? Fold(Event e)
    {
        Events.Add(e);
        if (e.Entry.Length > 0)
        {
            return _entries[e.Entry] = Concept.FoldEntry(_entries.GetValueOrDefault(e.Entry), e);
        }

        State = Concept.Fold(State, e);
        return null;
    }
}
