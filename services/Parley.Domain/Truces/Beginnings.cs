using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>An instant at which something begins, and what else it may mean while the text leaves it open.</summary>
/// <param name="Time">The instant; of several the earliest.</param>
/// <param name="Candidates">All of them, earliest first; empty when there is no doubt.</param>
internal sealed record Beginning(ResolvedTime Time, ImmutableArray<ResolvedTime> Candidates);

/// <summary>Reads "when it begins": at an instant, after an event, within a window, left open, or still to be fixed.</summary>
internal static class Beginnings
{
    /// <summary>The beginning as far as it is known now; null while it waits for an event or a decision.</summary>
    public static Beginning? Of(TruceRecord truce, Start start) => start.RuleCase switch
    {
        Start.RuleOneofCase.At => new(start.At.Resolved, []),
        Start.RuleOneofCase.Window => new(start.Window.NotAfter.Resolved, []),
        Start.RuleOneofCase.Unresolved => Open(start.Unresolved),
        Start.RuleOneofCase.After => After(truce, start.After) is { } time ? new(time, []) : null,
        _ => null,
    };

    /// <summary>The instant until which the event or decision must have come; null for none.</summary>
    public static Instant? Deadline(Start? start) => start?.RuleCase switch
    {
        Start.RuleOneofCase.After => start.After.Deadline?.ToInstant(),
        Start.RuleOneofCase.ToBeDecided => start.ToBeDecided.Deadline?.ToInstant(),
        _ => null,
    };

    private static Beginning Open(UnresolvedTime open)
    {
        ImmutableArray<ResolvedTime> candidates = [.. open.Candidates.Select(c => c.Resolved).OrderBy(r => r.ToInstant())];
        return new(candidates[0], candidates);
    }

    /// <summary>
    /// The latest instant that a beginning may mean: differs from the beginning itself only while the text leaves open that
    /// one, or the truce's effect from which it counts.
    /// </summary>
    public static ResolvedTime? Latest(TruceRecord truce, Start start) => start switch
    {
        { Unresolved: { } open } => Open(open).Candidates[^1],
        { After: { Event: AnchorEvent.Effect } after } when truce.OwnEffect is { Candidates: [.., var latest] } effect && effect.Instant == truce.InForceFrom =>
            After(truce, after, latest.ToInstant()),
        _ => Of(truce, start)?.Time,
    };

    private static ResolvedTime? After(TruceRecord truce, AfterEvent after) =>
        Anchor(truce, after) is { } anchor ? After(truce, after, anchor) : null;

    private static ResolvedTime? After(TruceRecord truce, AfterEvent after, Instant anchor)
    {
        // An event that comes after its deadline comes too late to begin anything.
        if (anchor > after.Deadline?.ToInstant())
        {
            return null;
        }

        var zone = after.Zone.Length > 0 ? after.Zone : ReferenceZone.Of(truce.Terms);
        var period = after.Period.Length > 0 ? Periods.Parse(after.Period) : Period.Zero;
        var reached = Periods.IsZero(period) ? ResolvedTimes.At(anchor, zone) : Periods.Add(anchor, period, zone);
        var begins = after.TimeOfDay.Length > 0 ? AtTimeOfDay(anchor, period, reached.ToInstant(), after.TimeOfDay, zone) : reached;
        return after.NotBefore?.Resolved is { } earliest && earliest.ToInstant() > begins.ToInstant() ? earliest : begins;
    }

    /// <summary>
    /// Whole days lead to a day, so "D+2 at 06:00" is 06:00 of the second day after, at whatever hour D was; hours lead to an
    /// instant, and the next such time of day follows. It is never before the event itself.
    /// </summary>
    private static ResolvedTime AtTimeOfDay(Instant anchor, Period period, Instant reached, string timeOfDay, string zone) =>
        TimesOfDay.Next(period.HasTimeComponent ? reached : Instant.Max(anchor, StartOfDay(reached, Zones.Of(zone))), timeOfDay, zone);

    private static Instant StartOfDay(Instant instant, DateTimeZone zone) =>
        zone.AtStartOfDay(instant.InZone(zone).Date).ToInstant();

    private static Instant? Anchor(TruceRecord truce, AfterEvent after) => after.Event switch
    {
        AnchorEvent.Conclusion => truce.ConcludedAt,
        AnchorEvent.Effect => truce.InForceFrom,
        AnchorEvent.ConditionsMet => LastMet(truce, after),
        AnchorEvent.PhaseEnd => truce.Phases.GetValueOrDefault(after.Phase) is { Ended: true, End: { } end } ? end.ToInstant() : null,
        _ => null,
    };

    private static Instant? LastMet(TruceRecord truce, AfterEvent after)
    {
        Instant? last = null;
        foreach (var id in after.Conditions)
        {
            if (truce.Conditions.GetValueOrDefault(id) is not { Outcome: ConditionOutcome.Met } met)
            {
                return null;
            }

            var at = met.Time.ToInstant();
            last = last > at ? last : at;
        }

        return last;
    }
}
