using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Negotiations;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;

namespace Parley.Domain.Tests.Negotiations;

/// <summary>Talks in each state, brought there by public acts, by texts and by time, and a sensible request of each kind for them.</summary>
internal static class TalksStates
{
    /// <summary>What brings talks into a state.</summary>
    private static readonly Dictionary<NegotiationState, Action<PlayedJournal<NegotiationRecord>>> Ways = new()
    {
        [NegotiationState.Proposed] = _ => { },
        [NegotiationState.Preparatory] = t => t.Scheduled(),
        [NegotiationState.Open] = t => t.TextIs(NegotiatingTextState.Tabled, 1),
        [NegotiationState.InSession] = t => t.Convoked(),
        [NegotiationState.Recessed] = t => t.Accept(Talks.Mediator, Recess(t.Convoked())),
        [NegotiationState.Suspended] = t => t.Accept(Talks.North, new SuspendNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Rockets") }),
        [NegotiationState.Deadlocked] = t => t.Accept(Talks.Mediator, new DeclareDeadlockRequest { Name = Talks.Name, Reason = Cast.Text("Stuck") }),
        [NegotiationState.TextAgreedAdReferendum] = t => t.TextIs(NegotiatingTextState.AgreedAdReferendum, 1),
        [NegotiationState.TextAuthenticated] = t => t.TextIs(NegotiatingTextState.Authenticated, 1),
        [NegotiationState.Concluded] = t => t.TextIs(NegotiatingTextState.Concluded, 1),
        [NegotiationState.BrokenOff] = t => t.Accept(Talks.North, new BreakOffNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Enough") }),
        [NegotiationState.Lapsed] = t => t.Until(Instant.FromUtc(2020, 10, 11, 0, 0)),
    };

    public static IEnumerable<NegotiationState> All => Ways.Keys;

    /// <summary>Talks in the state.</summary>
    public static PlayedJournal<NegotiationRecord> In(NegotiationState state)
    {
        var talks = Talks.Opened(n => n.Deadline = state == NegotiationState.Lapsed ? Cast.At("2020-10-11T00:00") : null);
        Ways[state](talks);
        return talks;
    }

    /// <summary>Talks in the state, with a session that was planned before they came into it; its name.</summary>
    public static (PlayedJournal<NegotiationRecord> Talks, string Session) InWithASession(NegotiationState state)
    {
        var talks = Talks.Opened(n => n.Deadline = state == NegotiationState.Lapsed ? Cast.At("2020-10-11T00:00") : null);
        var session = talks.Scheduled();
        if (state == NegotiationState.Proposed)
        {
            talks.Accept(Talks.Mediator, new CancelSessionRequest { Name = session, Reason = Cast.Text("Fog") });
        }

        Ways[state](talks);
        return (talks, session);
    }

    /// <summary>One sensible request of every kind, with whom it comes from. The session is one that there is, where one is needed.</summary>
    public static IReadOnlyList<Func<string, (Caller Caller, IMessage Request)>> Commands { get; } =
    [
        _ => (Talks.Mediator, new SetAgendaRequest { Name = Talks.Name, Agenda = { Talks.Item("prisoners"), Talks.Item("line", "prisoners"), Talks.Item("water") } }),
        _ => (Talks.Mediator, new SettleAgendaItemRequest { Name = Talks.Name, AgendaItem = "line", Settlement = new() { Outcome = Cast.Text("As it stands"), AgreedBy = { Cast.North, Cast.South } } }),
        _ => (Talks.Mediator, new ReopenAgendaItemRequest { Name = Talks.Name, AgendaItem = "prisoners", AgreedBy = { Cast.North }, Reason = Cast.Text("The lists") }),
        _ => (Talks.Mediator, new AddVenuesRequest { Name = Talks.Name, Venues = { new Venue { Id = "ferry", Label = Cast.Text("The ferry") } } }),
        _ => (Talks.Mediator, Talks.Admit("later", Talks.North, Cast.North)),
        _ => (Talks.Mediator, Talks.EndOf("first")),
        _ => (Talks.North, new SuspendNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Rockets") }),
        _ => (Talks.Mediator, new ResumeNegotiationRequest { Name = Talks.Name }),
        _ => (Talks.Mediator, new DeclareDeadlockRequest { Name = Talks.Name, Reason = Cast.Text("Stuck") }),
        _ => (Talks.South, new BreakOffNegotiationRequest { Name = Talks.Name, Reason = Cast.Text("Enough") }),
        _ => (Talks.Mediator, new ConcludeNegotiationRequest { Name = Talks.Name, Outcome = Cast.Text("A joint statement") }),
        _ => (Talks.North, Talks.Ready("meet", ReadinessSubject.Meet)),
        _ => (Talks.South, new WithdrawReadinessRequest { Name = Talks.Name, Readiness = "open" }),
        _ => (Talks.Mediator, Talks.Settle("open", "quiet")),
        _ => (Talks.Mediator, Talks.Range("day")),
        _ => (Talks.Mediator, Talks.Schedule()),
        session => (Talks.Mediator, new ConfirmSessionRequest { Name = session }),
        session => (Talks.Mediator, new ConvokeSessionRequest { Name = session }),
        session => (Talks.Mediator, Recess(session)),
        session => (Talks.Mediator, new ContinueSessionRequest { Name = session }),
        session => (Talks.Mediator, new CloseSessionRequest { Name = session }),
        session => (Talks.Mediator, new CancelSessionRequest { Name = session, Reason = Cast.Text("Fog") }),
        _ => (Caller.Parley, Talks.Progress(NegotiatingTextState.Tabled, 1, Talks.Name + "/texts/another")),
        _ => (Caller.Parley, Talks.Found(Talks.Start)),
    ];

    /// <summary>Talks in which an act of every kind has something to act on; sessions are the caller's matter.</summary>
    public static PlayedJournal<NegotiationRecord> Rich()
    {
        var talks = Talks.Opened();
        talks.Accept(Talks.Mediator, Talks.Admit("first", Talks.South, Cast.South));
        talks.Accept(Talks.South, Talks.Ready("open", ReadinessSubject.Talk, conditions: Talks.If("quiet", ConditionJudge.ObservableEvent)));
        talks.Accept(Talks.Mediator, Talks.Range());
        talks.Accept(Talks.Mediator, new SettleAgendaItemRequest { Name = Talks.Name, AgendaItem = "prisoners", Settlement = new() { Outcome = Cast.Text("All for all"), AgreedBy = { Cast.North, Cast.South } } });
        return talks;
    }

    public static InterruptSessionRequest Recess(string session) =>
        new() { Name = session, Interruption = new() { Kind = InterruptionKind.Recess, Reason = Cast.Text("Lunch") } };
}
