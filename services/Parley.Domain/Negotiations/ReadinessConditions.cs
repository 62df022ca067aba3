using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>Conditions of readiness are judged by people, never computed. A judgement is final; whoever changes its mind declares anew.</summary>
internal static class ReadinessConditions
{
    /// <summary>Those who judge a condition say that it is met or has failed.</summary>
    public static Decision Settle(NegotiationRecord talks, SettleConditionRequest request, RuleContext context)
    {
        var (readiness, missing) = ReadinessRules.Of(talks, request.Readiness);
        if (readiness is null)
        {
            return missing!;
        }

        if (readiness.Conditions.FirstOrDefault(c => c.Id == request.Condition) is not { } condition)
        {
            return Rejection.Unknown("condition", "UNKNOWN_CONDITION", $"condition {request.Condition} of readiness {readiness.Id}", readiness.Conditions.Select(c => c.Id));
        }

        if ((NotTheirs(talks, readiness, condition, context) ?? ReadinessRules.NotStanding(talks, readiness)) is { } refused)
        {
            return refused;
        }

        if (condition.Outcome != ConditionOutcome.Unspecified)
        {
            var outcome = ContractName.Of(condition.Outcome);
            return Rejection.Precondition("CONDITION_SETTLED", talks.Journal, $"Condition {condition.Id} was judged {outcome}, which is final. {readiness.Party} can declare anew.")
                .With("outcome", outcome);
        }

        var judgement = request.Judgement ?? new();
        var settled = new Event
        {
            ReadinessConditionSettled = new()
            {
                Readiness = readiness.Id,
                Condition = condition.Id,
                Judgement = new() { Met = judgement.Met, Reason = judgement.Reason },
            },
        };
        var full = IsCheckable(condition)
            ? NegotiationLimits.Room(talks, [settled])
            : ReadinessShares.Check(talks, readiness.Party, settled);
        return full is not null ? full : settled;
    }

    /// <summary>Whether anybody but the declaring party can say that it is met.</summary>
    public static bool IsCheckable(ReadinessCondition condition) => condition.Judge is ConditionJudge.ObservableEvent
        or ConditionJudge.MechanismFinding or ConditionJudge.MediatorCertifies;

    private static Rejection? NotTheirs(NegotiationRecord talks, Readiness readiness, ReadinessCondition condition, RuleContext context)
    {
        bool Is(Role role) => context.Caller.Is(role, talks.Journal);
        var (isTheirs, whose) = condition.Judge switch
        {
            ConditionJudge.ObservableEvent => (Is(Role.Mediator), "a mediator"),
            ConditionJudge.MechanismFinding => (Is(Role.Mediator), "a mediator, who has the mechanism's finding"),
            ConditionJudge.MediatorCertifies => (Is(Role.Mediator), "a mediator"),
            _ => (talks.Member(readiness.Party) is { } member && ActingMember.ActsFor(context.Caller, member), $"{readiness.Party}, which set it"),
        };
        return isTheirs ? null : Rejection.Denied($"Condition {condition.Id} is judged by {whose}.");
    }
}
