using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Pending instants that today's time zone data would resolve otherwise. Governments change clocks at short notice; what was
/// recorded stands, and readers are told.
/// </summary>
internal static class FlagsOfZoneData
{
    public static IEnumerable<Flag> Of(TruceRecord truce) =>
        truce.Stage == TruceStage.Ended
            ? []
            : Pending(truce).Where(p => p.Stated is not null && LegalTimes.ZoneDataChanged(p.Stated.Resolved, p.Stated))
                .Select(p => Changed(p.Subject, p.Stated!.Resolved))
                .Concat(ChangedEnds(truce));

    private static IEnumerable<(string Subject, LegalTime? Stated)> Pending(TruceRecord truce)
    {
        var terms = truce.Terms;
        foreach (var (id, start) in Effects.InText(terms))
        {
            var effect = truce.Effects.GetValueOrDefault(id);
            if (effect is not { InEffect: true })
            {
                yield return (id.Length == 0 ? "effect" : id, effect?.Stated ?? start.At ?? start.Window?.NotAfter);
            }
        }

        if (truce.Stage == TruceStage.Draft)
        {
            yield return ("acceptance_deadline", terms.AcceptanceDeadline);
        }

        yield return ("adherence.deadline", terms.Adherence?.Deadline);
        yield return ("term", terms.Term?.Fixed?.Until ?? terms.Term?.UntilEvent?.NotAfter);
    }

    private static IEnumerable<Flag> ChangedEnds(TruceRecord truce)
    {
        foreach (var holder in TermLaw.Holders(truce.Terms))
        {
            if (truce.Running.GetValueOrDefault(holder) is { Ended: false, End: { } end } running
                && end.TzVersion.Length > 0 && end.TzVersion != Zones.DataVersion
                && TermLaw.EndOf(truce, holder, running.Start, running.Steps) is { } now && !now.Instant.Equals(end.Instant))
            {
                yield return Changed(holder.IsTruce ? "term" : holder.Id, end);
            }
        }
    }

    private static Flag Changed(string subject, ResolvedTime stored) => Flags.Make(
        FlagReason.ZoneDataChanged, subject,
        $"Resolved with time zone data {stored.TzVersion}; {Zones.DataVersion} gives another instant. The recorded {Refusals.Text(stored.Instant.ToInstant())} stands.");
}
