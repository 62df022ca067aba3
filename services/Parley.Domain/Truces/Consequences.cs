using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// What follows in law from an act at the same instant, without anybody doing more: with the last acceptance the truce is
/// concluded, its instant of effect is fixed, and if that is now, it is in force.
/// </summary>
internal static class Consequences
{
    /// <summary>
    /// The act's events with all that follows from them, up to and including what is due by now. An act that happened before it is recorded
    /// says when by its due_at; what follows at once followed then.
    /// </summary>
    public static Decision Complete(TruceRecord truce, IEnumerable<Event> acts, Instant now)
    {
        var events = new List<Event>();
        foreach (var act in acts)
        {
            events.Add(act);
            truce = Fold(truce, act, now);
        }

        var at = events[^1].DueAt?.ToInstant();
        truce = Follow(truce, at ?? now, events, now, timed: at is not null);
        while (Transitions.Next(truce, now) is { } next && next.DueAt <= now)
        {
            events.AddRange(next.Events);
            truce = next.Events.Aggregate(truce, (t, e) => Fold(t, e, now));
        }

        return events;
    }

    /// <summary>Appends to the events what follows at once, and returns the record after it.</summary>
    public static TruceRecord Follow(TruceRecord truce, Instant at, List<Event> events, Instant recorded, bool timed = false)
    {
        while (Next(truce, at) is { } follows)
        {
            follows.DueAt = timed ? at.ToTimestamp() : null;
            events.Add(follows);
            truce = Fold(truce, follows, recorded);
        }

        return truce;
    }

    /// <summary>Folds an event as if it were recorded then.</summary>
    public static TruceRecord Fold(TruceRecord truce, Event e, Instant recorded)
    {
        var stamped = e.Clone();
        stamped.RecordedAt = recorded.ToTimestamp();
        return TruceFold.Apply(truce, stamped);
    }

    /// <summary>The next thing that follows at once; null when nothing more does. Folding it removes it.</summary>
    private static Event? Next(TruceRecord truce, Instant at) => truce.Stage switch
    {
        TruceStage.Draft => Conclusion.Follows(truce),
        TruceStage.Ended => null,
        _ => Conditions.Failure(truce)
            ?? EffectsFixed(truce, at)
            ?? Conditions.TermEnded(truce)
            ?? Extensions.Earned(truce)
            ?? Extensions.Agreed(truce)
            ?? Phases.EndedByCondition(truce),
    };

    private static Event? EffectsFixed(TruceRecord truce, Instant at)
    {
        foreach (var (id, start) in Effects.InText(truce.Terms))
        {
            if (!truce.Effects.ContainsKey(id) && Effects.Schedule(truce, id, start, at) is { } scheduled)
            {
                return scheduled;
            }
        }

        return null;
    }
}
