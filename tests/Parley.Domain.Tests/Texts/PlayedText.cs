using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Texts;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Tests.Texts;

/// <summary>One text, played the way the frame plays it, without grain and store.</summary>
internal sealed class PlayedText
{
    public static readonly TextConcept Law = new();

    public Instant Now { get; set; } = Instant.FromUtc(2020, 10, 10, 9, 0);

    public TextRecord State { get; private set; } = Law.Empty(TextCast.Name);

    public List<Event> Events { get; } = [];

    public ImmutableDictionary<string, IMessage> References { get; set; } = TextCast.References();

    public NegotiatingText View => (NegotiatingText)Law.View(State);

    /// <summary>The status of a clause.</summary>
    public ClauseStatus Status(string clause) => State.Clause(clause)!.Status;

    /// <summary>The English words of a clause.</summary>
    public string Words(string clause) => State.Clause(clause)!.Text.Values["en"];

    public bool Admits(Caller caller) => Audience.Admits(Law.AudienceOf(State), caller);

    /// <summary>Puts the text where only signing brings it.</summary>
    public void Given(Func<TextRecord, TextRecord> change) => State = change(State);

    /// <summary>The refusal; null when accepted and recorded.</summary>
    public Rejection? Send(Caller caller, IMessage request)
    {
        if (!Law.Creates(request) && !Admits(caller))
        {
            return Rejection.NotFound(TextCast.Name);
        }

        if (Permissions.Check(caller, request, TextCast.Name) is { } denied)
        {
            return denied;
        }

        var sent = request.ToByteString();
        var before = View.ToByteString();
        var decision = Law.Decide(State, request, new(caller, Now, "assigned")
        {
            References = References.RemoveRange(References.Keys.Except(Law.References(State, request))),
        });
        Assert.Equal(sent, request.ToByteString());
        Assert.Equal(before, View.ToByteString());
        if (decision.Rejection is { } refused)
        {
            Assert.Empty(decision.Events);
            return refused;
        }

        Assert.NotEmpty(decision.Events);
        var actor = Permissions.ActorOf(caller, request, TextCast.Name);
        actor.Subject = caller.Subject;
        foreach (var e in decision.Events)
        {
            Record(e, actor);
        }

        return null;
    }

    /// <summary>The negotiation hears of the text and answers who takes part.</summary>
    public void Open(Negotiation? answer = null)
    {
        Happen(new() { CallRequested = new() { Id = "told", Target = TextCast.Talks, TextProgress = new() { Name = TextCast.Talks } } });
        var settled = new CallSettled { Id = "told" };
        Law.Keep(State, State.Calls[^1], answer ?? References[TextCast.Talks], settled);
        Happen(new() { CallSettled = settled });
    }

    /// <summary>Records an event that only signing, or the vault, brings about.</summary>
    public void Happen(Event e) => Record(e, new() { Role = Role.Parley });

    public void Accept(Caller caller, IMessage request) => Assert.Null(Send(caller, request));

    /// <summary>Refused for the reason, and nothing is written.</summary>
    public Rejection Refuse(string reason, Caller caller, IMessage request)
    {
        var before = State;
        var rejection = Send(caller, request);
        Assert.Equal(reason, rejection?.Reason);
        Assert.Same(before, State);
        return rejection!;
    }

    /// <summary>The same text, folded anew from the stored bytes.</summary>
    public TextRecord Replayed() =>
        Events.Select(e => Event.Parser.ParseFrom(e.ToByteString())).Aggregate(Law.Empty(TextCast.Name), Law.Fold);

    private void Record(Event e, Actor actor)
    {
        e.Journal = TextCast.Name;
        e.Version = Events.Count + 1;
        e.RecordedAt = Now.ToTimestamp();
        e.Actor = actor;
        Events.Add(e);
        State = Law.Fold(State, e);
    }
}
