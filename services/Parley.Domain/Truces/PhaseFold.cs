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

    public static TruceRecord Ended(TruceRecord truce, TrucePhaseEnded ended, Instant at) => truce with
    {
        Phases = truce.Phases.SetItem(
            ended.Id,
            truce.Phases[ended.Id] with { End = ResolvedTimes.At(at, ReferenceZone.Of(truce.Terms)), Ended = true }),
    };
}
