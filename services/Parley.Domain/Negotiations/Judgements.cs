using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// Acts by which talks stand still, move again or end: each has an author and a reason. None of them touches a truce, and no truce
/// touches them.
/// </summary>
internal static class Judgements
{
    /// <summary>A member or a mediator suspends the talks.</summary>
    public static Decision Suspend(NegotiationRecord talks, SuspendNegotiationRequest request, RuleContext context)
    {
        var (member, refused) = Acting(talks, request.Party, context);
        return (refused ?? NegotiationLimits.Suspending(talks, member?.Party)) is { } refusal ? refusal : Judged(NegotiationState.Suspended, request.Reason);
    }

    /// <summary>
    /// Whoever suspended the talks, or a mediator, resumes them. A deadlock is a mediator's judgement, so a mediator takes it back;
    /// one that was declared before the talks were suspended outlasts the suspension.
    /// </summary>
    public static Decision Resume(NegotiationRecord talks, ResumeNegotiationRequest request, RuleContext context)
    {
        var (member, refused) = Acting(talks, request.Party, context);
        if (refused is not null)
        {
            return refused;
        }

        return member is null || (Standing.Judgement(talks)?.By is { Role: Role.Party } by && by.Party == member.Party)
            ? new Event { NegotiationResumed = new() { Reason = request.Reason } }
            : Rejection.Denied($"That the talks stand still was not {member.Party}'s act; whoever suspended them can resume them, or a mediator.");
    }

    /// <summary>A mediator judges the talks stuck.</summary>
    public static Decision Deadlock(DeclareDeadlockRequest request) => Judged(NegotiationState.Deadlocked, request.Reason);

    /// <summary>A party to the talks or a mediator breaks them off; a guarantor or witness cannot end what others negotiate.</summary>
    public static Decision BreakOff(NegotiationRecord talks, BreakOffNegotiationRequest request, RuleContext context)
    {
        var (member, refused) = Acting(talks, request.Party, context);
        return refused is not null ? refused
            : member is not null && !ActingMember.MayBind(context.Caller, member) ? ActingMember.CannotBind(member)
            : member is not null && member.Capacity != MemberCapacity.Party
                ? Rejection.Precondition("NOT_A_PARTY", talks.Journal, $"{member.Party} does not negotiate in its own name here; only parties and mediators can break the talks off.")
                : Judged(NegotiationState.BrokenOff, request.Reason);
    }

    /// <summary>A mediator ends the talks with an outcome that is no text of theirs.</summary>
    public static Decision Conclude(ConcludeNegotiationRequest request) => Judged(NegotiationState.Concluded, request.Outcome);

    /// <summary>As a mediator (no member) where no party is named and the caller is one; otherwise for a member.</summary>
    private static (AccreditedMember? Member, Rejection? Rejection) Acting(NegotiationRecord talks, string requested, RuleContext context)
    {
        if (requested.Length == 0 && context.Caller.Is(Role.Mediator, talks.Journal))
        {
            return (null, null);
        }

        // The author of a judgement is its event's actor, which names a party only where there is no doubt.
        var conflict = ResourceName.ConflictOf(talks.Journal);
        return requested.Length == 0 && context.Caller.PartiesIn(conflict).Length > 1
            ? (null, ActingParty.Resolve(requested, context.Caller, conflict, "party").Rejection)
            : ActingMember.Resolve(requested, talks.Members, talks.Journal, context);
    }

    private static Decision Judged(NegotiationState state, LocalizedText? reason) =>
        NegotiationLimits.Reason(reason) is { } tooLong ? tooLong : new Event { NegotiationJudged = new() { State = state, Reason = reason } };
}
