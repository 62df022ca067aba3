using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// One law of terms, for the truce itself and for its clauses and mechanisms: from when it counts, when it ends, how far it
/// may go.
/// </summary>
/// <remarks>
/// The end of a term is its first end, moved by every step in turn. When the text or the beginning changes, the same steps
/// are counted again on the new foundation: what was agreed or earned is kept, and a cap in the new text binds them all.
/// </remarks>
internal static class TermLaw
{
    /// <summary>Those whose terms the text knows: the truce, then mechanisms, then clauses, each in the text's order.</summary>
    public static IEnumerable<TermHolder> Holders(TruceTerms terms) =>
        [TermHolder.Truce, .. OwnHolders(terms)];

    /// <summary>The mechanisms and clauses that have a term of their own.</summary>
    public static IEnumerable<TermHolder> OwnHolders(TruceTerms terms) =>
        terms.Mechanisms.Where(m => m.OwnTerm is not null).Select(m => new TermHolder(m.Id, ""))
            .Concat(terms.Clauses.Where(c => c.OwnTerm is not null).Select(c => new TermHolder("", c.Id)));

    /// <summary>The text of a term; null when the holder has none of its own or does not exist.</summary>
    public static Term? TextOf(TruceTerms terms, TermHolder holder) =>
        holder.IsTruce ? terms.Term : OwnTermOf(terms, holder)?.Term;

    /// <summary>The mechanism's or clause's own term; null for none.</summary>
    public static OwnTerm? OwnTermOf(TruceTerms terms, TermHolder holder) =>
        holder.Mechanism.Length > 0
            ? terms.Mechanisms.FirstOrDefault(m => m.Id == holder.Mechanism)?.OwnTerm
            : terms.Clauses.FirstOrDefault(c => c.Id == holder.Clause)?.OwnTerm;

    /// <summary>True where the text does not say from what the term counts.</summary>
    public static bool IsStartAssumed(OwnTerm own) => own.Start is null || own.Start.After?.Assumed == true;

    /// <summary>When a mechanism's or clause's term begins, as far as is known now.</summary>
    public static ResolvedTime? StartOf(TruceRecord truce, OwnTerm own) =>
        own.Start is { } start ? Beginnings.Of(truce, start)?.Time : Effects.First(truce)?.Time;

    /// <summary>The end of a term that begins then; null for none.</summary>
    public static ResolvedTime? EndOf(TruceRecord truce, TermHolder holder, ResolvedTime start, ImmutableList<TermStep> steps)
    {
        if (TextOf(truce.Terms, holder) is not { } text)
        {
            return null;
        }

        var from = CountedFrom(truce, holder, start);
        var zone = ReferenceZone.Of(truce.Terms);
        var end = text.UntilEvent is { } waits && EventBefore(truce, waits, from, zone) is { } earliest ? earliest : FirstEnd(text, from, zone);
        var cap = CapFrom(text, from, zone);
        foreach (var step in steps)
        {
            end = Moved(end, step, text, zone, cap);
        }

        return Clamp(end, cap);
    }

    /// <summary>True where the end of a term that begins then is open, because the text leaves its beginning open.</summary>
    public static bool IsEndOpen(TruceRecord truce, TermHolder holder, ResolvedTime start) =>
        StatedEnd(TextOf(truce.Terms, holder)) is null
        && CountedFrom(truce, holder, start) != start.ToInstant()
        && EndOf(truce, holder, start, []) is not null;

    /// <summary>True when the event has come that ends the term, and no shortest duration holds it on.</summary>
    public static bool EventHasEnded(TruceRecord truce, TermHolder holder, RunningTerm running) =>
        TextOf(truce.Terms, holder)?.UntilEvent is { } waits
        && truce.Conditions.GetValueOrDefault(waits.Condition) is { Outcome: ConditionOutcome.Met }
        && EventBefore(truce, waits, CountedFrom(truce, holder, running.Start), ReferenceZone.Of(truce.Terms)) is null;

    /// <summary>The instant beyond which no extension may go; null for no cap.</summary>
    public static ResolvedTime? Cap(TruceRecord truce, TermHolder holder, ResolvedTime start) =>
        TextOf(truce.Terms, holder) is { } text
            ? CapFrom(text, CountedFrom(truce, holder, start), ReferenceZone.Of(truce.Terms))
            : null;

    /// <summary>The last instant at which a notice of non-renewal is in time; null where the term does not renew itself.</summary>
    public static ResolvedTime? NoticeDeadline(TruceTerms terms, TermHolder holder, ResolvedTime? end) =>
        end is not null && TextOf(terms, holder)?.AutoRenewing is { } renewing
            ? Periods.Subtract(end.ToInstant(), Periods.Parse(renewing.NoticePeriod), ReferenceZone.Of(terms))
            : null;

    /// <summary>True when the text lets the term renew itself once more.</summary>
    public static bool MayRenew(TruceTerms terms, TermHolder holder, RunningTerm running) =>
        TextOf(terms, holder)?.AutoRenewing is { } renewing
        && (renewing.MaximumRenewals == 0 || running.Renewals < renewing.MaximumRenewals);

    /// <summary>The end after one more step.</summary>
    public static ResolvedTime? After(TruceRecord truce, TermHolder holder, RunningTerm running, TermStep step) =>
        TextOf(truce.Terms, holder) is { } text
            ? Moved(running.End, step, text, ReferenceZone.Of(truce.Terms), Cap(truce, holder, running.Start))
            : running.End;

