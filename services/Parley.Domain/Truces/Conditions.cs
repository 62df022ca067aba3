using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Conditions are judged by people and recorded here, never computed. An outcome once recorded is final; units go on being
/// counted.
/// </summary>
internal static class Conditions
{
    /// <summary>Those who judge a condition record what came of it.</summary>
    public static Decision Record(TruceRecord truce, RecordConditionRequest request, RuleContext context)
    {
        if (truce.Terms.Conditions.FirstOrDefault(c => c.Id == request.Condition) is not { } condition)
        {
            return Rejection.Unknown("condition", "UNKNOWN_CONDITION", $"condition {request.Condition} in the terms", truce.Terms.Conditions.Select(c => c.Id));
        }

        if (request.Outcome == ConditionOutcome.Unspecified && request.Units == 0)
        {
            return Rejection.Invalid("outcome", "OUTCOME_OR_UNITS", "Say what came of the condition, or count units under it.");
        }

        if (request.Units < 0)
        {
            return Rejection.Invalid("units", "UNITS_NEGATIVE", "Units are added, never taken away.");
        }

        if (Judge(truce, condition, request, context) is { } notTheirs)
        {
            return notTheirs;
        }

        var before = truce.Conditions.GetValueOrDefault(condition.Id);
        if (request.Outcome != ConditionOutcome.Unspecified && before is { Outcome: not ConditionOutcome.Unspecified })
        {
            return Rejection.Precondition("CONDITION_SETTLED", truce.Journal, $"Condition {condition.Id} was recorded as {ContractName.Of(before.Outcome)}; an outcome is final. Units can still be counted.")
                .With("outcome", ContractName.Of(before.Outcome));
        }

        if ((before?.Units ?? 0) > long.MaxValue - request.Units)
        {
            return new Rejection(RejectionCode.OutOfRange, "UNITS_OUT_OF_RANGE", "So many units cannot be counted.");
        }

        return new Event
        {
            TruceConditionRecorded = new()
            {
                Condition = condition.Id,
                Outcome = request.Outcome,
                Units = request.Units,
                Basis = request.Basis,
            },
        };
    }

    /// <summary>The end that the failure of a condition brings, where the text says so; null otherwise.</summary>
    public static Event? Failure(TruceRecord truce)
    {
        foreach (var condition in truce.Terms.Conditions)
        {
            if (truce.Conditions.GetValueOrDefault(condition.Id) is not { Outcome: ConditionOutcome.Failed })
            {
                continue;
            }

            if (truce.Stage == TruceStage.Concluded && condition.OnFailure is FailureConsequence.Lapses or FailureConsequence.Ends)
            {
                return new() { TruceLapsed = new() { Reason = Deadlines.ConditionFailed, Condition = condition.Id } };
            }

            if (truce.Stage == TruceStage.InForce && condition.OnFailure == FailureConsequence.Ends)
            {
                return new() { TruceExpired = new() { Condition = condition.Id } };
            }
        }

        return null;
    }

    /// <summary>The end of a running term whose event has come; null while none has.</summary>
    public static Event? TermEnded(TruceRecord truce)
    {
        foreach (var holder in TermLaw.OwnHolders(truce.Terms).Append(TermHolder.Truce))
        {
            if (truce.Running.GetValueOrDefault(holder) is { Ended: false } running && TermLaw.EventHasEnded(truce, holder, running))
            {
                return holder.IsTruce
                    ? new() { TruceExpired = new() { Condition = truce.Terms.Term.UntilEvent.Condition } }
                    : new() { TruceOwnTermEnded = new() { TermOf = holder.ToMessage() } };
            }
        }

        return null;
    }

    private static Rejection? Judge(TruceRecord truce, Condition condition, RecordConditionRequest request, RuleContext context)
    {
        bool Is(Role role) => context.Caller.Is(role, truce.Journal);
        switch (condition.Judge)
        {
            case ConditionJudge.ObservableEvent:
                return Is(Role.Mediator) || Is(Role.Monitor) || Is(Role.Guarantor) ? null : Denied(condition, "a mediator, monitor or guarantor");
            case ConditionJudge.MechanismFinding:
                return Is(Role.Monitor) ? null : Denied(condition, "a monitor, as the finding of a mechanism");
            case ConditionJudge.MediatorCertifies:
                return Is(Role.Mediator) ? null : Denied(condition, "a mediator");
            default:
                if (condition.Party.Length == 0 || !context.Caller.ActsFor(condition.Party) || (request.Party.Length > 0 && request.Party != condition.Party))
                {
                    return Denied(condition, $"{condition.Party}, which set it");
                }

                return null;
        }
    }

    private static Rejection Denied(Condition condition, string who) =>
        Rejection.Denied($"Condition {condition.Id} is judged by {who}.");
}
