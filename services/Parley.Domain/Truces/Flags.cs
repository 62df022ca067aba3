using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What a reader must know before relying on a truce's times or words.</summary>
internal static class Flags
{
    /// <summary>All flags, in the order of their reasons.</summary>
    public static IEnumerable<Flag> Of(TruceRecord truce) =>
        OfEffects(truce).Concat(OfTerms(truce)).Concat(FlagsOfZoneData.Of(truce)).Concat(Unforeseen(truce)).Concat(LeftOpen(truce))
            .Concat(Directions(truce)).OrderBy(f => f.Reason);

    internal static Flag Make(FlagReason reason, string subject, string message) => new() { Reason = reason, Subject = subject, Message = message };

    private static IEnumerable<Flag> OfEffects(TruceRecord truce)
    {
        foreach (var (id, start) in Effects.InText(truce.Terms))
        {
            var subject = id.Length == 0 ? "effect" : id;
            var effect = truce.Effects.GetValueOrDefault(id);
            if (effect is { Candidates: { IsEmpty: false } open })
            {
                yield return Make(FlagReason.EffectUnresolved, subject,
                    $"The text leaves the instant open: it may be {string.Join(" or ", open.Select(c => c.ToInstant().ToText()))}. The earliest counts as effect; what happens in between is indeterminate.");
            }
            else if (effect is null && start.Unresolved is { } unresolved)
            {
                yield return Make(FlagReason.EffectUnresolved, subject, $"The text leaves the instant open: \"{unresolved.AsStated}\".");
            }

            if (start.After?.Assumed == true)
            {
                yield return Make(FlagReason.StartAssumed, subject, "The text does not say from what event it counts; this is how it is read.");
            }

            if (effect?.StatedInstantPassed == true)
            {
                yield return Make(FlagReason.ConcludedAfterStatedEffect, subject,
                    "The stated instant had passed before the last acceptance; it takes effect with that acceptance.");
            }

            if (start.Window is { } window && effect is not { InEffect: true } and not { Stated: not null } && truce.Stage != TruceStage.Ended)
            {
                yield return Make(FlagReason.WithinWindow, subject,
                    $"It begins between {window.NotBefore.ToInstant().ToText()} and {window.NotAfter.ToInstant().ToText()}; until then nobody can be said to be in breach.");
            }

            if (effect is not null && effect.Time.Adjustment != TimeAdjustment.Unspecified)
            {
                yield return Adjusted(subject);
            }
        }
    }

    private static IEnumerable<Flag> OfTerms(TruceRecord truce)
    {
        if (ReferenceZone.Of(truce.Terms).Length == 0 && CountsPeriods(truce.Terms))
        {
            yield return Make(FlagReason.ZoneAssumed, "reference_zone", "The text names no zone in which its periods count; UTC is used.");
        }

        foreach (var holder in TermLaw.Holders(truce.Terms))
        {
            var subject = holder.IsTruce ? "term" : holder.Id;
            if (TermLaw.OwnTermOf(truce.Terms, holder) is { } own && TermLaw.IsStartAssumed(own))
            {
                yield return Make(FlagReason.StartAssumed, subject,
                    $"The text does not say from when the term of {holder.Words} counts; it is counted from {(own.Start is null ? "the effect of the truce" : "the event named")}.");
            }

            if (TermLaw.TextOf(truce.Terms, holder)?.Fixed?.UntilUnresolved is { } open)
            {
                yield return Make(FlagReason.EndUnresolved, subject, $"The text leaves the end open: \"{open.AsStated}\". The latest reading counts.");
            }
            else if (StartOf(truce, holder) is { } start && TermLaw.IsEndOpen(truce, holder, start))
            {
                yield return Make(FlagReason.EndUnresolved, subject, "The term counts from a beginning that the text leaves open. The latest end counts.");
            }

            if (TruceView.TermOf(truce, holder).End is { } end && end.Adjustment != TimeAdjustment.Unspecified)
            {
                yield return Adjusted(subject);
            }
        }
    }

    private static ResolvedTime? StartOf(TruceRecord truce, TermHolder holder) =>
        truce.Running.GetValueOrDefault(holder)?.Start
        ?? (TermLaw.OwnTermOf(truce.Terms, holder) is { } own ? TermLaw.StartOf(truce, own) : truce.OwnEffect?.Time);

    private static IEnumerable<Flag> Unforeseen(TruceRecord truce)
    {
        foreach (var (holder, running) in truce.Running.OrderBy(r => r.Key.Id, StringComparer.Ordinal))
        {
            if (running.Steps.Exists(s => s.Kind == TermStepKind.Consent) && TermLaw.TextOf(truce.Terms, holder)?.Fixed is not { Renewable: true })
            {
                yield return Make(FlagReason.NotForeseenInText, holder.IsTruce ? "term" : holder.Id,
                    $"The text does not provide for extending the term of {holder.Words} by consent; the extension rests on the parties' consent alone.");
            }
        }
    }

    /// <summary>What the text puts off: beginnings that somebody is still to fix, and points still to be agreed.</summary>
    private static IEnumerable<Flag> LeftOpen(TruceRecord truce)
    {
        if (truce.Stage == TruceStage.Ended)
        {
            yield break;
        }

        foreach (var (id, start) in Effects.InText(truce.Terms))
        {
            if (start.ToBeDecided is not null && !truce.Effects.ContainsKey(id))
            {
                yield return Make(FlagReason.LeftOpen, id.Length == 0 ? "effect" : id, "The instant of effect is still to be decided; until then nothing takes effect by itself.");
            }
        }

        foreach (var point in truce.Terms.OpenPoints)
        {
            yield return Make(FlagReason.LeftOpen, point.Id,
                $"The text leaves this to be agreed{(point.AgreeBy is null ? " and sets no time for it" : "")}. Once it is agreed, amend open_points.");
        }
    }

    /// <summary>Words that read otherwise than they are stored, from before such words were refused.</summary>
    private static IEnumerable<Flag> Directions(TruceRecord truce) =>
        DirectionFlags.Of("terms", truce.Terms)
            .Concat(DirectionFlags.Of("consents", truce.Consents))
            .Concat(DirectionFlags.Of("notices", truce.Notices))
            .Concat(DirectionFlags.Of("suspensions", truce.Suspensions))
            .Concat(DirectionFlags.Of("ending", truce.Ending))
            .Select(f => Make(FlagReason.TextDirection, f.Field, $"{f.Field}: {f.Message}"));

    private static Flag Adjusted(string subject) =>
        Make(FlagReason.TimeAdjusted, subject, "The computed local time met a clock change and was moved out of it.");

    private static bool CountsPeriods(TruceTerms terms) =>
        TermLaw.Holders(terms).Any(h => TermLaw.TextOf(terms, h) is { } t
            && (t.AutoRenewing is not null || t.PerformanceExtended is not null || t.Fixed?.Period.Length > 0 || t.UntilEvent?.MinimumPeriod.Length > 0))
        || terms.Phases.Any(p => p.Period.Length > 0 || CountsPeriod(p.Start))
        || terms.InterimDuties.Any(d => d.PeriodBeforeEffect.Length > 0)
        || terms.Denunciation?.NoticePeriod.Length > 0
        || Effects.InText(terms).Any(e => CountsPeriod(e.Start));

    private static bool CountsPeriod(Start? start) => start?.After is { Zone.Length: 0 } after && (after.Period.Length > 0 || after.TimeOfDay.Length > 0);
}
