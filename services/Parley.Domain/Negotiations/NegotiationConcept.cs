using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Sessions;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Talks between parties, with mediators: what all in them know. What one side says to the mediators alone stands in its caucus, and
/// nothing of that is here. Joint sessions are entries.
/// </summary>
public sealed class NegotiationConcept : Concept<NegotiationRecord>
{
    /// <inheritdoc/>
    public override string Kind => "negotiation";

    /// <inheritdoc/>
    public override NegotiationRecord Empty(string journal) => new(journal);

    /// <summary>The members' delegations, the mediators, and observers while they are admitted.</summary>
    public override ImmutableArray<string> AudienceOf(NegotiationRecord state) =>
        state.Exists ? Audience.OfNegotiation(state.Journal, state.Delegations) : [];

    /// <summary>Accreditations begin.</summary>
    public override IEnumerable<(string Key, Instant From)> ComingReaders(NegotiationRecord state) =>
        Audience.ComingToNegotiation(state.Journal, state.Delegations);

    /// <summary>Accreditations end.</summary>
    public override bool SendsAway => true;

    /// <inheritdoc/>
    public override string StatusOf(NegotiationRecord state) => state.Exists ? Standing.Of(state).ToString() : "";

    /// <inheritdoc/>
    public override IMessage View(NegotiationRecord state) => NegotiationView.Of(state);

    /// <inheritdoc/>
    public override IMessage ViewEntry(NegotiationRecord state, EntryState entry) =>
        SessionView.Of((SessionEntry)entry, state.Journal, state.Clocks);

    /// <inheritdoc/>
    public override TimedTransition? NextTransition(NegotiationRecord state) => state.Exists ? Transitions.Next(state) : null;

    /// <inheritdoc/>
    public override ImmutableArray<Event> CallsAfter(NegotiationRecord before, NegotiationRecord after) => [.. Calls.After(before, after)];

    /// <inheritdoc/>
    public override IEnumerable<string> References(NegotiationRecord state, IMessage request) => request switch
    {
        CreateNegotiationRequest => [ResourceName.ConflictOf(state.Journal)],
        DeclareReadinessRequest declare => ReadinessRules.References(state, declare),
        _ => [],
    };

    /// <inheritdoc/>
    public override string? EntryOf(IMessage request) => SessionRules.EntryOf(request);

    /// <inheritdoc/>
    public override bool Creates(IMessage request) => request is CreateNegotiationRequest;

    /// <summary>Who takes part is said of all rooms and texts and the vault: each of them has to know.</summary>
    public override bool Holds(NegotiationRecord state, IMessage request) => request is not (AdmitParticipantRequest or EndAccreditationRequest)
        || !state.Calls.Exists(c => c.Request.CallCase == CallRequested.CallOneofCase.ChangeAccreditation);

    /// <inheritdoc/>
    public override Decision Decide(NegotiationRecord state, IMessage request, RuleContext context)
    {
        if (request is CreateNegotiationRequest create)
        {
            return WithRoom(state, Creation.Create(state, create, context));
        }

        if (!state.Exists)
        {
            return Rejection.NotFound(state.Journal);
        }

        if (NegotiationLifecycle.Check(state, request) is { } forbidden)
        {
            return forbidden;
        }

        var decision = SessionRules.Concerns(request) ? SessionRules.Decide(PlaceOf(state), request, context) : Rule(state, request, context);
        return Grows(request) ? WithRoom(state, decision) : decision;
    }

    /// <inheritdoc/>
    public override ReadAnswer? Answer(NegotiationRecord state, IMessage query, RuleContext context) =>
        query is AssessReadinessRequest assess ? ReadinessAssessment.Answer(state, assess) : null;

    /// <inheritdoc/>
    protected override NegotiationRecord Apply(NegotiationRecord state, Event e) => NegotiationFold.Apply(state, e);

    /// <inheritdoc/>
    protected override EntryState ApplyEntry(EntryState? entry, Event e) => SessionFold.Apply(entry, e);

    private static Decision Rule(NegotiationRecord talks, IMessage request, RuleContext context) => request switch
    {
        SetAgendaRequest r => Agendas.Set(talks, r),
        SettleAgendaItemRequest r => AgendaSettlements.Settle(talks, r),
        ReopenAgendaItemRequest r => AgendaSettlements.Reopen(talks, r),
        AddVenuesRequest r => Venues.Add(talks, r),
        AdmitParticipantRequest r => AccreditationRules.Admit(talks, r, context),
        EndAccreditationRequest r => AccreditationRules.End(talks, r),
        SuspendNegotiationRequest r => Judgements.Suspend(talks, r, context),
        ResumeNegotiationRequest r => Judgements.Resume(talks, r, context),
        DeclareDeadlockRequest r => Judgements.Deadlock(r),
        BreakOffNegotiationRequest r => Judgements.BreakOff(talks, r, context),
        ConcludeNegotiationRequest r => Judgements.Conclude(r),
        DeclareReadinessRequest r => ReadinessRules.Declare(talks, r, context),
        WithdrawReadinessRequest r => ReadinessRules.Withdraw(talks, r, context),
        SettleConditionRequest r => ReadinessConditions.Settle(talks, r, context),
        AgreeBlindRangeRequest r => BlindRangeRules.Agree(talks, r, context),
        TextProgressCall r => TextReports.Progress(talks, r),
        RangeFoundCall r => BlindRangeRules.Found(talks, r),
        _ => Rejection.WrongResource(request, "a negotiation"),
    };

    /// <summary>
    /// What mediators may be refused for want of room; what members say has limits of its own (<see cref="ReadinessShares"/>). What ends,
    /// lifts or reports something never is.
    /// </summary>
    private static bool Grows(IMessage request) => request is SetAgendaRequest or SettleAgendaItemRequest or AddVenuesRequest or AdmitParticipantRequest or AgreeBlindRangeRequest;

    private static Decision WithRoom(NegotiationRecord talks, Decision decision) =>
        decision.Rejection is null && NegotiationLimits.Room(talks, decision.Events) is { } full ? full : decision;

    private static SessionPlace PlaceOf(NegotiationRecord talks) => new(
        talks.Journal,
        IsCaucus: false,
        [.. talks.Members.Select(m => m.Party)],
        [.. talks.Agenda.Select(item => item.Id)],
        talks.Clocks,
        talks.CurrentSession);
}
