using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>From when, how long, and how it ends.</summary>
internal static class TimeElements
{
    public static CheckedElement Effect(TruceTerms terms)
    {
        if (terms.Effect is { } start)
        {
            return Beginning(new(TruceElement.Effect, "effect"), start);
        }

        var element = new Element(TruceElement.Effect, "staggered_effects");
        if (terms.StaggeredEffects.Count == 0)
        {
            return new Element(TruceElement.Effect, "effect").Missing("Say when it takes effect: a local time and its zone.");
        }

        var unclear = terms.StaggeredEffects
            .Where(s => s.Effect is null || Beginning(element, s.Effect).Presence != ElementPresence.Present).Select(s => s.Id).ToList();
        return unclear.Count == 0
            ? element.Present($"Each of {terms.StaggeredEffects.Count} parts has its own beginning.")
            : element.Partial($"Not without doubt for {string.Join(", ", unclear)}.");
    }

    public static CheckedElement Duration(TruceTerms terms)
    {
        var element = new Element(TruceElement.Duration, "term");
        if (TermsZone.IsAssumed(terms))
        {
            return element.Partial("A period is given, but no zone in which its days and months count; UTC is used. Give reference_zone.");
        }

        return terms.Term?.DurationCase switch
        {
            Term.DurationOneofCase.Fixed when terms.Term.Fixed.UntilUnresolved is not null =>
                element.Partial("The end is open between several instants; the latest counts."),
            Term.DurationOneofCase.Fixed => element.Present("A fixed term."),
            Term.DurationOneofCase.AutoRenewing => element.Present($"Renews itself unless notice is given {terms.Term.AutoRenewing.NoticePeriod} before the end."),
            Term.DurationOneofCase.PerformanceExtended => element.Present("A first period, which performance extends."),
            Term.DurationOneofCase.UntilEvent when terms.Term.UntilEvent.NotAfter is null =>
                element.Partial("It ends with an event that may never come; no latest instant is given."),
            Term.DurationOneofCase.UntilEvent => element.Present("Until an event, at the latest at a stated instant."),
            Term.DurationOneofCase.Indefinite => element.Present("Without an end, in so many words."),
            _ => element.Missing("Say how long it lasts, or that it has no end."),
        };
    }

    public static CheckedElement Termination(TruceTerms terms)
    {
        var element = new Element(TruceElement.Termination, "denunciation");
        return terms switch
        {
            { Denunciation.Excluded: true } => element.Present("Denunciation is excluded."),
            { Denunciation.NoticePeriod.Length: > 0 } => element.Present($"By notice of {terms.Denunciation.NoticePeriod}."),
            { Denunciation: not null } => element.Present("By denunciation, at once."),
            { Term.DurationCase: Term.DurationOneofCase.Indefinite or Term.DurationOneofCase.None } or { Term: null } =>
                element.Missing("Say how a party may end it, and with what warning (Hague Regulations, article 36)."),
            _ => element.Partial("It ends with its term; how a party may leave before that is not said."),
        };
    }

    private static CheckedElement Beginning(Element element, Start start) => start.RuleCase switch
    {
        Start.RuleOneofCase.At => element.Present("At a stated instant."),
        Start.RuleOneofCase.After when start.After.Assumed => element.Partial("The text does not say from what it counts; it is read so."),
        Start.RuleOneofCase.After when start.After.Deadline is null && start.After.Event is not AnchorEvent.Conclusion =>
            element.Partial("After an event that may never come; no deadline is given for it."),
        Start.RuleOneofCase.After => element.Present("After a stated event."),
        Start.RuleOneofCase.Window => element.Partial("Within a window: until its end nobody can be said to be in breach."),
        Start.RuleOneofCase.Unresolved =>
            element.Partial($"\"{start.Unresolved.AsStated}\" may mean {start.Unresolved.Candidates.Count} instants. Settle which by ClarifyEffect."),
        Start.RuleOneofCase.ToBeDecided => element.Partial("Still to be decided. Fix it by RescheduleTruce."),
        _ => element.Missing("Say when it begins."),
    };
}
