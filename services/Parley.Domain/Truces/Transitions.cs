using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// What happens by the clock alone, and in which order. At one instant the law's order is: deadlines that were missed;
/// effects, the truce's own first; interim duties; a successor's taking its place; notices of denunciation; suspensions that
/// end; phases that end, then phases that begin; terms of mechanisms and clauses that begin, then those that renew or end;
/// and the truce's own term last. So a truce takes effect before it can expire, makes way for its successor rather than
/// expire, and a phase makes room for the next.
/// </summary>
internal static class Transitions
{
    /// <summary>A deadline is kept by an act at its very instant; it is missed with the next microsecond, the record's precision.</summary>
    public static readonly Duration Tick = Duration.FromTicks(NodaConstants.TicksPerMillisecond / 1000);

    /// <summary>The earliest transition with all that follows from it at the same instant; null for none.</summary>
    public static TimedTransition? Next(TruceRecord truce, Instant? recorded = null)
    {
        Due? first = null;
        foreach (var due in All(truce))
        {
            // Stable: of equal instants the first in the law's order stays.
            var at = Instant.Max(due.At, truce.Floor);
            if (first is null || at < first.Value.At)
            {
                first = due with { At = at };
            }
        }

        if (first is not { } chosen)
        {
            return null;
        }

        var e = chosen.Event();
        e.DueAt = chosen.At.ToTimestamp();
        var events = new List<Event> { e };
        var stamp = Instant.Max(recorded ?? chosen.At, chosen.At);
        Consequences.Follow(Consequences.Fold(truce, e, stamp), chosen.At, events, stamp, timed: true);
        return new(chosen.At, [.. events]);
    }

    /// <summary>Everything that is due at some time, in the law's order for equal instants.</summary>
    private static IEnumerable<Due> All(TruceRecord truce) => truce.Stage switch
    {
        TruceStage.Draft => Deadlines.OfDraft(truce),
        TruceStage.Ended => [],
        _ => Deadlines.OfEffect(truce)
            .Concat(EffectsDue(truce))
            .Concat(InterimDuties.Due(truce))
            .Concat(Successors.Due(truce))
            .Concat(Notices.Due(truce))
            .Concat(Suspensions.Due(truce))
            .Concat(Phases.EndsDue(truce))
            .Concat(Phases.BeginningsDue(truce))
            .Concat(TermTransitions.Beginnings(truce))
            .Concat(TermTransitions.Ends(truce)),
    };

    private static IEnumerable<Due> EffectsDue(TruceRecord truce)
    {
        foreach (var (id, _) in Effects.InText(truce.Terms))
        {
            if (truce.Effects.GetValueOrDefault(id) is { InEffect: false } effect)
            {
                yield return new(effect.Instant, () => new()
                {
                    TruceEnteredIntoForce = new()
                    {
                        StaggeredEffect = id,
                        TermEnd = truce.Stage == TruceStage.Concluded ? Effects.TermEnd(truce, effect.Time) : null,
                    },
                });
            }
        }
    }
}

/// <summary>Something that is due at an instant.</summary>
/// <param name="At">When.</param>
/// <param name="Event">The event that records it.</param>
internal readonly record struct Due(Instant At, Func<Event> Event);
