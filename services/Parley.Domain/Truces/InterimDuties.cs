using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Duties between conclusion and effect, such as "no military gain in the 48 hours before". They never bind before
/// conclusion, and stop when the truce takes effect or lapses.
/// </summary>
internal static class InterimDuties
{
    /// <summary>Duties that are still to bind.</summary>
    public static IEnumerable<Due> Due(TruceRecord truce)
    {
        if (truce.Stage != TruceStage.Concluded)
        {
            yield break;
        }

        foreach (var duty in truce.Terms.InterimDuties)
        {
            if (!truce.Duties.ContainsKey(duty.Id) && BindsFrom(truce, duty) is { } from)
            {
                yield return new(from, () => new() { TruceInterimDutyBound = new() { Id = duty.Id } });
            }
        }
    }

    /// <summary>When a duty begins or began to bind; null while unknown.</summary>
    public static Instant? BindsFrom(TruceRecord truce, InterimDuty duty)
    {
        if (truce.Duties.TryGetValue(duty.Id, out var bound))
        {
            return bound;
        }

        if (truce.Stage != TruceStage.Concluded || truce.ConcludedAt is not { } concluded)
        {
            return null;
        }

        if (duty.PeriodBeforeEffect.Length == 0)
        {
            return concluded;
        }

        return Effects.First(truce) is { } effect
            ? Instant.Max(concluded, Before(truce, effect, duty))
            : null;
    }

    /// <summary>True while the duty binds.</summary>
    public static bool IsBinding(TruceRecord truce, InterimDuty duty) =>
        truce.Stage == TruceStage.Concluded && truce.Duties.ContainsKey(duty.Id);

    /// <summary>
    /// A duty that counts back from an effect which has moved away stops binding, and binds again in its time. One that
    /// binds from conclusion goes on.
    /// </summary>
    public static TruceRecord CountAnew(TruceRecord truce, Instant at)
    {
        if (truce.Stage != TruceStage.Concluded)
        {
            return truce;
        }

        var effect = Effects.First(truce);
        var early = truce.Terms.InterimDuties.Where(d =>
            d.PeriodBeforeEffect.Length > 0 && truce.Duties.ContainsKey(d.Id) && (effect is null || Before(truce, effect, d) > at));
        return truce with { Duties = truce.Duties.RemoveRange(early.Select(d => d.Id)) };
    }

    private static Instant Before(TruceRecord truce, EffectFact effect, InterimDuty duty) =>
        Periods.Subtract(effect.Instant, Periods.Parse(duty.PeriodBeforeEffect), ReferenceZone.Of(truce.Terms)).ToInstant();
}
