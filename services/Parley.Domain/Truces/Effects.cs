using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>The effects of a truce: its own, under the empty id, and those of its parts.</summary>
internal static class Effects
{
    /// <summary>What the text says of each effect: the truce's own first, then the parts in the text's order.</summary>
    public static IEnumerable<(string Id, Start Start)> InText(TruceTerms terms) =>
        (terms.Effect is null ? Enumerable.Empty<(string, Start)>() : [("", terms.Effect)])
        .Concat(terms.StaggeredEffects.Select(s => (s.Id, s.Effect)));

    /// <summary>The earliest effect whose instant is known, of equal ones the first in the text: from then on the truce is in force.</summary>
    public static EffectFact? First(TruceRecord truce) =>
        InText(truce.Terms).Select(e => truce.Effects.GetValueOrDefault(e.Id)).OfType<EffectFact>().MinBy(e => e.Instant);

    /// <summary>The end of the truce if it took effect then, the end that binds before effect as well.</summary>
    public static ResolvedTime? TermEnd(TruceRecord truce, ResolvedTime effect) =>
        TermLaw.EndOf(truce, TermHolder.Truce, effect, TermSteps(truce));

    /// <summary>What has moved the end so far: none before effect, unless it came by one reading of the text and is now scheduled by another.</summary>
    public static ImmutableList<TermStep> TermSteps(TruceRecord truce) =>
        truce.Running.GetValueOrDefault(TermHolder.Truce)?.Steps ?? [];

    /// <summary>
    /// The event that fixes an effect's instant, when the text and what has happened so far fix it. A stated instant that
    /// has passed cannot be kept any more: the truce takes effect with what completed it.
    /// </summary>
    public static Event? Schedule(TruceRecord truce, string id, Start start, Instant at)
    {
        if (Beginnings.Of(truce, start) is not { } beginning)
        {
            return null;
        }

        var passed = beginning.Time.ToInstant() < at;
        var scheduled = new TruceEffectScheduled
        {
            StaggeredEffect = id,
            Effect = passed ? ResolvedTimes.At(at, beginning.Time.CountingZone()) : beginning.Time,
            StatedInstantPassed = passed,
        };
        if (Latest(beginning.Candidates) > at)
        {
            scheduled.Candidates.AddRange(beginning.Candidates);
        }

        return new() { TruceEffectScheduled = scheduled };
    }

    private static Instant Latest(ImmutableArray<ResolvedTime> candidates) =>
        candidates.IsEmpty ? Instant.MinValue : candidates[^1].ToInstant();
}
