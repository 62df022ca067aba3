using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What beginnings and ends of phases make of a truce.</summary>
internal static class PhaseFold
{
    public static TruceRecord Entered(TruceRecord truce, TrucePhaseEntered entered, Instant at) => truce with
    {
        Phases = truce.Phases.SetItem(entered.Id, new(ResolvedTimes.At(at, ReferenceZone.Of(truce.Terms)), entered.End, Ended: false)),
    };

    /// <summary>Phases that run and whose words have changed end as the new words say, counted from the same beginning.</summary>
    public static TruceRecord CountAnew(TruceRecord truce, TruceTerms before)
    {
        var phases = truce.Phases;
        foreach (var phase in truce.Terms.Phases)
        {
            if (phases.GetValueOrDefault(phase.Id) is { Ended: false } running && !before.Phases.Contains(phase))
            {
                phases = phases.SetItem(phase.Id, running with { End = Phases.EndOf(truce, phase, running.Start.ToInstant()) });
            }
        }

        return truce with { Phases = phases };
    }

    public static TruceRecord Ended(TruceRecord truce, TrucePhaseEnded ended, Instant at) => truce with
    {
        Phases = truce.Phases.SetItem(
            ended.Id,
            truce.Phases[ended.Id] with { End = ResolvedTimes.At(at, ReferenceZone.Of(truce.Terms)), Ended = true }),
    };
}
