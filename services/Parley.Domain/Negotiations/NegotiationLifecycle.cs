using System.Collections.Frozen;
using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>The lifecycle of talks: which act is possible in which state. A pair that is not in the table is refused; tests hold that every command is in it.</summary>
public static class NegotiationLifecycle
{
    private static readonly ImmutableArray<NegotiationState> Moving =
    [
        NegotiationState.Proposed, NegotiationState.Preparatory, NegotiationState.Open, NegotiationState.InSession, NegotiationState.Recessed,
        NegotiationState.TextAgreedAdReferendum, NegotiationState.TextAuthenticated,
    ];

    private static readonly ImmutableArray<NegotiationState> StandingStill = [NegotiationState.Suspended, NegotiationState.Deadlocked];

    private static readonly ImmutableArray<NegotiationState> Alive = [.. Moving, .. StandingStill];

    /// <summary>All but suspended talks: whoever wants to meet resumes them first. To meet is how a deadlock ends.</summary>
    private static readonly ImmutableArray<NegotiationState> NotSuspended = [.. Moving, NegotiationState.Deadlocked];

    private static readonly ImmutableArray<NegotiationState> Any =
        [.. Alive, NegotiationState.Concluded, NegotiationState.BrokenOff, NegotiationState.Lapsed];

    /// <summary>By command (the request's message name): the states in which it is possible.</summary>
    public static FrozenDictionary<string, ImmutableArray<NegotiationState>> Table { get; } = new Dictionary<string, ImmutableArray<NegotiationState>>
    {
        [SetAgendaRequest.Descriptor.Name] = Alive,
        [SettleAgendaItemRequest.Descriptor.Name] = Alive,
        [ReopenAgendaItemRequest.Descriptor.Name] = Alive,
        [AddVenuesRequest.Descriptor.Name] = Alive,
        [AdmitParticipantRequest.Descriptor.Name] = Any,
        [EndAccreditationRequest.Descriptor.Name] = Any,
        [SuspendNegotiationRequest.Descriptor.Name] = NotSuspended,
        [ResumeNegotiationRequest.Descriptor.Name] = StandingStill,
        [DeclareDeadlockRequest.Descriptor.Name] = Moving,
        [BreakOffNegotiationRequest.Descriptor.Name] = Alive,
        [ConcludeNegotiationRequest.Descriptor.Name] = Alive,
        [DeclareReadinessRequest.Descriptor.Name] = Alive,
        [WithdrawReadinessRequest.Descriptor.Name] = Alive,
        [SettleConditionRequest.Descriptor.Name] = Alive,
        [AgreeBlindRangeRequest.Descriptor.Name] = Alive,
        [ScheduleSessionRequest.Descriptor.Name] = Alive,
        [ConfirmSessionRequest.Descriptor.Name] = Alive,
        [ConvokeSessionRequest.Descriptor.Name] = NotSuspended,
        [ContinueSessionRequest.Descriptor.Name] = NotSuspended,
        [InterruptSessionRequest.Descriptor.Name] = Alive,
        // What began before the end is still closed, and what was planned is still cancelled, after it.
        [CloseSessionRequest.Descriptor.Name] = Any,
        [CancelSessionRequest.Descriptor.Name] = Any,
        // What a text or the vault has come to is so, whatever has become of the talks.
        [TextProgressCall.Descriptor.Name] = Any,
        [RangeFoundCall.Descriptor.Name] = Any,
    }.ToFrozenDictionary();

    /// <summary>Why the state forbids the command; null when it does not.</summary>
    internal static Rejection? Check(NegotiationRecord talks, IMessage command)
    {
        var state = Standing.Of(talks);
        if (!Table.TryGetValue(command.Descriptor.Name, out var allowed) || allowed.Contains(state))
        {
            return null;
        }

        return Rejection.StateForbids(command.Descriptor.Name, talks.Journal, "the talks are", state, allowed, Hint(state));
    }

    private static string Hint(NegotiationState state) => state switch
    {
        NegotiationState.Suspended => "Whoever suspended them, or a mediator, can resume them.",
        NegotiationState.Deadlocked => "A mediator can resume them, and so does the next session.",
        NegotiationState.Concluded or NegotiationState.BrokenOff or NegotiationState.Lapsed => "They are over; open a new negotiation.",
        _ => "They can be suspended, judged stuck, broken off or concluded.",
    };
}
