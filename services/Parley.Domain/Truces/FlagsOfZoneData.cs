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
                .Concat(ChangedEffects(truce)).Concat(ChangedPhases(truce)).Concat(ChangedEnds(truce));

    private static IEnumerable<(string Subject, LegalTime? Stated)> Pending(TruceRecord truce)
    {
        var terms = truce.Terms;
        foreach (var (id, start) in Effects.InText(terms))
        {
            var effect = truce.Effects.GetValueOrDefault(id);
            if (effect is not { InEffect: true })
            {
                var subject = id.Length == 0 ? "effect" : id;
                foreach (var time in effect?.Stated is { } stated ? [stated] : StatedIn(start))
                {
                    yield return (subject, time);
                }
            }
        }

        foreach (var phase in terms.Phases.Where(p => !truce.Phases.ContainsKey(p.Id)))
        {
            foreach (var time in StatedIn(phase.Start))
            {
                yield return (phase.Id, time);
            }
        }

        foreach (var holder in TermLaw.Holders(terms))
        {
            foreach (var time in OfTerm(truce, holder))
            {
                yield return (holder.IsTruce ? "term" : holder.Id, time);
            }
        }

        if (truce.Stage == TruceStage.Draft)
        {
            yield return ("acceptance_deadline", terms.AcceptanceDeadline);
        }

        yield return ("adherence.deadline", terms.Adherence?.Deadline);
        foreach (var point in terms.OpenPoints)
        {
            yield return (point.Id, point.AgreeBy);
        }
    }

    private static IEnumerable<LegalTime> OfTerm(TruceRecord truce, TermHolder holder)
    {
        var running = truce.Running.GetValueOrDefault(holder);
        if (running?.Ended == true)
        {
            return [];
        }

        var start = running is null ? TermLaw.OwnTermOf(truce.Terms, holder)?.Start : null;
        return TermLaw.TextOf(truce.Terms, holder) switch
        {
            { Fixed: { } text } => [.. StatedIn(start), .. Stated(text.Until), .. text.UntilUnresolved?.Candidates ?? Enumerable.Empty<LegalTime>()],
            { UntilEvent: { } text } => [.. StatedIn(start), .. Stated(text.NotAfter)],
            _ => StatedIn(start),
        };
    }

    /// <summary>Every time that a beginning states, its deadline included.</summary>
    private static IEnumerable<LegalTime> StatedIn(Start? start) => start?.RuleCase switch
    {
        Start.RuleOneofCase.At => [start.At],
        Start.RuleOneofCase.Window => [start.Window.NotBefore, start.Window.NotAfter],
        Start.RuleOneofCase.Unresolved => start.Unresolved.Candidates,
        Start.RuleOneofCase.After => [.. Stated(start.After.NotBefore), .. Stated(start.After.Deadline)],
        Start.RuleOneofCase.ToBeDecided => Stated(start.ToBeDecided.Deadline),
        _ => [],
    };

    private static IEnumerable<LegalTime> Stated(LegalTime? time) => time is null ? [] : [time];

    /// <summary>Effects to come that were counted from an event.</summary>
    private static IEnumerable<Flag> ChangedEffects(TruceRecord truce)
    {
        foreach (var (id, start) in Effects.InText(truce.Terms))
        {
            if (truce.Effects.GetValueOrDefault(id) is { InEffect: false, Stated: null, StatedInstantPassed: false } effect
                && start.After is not null && IsOlder(effect.Time) && Beginnings.Of(truce, start) is { } now && !now.Time.Instant.Equals(effect.Time.Instant))
            {
                yield return Changed(id.Length == 0 ? "effect" : id, effect.Time);
            }
        }
    }

    /// <summary>Ends of running phases that were counted from their beginnings.</summary>
    private static IEnumerable<Flag> ChangedPhases(TruceRecord truce)
    {
        foreach (var phase in truce.Terms.Phases)
        {
            if (truce.Phases.GetValueOrDefault(phase.Id) is { Ended: false, End: { } end } fact
                && IsOlder(end) && Phases.EndOf(truce, phase, fact.Start.ToInstant()) is { } now && !now.Instant.Equals(end.Instant))
            {
                yield return Changed(phase.Id, end);
            }
        }
    }

    private static IEnumerable<Flag> ChangedEnds(TruceRecord truce)
    {
        foreach (var holder in TermLaw.Holders(truce.Terms))
        {
            if (truce.Running.GetValueOrDefault(holder) is { Ended: false, End: { } end } running
                && IsOlder(end)
                && TermLaw.EndOf(truce, holder, running.Start, running.Steps) is { } now && !now.Instant.Equals(end.Instant))
            {
                yield return Changed(holder.IsTruce ? "term" : holder.Id, end);
            }
        }
    }

    private static bool IsOlder(ResolvedTime time) => time.TzVersion.Length > 0 && time.TzVersion != Zones.DataVersion;

    private static Flag Changed(string subject, ResolvedTime stored) => Flags.Make(
        FlagReason.ZoneDataChanged, subject,
        $"Resolved with time zone data {stored.TzVersion}; {Zones.DataVersion} gives another instant. The recorded {stored.ToInstant().ToText()} stands.");
}
