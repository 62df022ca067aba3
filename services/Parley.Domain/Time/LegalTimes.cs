using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>
/// The effective-time guard: a time as lawyers write it becomes one instant, or is refused with the instants that it may
/// mean. The truce of 10 October 2020 named an hour and no zone, and had two beginnings.
/// </summary>
public static class LegalTimes
{
    /// <summary>Resolves one stated time.</summary>
    /// <param name="stated">The time; never changed.</param>
    /// <param name="candidateZones">The zones of parties and mediators: what a time without a zone may mean.</param>
    /// <param name="fieldPath">The field that holds it, for example <c>terms.effect.at</c>.</param>
    public static TimeResolution Resolve(LegalTime stated, IReadOnlyList<string> candidateZones, string fieldPath)
    {
        var reading = StatedTimeReading.Read(stated.LocalTime, stated.Zone, stated.UtcOffset, candidateZones, fieldPath);
        if (stated.AlsoStated.Count > 0)
        {
            return ResolveAll(stated, reading, candidateZones, fieldPath);
        }

        return reading.IsResolved ? Resolved(stated, reading) : new(reading.Violations, reading.Candidates);
    }

    /// <summary>
    /// True when today's time zone data gives a stated time another instant than the one recorded, or none. The recorded
    /// instant stands; readers are told.
    /// </summary>
    public static bool ZoneDataChanged(ResolvedTime stored, LegalTime stated) =>
        stored.TzVersion != Zones.DataVersion
        && (Resolve(stated, [], "").Time is not { } now || !now.Resolved.Instant.Equals(stored.Instant));

    private static TimeResolution ResolveAll(LegalTime stated, in StatedTimeReading main, IReadOnlyList<string> candidateZones, string path)
    {
        var violations = main.Violations.ToBuilder();
        var candidates = main.Candidates;
        var instants = new SortedSet<Instant>();
        var disagree = ImmutableArray.CreateBuilder<FieldViolation>();
        if (main.IsResolved)
        {
            instants.Add(main.Instant);
        }

        for (var i = 0; i < stated.AlsoStated.Count; i++)
        {
            var also = stated.AlsoStated[i];
            var alsoPath = $"{path}.also_stated[{i}]";
            var reading = StatedTimeReading.Read(also.LocalTime, also.Zone, also.UtcOffset, candidateZones, alsoPath);
            violations.AddRange(reading.Violations);
            candidates = candidates.IsEmpty ? reading.Candidates : candidates;
            if (!reading.IsResolved)
            {
                continue;
            }

            instants.Add(reading.Instant);
            if (main.IsResolved && reading.Instant != main.Instant)
            {
                disagree.Add(new(alsoPath, TimeReasons.RenderingsDisagree,
                    $"{also.LocalTime} {Where(also.Zone, also.UtcOffset)} is {StatedTimeReading.Join([reading.Instant], "")}, but {stated.LocalTime} "
                    + $"{Where(stated.Zone, stated.UtcOffset)} is {StatedTimeReading.Join([main.Instant], "")}. State one moment."));
            }
        }

        violations.AddRange(disagree);
        return violations.Count == 0
            ? Resolved(stated, main)
            : new(violations.DrainToImmutable(), candidates.IsEmpty && disagree.Count > 0 ? [.. instants] : candidates);
    }

    private static TimeResolution Resolved(LegalTime stated, in StatedTimeReading reading)
    {
        var time = stated.Clone();
        time.Resolved = new()
        {
            Instant = reading.Instant.ToTimestamp(),
            Zone = stated.Zone,
            UtcOffset = Zones.Text(reading.Offset),
            TzVersion = Zones.DataVersion,
        };
        return new(time);
    }

    private static string Where(string zone, string offset) => zone.Length > 0 ? zone : offset;
}
