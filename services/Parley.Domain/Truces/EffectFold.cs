using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What fixing, moving, settling and coming of an effect make of a truce.</summary>
internal static class EffectFold
{
    public static TruceRecord Scheduled(TruceRecord truce, TruceEffectScheduled scheduled) =>
        With(truce, scheduled.StaggeredEffect, new(scheduled.Effect)
        {
            Candidates = [.. scheduled.Candidates],
            StatedInstantPassed = scheduled.StatedInstantPassed,
        });

    public static TruceRecord Rescheduled(TruceRecord truce, TruceRescheduled moved, Instant at)
    {
        var before = truce.Effects.GetValueOrDefault(moved.StaggeredEffect);
        var next = With(truce, moved.StaggeredEffect, new(moved.Effect.Resolved)
        {
            Reschedules = (before?.Reschedules ?? 0) + 1,
            Stated = moved.Effect,
        });
        return InterimDuties.CountAnew(next, at);
    }

    /// <summary>
    /// The instant meant takes the place of the candidates, and what hangs on the effect is counted anew from it. No end moves
    /// to before the instant at which this was settled: what was in force until then has been in force. An instant before
    /// the conclusion cannot be kept; the truce took effect with its conclusion. One that is still to come has not come, even
    /// where the earliest reading had: the truce is scheduled again, and takes effect then.
    /// </summary>
    public static TruceRecord Clarified(TruceRecord truce, TruceEffectClarified clarified, Instant at)
    {
        var meant = clarified.Effect.Resolved;
        var passed = meant.ToInstant() < truce.ConcludedAt;
        var next = With(truce, "", truce.OwnEffect! with
        {
            Time = passed ? ResolvedTimes.At(truce.ConcludedAt!.Value, meant.CountingZone()) : meant,
            InEffect = truce.OwnEffect.InEffect && meant.ToInstant() <= at,
            Candidates = [],
            Clarified = true,
            StatedInstantPassed = passed,
            Stated = clarified.Effect,
        });
        if (next.Stage == TruceStage.InForce && !next.Effects.Values.Any(e => e.InEffect))
        {
            next = next with { Stage = TruceStage.Concluded };
        }

        return InterimDuties.CountAnew(TermFold.CountAnew(next, at), at);
    }

    public static TruceRecord Entered(TruceRecord truce, TruceEnteredIntoForce entered)
    {
        var effect = truce.Effects[entered.StaggeredEffect] with { InEffect = true };
        var next = With(truce, entered.StaggeredEffect, effect);
        return truce.Stage == TruceStage.InForce
            ? next
            : next with
            {
                Stage = TruceStage.InForce,
                Running = next.Running.SetItem(TermHolder.Truce, new(effect.Time, entered.TermEnd) { Steps = Effects.TermSteps(truce) }),
            };
    }

    private static TruceRecord With(TruceRecord truce, string id, EffectFact effect) =>
        truce with { Effects = truce.Effects.SetItem(id, effect) };
}
