using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Phases begin with their own events, once the truce is concluded, and end with their period or condition.</summary>
internal static class Phases
{
    /// <summary>Phases whose beginning is known and has not come.</summary>
    public static IEnumerable<Due> BeginningsDue(TruceRecord truce)
    {
        foreach (var phase in truce.Terms.Phases)
        {
            if (!truce.Phases.ContainsKey(phase.Id) && Beginnings.Of(truce, phase.Start) is { } beginning)
            {
                var start = beginning.Time.ToInstant();
                yield return new(start, () => new()
                {
                    TrucePhaseEntered = new()
                    {
                        Id = phase.Id,
                        End = EndOf(truce, phase, NodaTime.Instant.Max(start, truce.Floor)),
                    },
                });
            }
        }
    }

    /// <summary>Phases that run until an instant.</summary>
    public static IEnumerable<Due> EndsDue(TruceRecord truce)
    {
        foreach (var phase in truce.Terms.Phases)
        {
            if (truce.Phases.GetValueOrDefault(phase.Id) is { Ended: false, End: { } end })
            {
                yield return new(end.ToInstant(), () => Ended(phase));
            }
        }
    }

    /// <summary>A running phase that a condition ends, when the condition is met.</summary>
    public static Event? EndedByCondition(TruceRecord truce)
    {
        foreach (var phase in truce.Terms.Phases)
        {
            if (phase.EndsOn.Length > 0
                && truce.Phases.GetValueOrDefault(phase.Id) is { Ended: false }
                && truce.Conditions.GetValueOrDefault(phase.EndsOn) is { Outcome: ConditionOutcome.Met })
            {
                return Ended(phase);
            }
        }

        return null;
    }

    /// <summary>When a phase that begins then ends; null where it has no period.</summary>
    public static ResolvedTime? EndOf(TruceRecord truce, Phase phase, NodaTime.Instant start) =>
        phase.Period.Length > 0 ? Periods.Add(start, Periods.Parse(phase.Period), ReferenceZone.Of(truce.Terms)) : null;

    private static Event Ended(Phase phase) => new() { TrucePhaseEnded = new() { Id = phase.Id } };
}