    /// <summary>How many of the extensions earned still move the end, and where to; what lies beyond the cap moves nothing.</summary>
    public static (int Count, ResolvedTime? End) Earn(TruceRecord truce, TermHolder holder, RunningTerm running, int earned)
    {
        var (count, end) = (0, running.End);
        while (count < earned && After(truce, holder, running with { End = end }, new(TermStepKind.Earned, 1)) is { } next
            && next.ToInstant() > end!.ToInstant())
        {
            (count, end) = (count + 1, next);
        }

        return (count, end);
    }

    /// <summary>
    /// The end that the text itself states, whenever it begins: an instant, or the last instant to wait for an event.
    /// </summary>
    public static ResolvedTime? StatedEnd(Term? text) => text?.DurationCase switch
    {
        Term.DurationOneofCase.Fixed when text.Fixed.Until is not null => text.Fixed.Until.Resolved,
        Term.DurationOneofCase.Fixed when text.Fixed.UntilUnresolved is not null => Latest(text.Fixed.UntilUnresolved),
        Term.DurationOneofCase.UntilEvent => text.UntilEvent.NotAfter?.Resolved,
        _ => null,
    };

    private static ResolvedTime? FirstEnd(Term text, Instant from, string zone) => text.DurationCase switch
    {
        Term.DurationOneofCase.Fixed when text.Fixed.Period.Length > 0 => Periods.Add(from, Periods.Parse(text.Fixed.Period), zone),
        Term.DurationOneofCase.AutoRenewing => Periods.Add(from, Periods.Parse(text.AutoRenewing.Period), zone),
        Term.DurationOneofCase.PerformanceExtended => Periods.Add(from, Periods.Parse(text.PerformanceExtended.Period), zone),
        _ => StatedEnd(text),
    };

    /// <summary>
    /// The end of a term whose event came before its shortest duration had run: that duration's end, or the stated last
    /// instant where that is earlier. Null when the event has not come, or came later and so ends the term itself.
    /// </summary>
    private static ResolvedTime? EventBefore(TruceRecord truce, UntilEventTerm waits, Instant from, string zone)
    {
        if (waits.MinimumPeriod.Length == 0 || truce.Conditions.GetValueOrDefault(waits.Condition) is not { Outcome: ConditionOutcome.Met } met)
        {
            return null;
        }

        var shortest = Periods.Add(from, Periods.Parse(waits.MinimumPeriod), zone);
        return shortest.ToInstant() > met.Time.ToInstant() ? Clamp(shortest, waits.NotAfter?.Resolved) : null;
    }

    private static ResolvedTime? CapFrom(Term text, Instant from, string zone)
    {
        var total = text.DurationCase switch
        {
            Term.DurationOneofCase.Fixed => text.Fixed.MaximumTotal,
            Term.DurationOneofCase.PerformanceExtended => text.PerformanceExtended.MaximumTotal,
            _ => "",
        };
        return total.Length > 0 ? Periods.Add(from, Periods.Parse(total), zone) : null;
    }

    private static ResolvedTime? Moved(ResolvedTime? end, TermStep step, Term text, string zone, ResolvedTime? cap)
    {
        if (end is null)
        {
            return null;
        }

        switch (step.Kind)
        {
            case TermStepKind.Consent when step.Until is not null:
                return step.Until.ToInstant() > end.ToInstant() ? step.Until : end;
            case TermStepKind.Consent:
                return Periods.Add(end.ToInstant(), Periods.Parse(step.Period), zone);
            case TermStepKind.Renewal when text.AutoRenewing is { } renewing:
                var next = renewing.RenewalPeriod.Length > 0 ? renewing.RenewalPeriod : renewing.Period;
                for (var i = 0; i < step.Count; i++)
                {
                    end = Periods.Add(end.ToInstant(), Periods.Parse(next), zone);
                }

                return end;
            case TermStepKind.Earned when text.PerformanceExtended is { } performance:
                var extension = Periods.Parse(performance.Extension);
                for (var i = 0; i < step.Count && !ReferenceEquals(end, cap); i++)
                {
                    end = Clamp(Periods.Add(end!.ToInstant(), extension, zone), cap);
                }

                return end;
            default:
                return end;
        }
    }

    /// <summary>
    /// A beginning that the text leaves open leaves the end open too: of several ends the latest counts, so the term is
    /// counted from the latest candidate.
    /// </summary>
    private static Instant CountedFrom(TruceRecord truce, TermHolder holder, ResolvedTime start)
    {
        var from = start.ToInstant();
        if (OwnTermOf(truce.Terms, holder)?.Start is { } own)
        {
            return Beginnings.Of(truce, own)?.Time.ToInstant() == from && Beginnings.Latest(truce, own) is { } last
                ? last.ToInstant()
                : from;
        }

        return truce.OwnEffect is { Candidates: [.., var latest] } effect && effect.Instant == from ? latest.ToInstant() : from;
    }

    private static ResolvedTime? Clamp(ResolvedTime? end, ResolvedTime? cap) =>
        end is not null && cap is not null && end.ToInstant() > cap.ToInstant() ? cap : end;

    private static ResolvedTime Latest(UnresolvedTime open) =>
        open.Candidates.Select(c => c.Resolved).MaxBy(r => r.ToInstant())!;
}
