using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>What each event makes of declarations of readiness.</summary>
internal static class ReadinessFold
{
    public static NegotiationRecord Apply(NegotiationRecord talks, Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.ReadinessDeclared => Added(talks, Declared(e)),
        Event.BodyOneofCase.ReadinessWithdrawn => Changed(talks, e.ReadinessWithdrawn.Readiness, r => r.State = ReadinessState.Withdrawn),
        Event.BodyOneofCase.ReadinessExpired => Changed(talks, e.ReadinessExpired.Readiness, r => r.State = ReadinessState.Expired),
        _ => Changed(talks, e.ReadinessConditionSettled.Readiness, r => Settle(r, e)),
    };

    private static NegotiationRecord Added(NegotiationRecord talks, Readiness declared)
    {
        var next = talks with
        {
            Readiness = talks.Readiness.Add(declared),
            DeclaredBy = talks.DeclaredBy.SetItem(declared.Party, talks.DeclaredBy.GetValueOrDefault(declared.Party) + 1),
        };
        return ReadinessShares.Trimmed(next, declared.Party);
    }

    private static Readiness Declared(Event e)
    {
        var declared = e.ReadinessDeclared.Readiness.Clone();
        (declared.State, declared.DeclareTime) = (ReadinessState.Standing, e.RecordedAt);
        return declared;
    }

    /// <summary>Changes a copy; what has grown or stands no longer may push what is older out of its party's share.</summary>
    private static NegotiationRecord Changed(NegotiationRecord talks, string id, Action<Readiness> change)
    {
        var at = talks.Readiness.FindIndex(r => r.Id == id);
        var copy = talks.Readiness[at].Clone();
        change(copy);
        return ReadinessShares.Trimmed(talks with { Readiness = talks.Readiness.SetItem(at, copy) }, copy.Party);
    }

    private static void Settle(Readiness readiness, Event e)
    {
        var (settled, judgement) = (e.ReadinessConditionSettled, e.ReadinessConditionSettled.Judgement);
        var condition = readiness.Conditions.First(c => c.Id == settled.Condition);
        condition.Outcome = judgement.Met ? ConditionOutcome.Met : ConditionOutcome.Failed;
        condition.Settlement = judgement.Reason;
        condition.SettledBy = e.Actor;
        condition.SettleTime = e.RecordedAt;
    }
}
