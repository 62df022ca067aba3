using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>What the clock does to terms: those of mechanisms and clauses begin; any of them renews itself or ends.</summary>
internal static class TermTransitions
{
    /// <summary>Terms of mechanisms and clauses whose beginning is known and has not been recorded.</summary>
    public static IEnumerable<Due> Beginnings(TruceRecord truce)
    {
        foreach (var holder in TermLaw.OwnHolders(truce.Terms))
        {
            var own = TermLaw.OwnTermOf(truce.Terms, holder)!;
            if (truce.Running.ContainsKey(holder) || WaitsForEffect(truce, own) || TermLaw.StartOf(truce, own) is not { } start)
            {
                continue;
            }

            yield return new(start.ToInstant(), () => new()
            {
                TruceOwnTermBegan = new()
                {
                    TermOf = holder.ToMessage(),
                    Start = start,
                    End = TermLaw.EndOf(truce, holder, start, []),
                },
            });
        }
    }

    /// <summary>Ends of running terms, those of mechanisms and clauses before the truce's own.</summary>
    public static IEnumerable<Due> Ends(TruceRecord truce)
    {
        foreach (var holder in TermLaw.OwnHolders(truce.Terms).Append(TermHolder.Truce))
        {
            if (truce.Running.GetValueOrDefault(holder) is { Ended: false, EndInstant: { } end } running)
            {
                yield return new(end, () => AtEnd(truce, holder, running));
            }
        }
    }

    /// <summary>True when the term will renew itself at its end: the text lets it, and nobody has given notice.</summary>
    public static bool Renews(TruceRecord truce, TermHolder holder, RunningTerm running) =>
        TermLaw.MayRenew(truce.Terms, holder, running) && !truce.Notices.Exists(n =>
            n.Kind == NoticeKind.NonRenewal && TermHolder.Of(n.TermOf) == holder && Standing.IsRunning(truce, n));

    private static Event AtEnd(TruceRecord truce, TermHolder holder, RunningTerm running)
    {
        if (Renews(truce, holder, running))
        {
            var end = TermLaw.After(truce, holder, running, new(TermStepKind.Renewal, 1));
            return new() { TruceRenewed = new() { End = end, TermOf = holder.ToMessage() } };
        }

        return holder.IsTruce
            ? new() { TruceExpired = new() }
            : new() { TruceOwnTermEnded = new() { TermOf = holder.ToMessage() } };
    }

    /// <summary>A term that counts from effect begins when the truce takes effect, not when that is foreseen.</summary>
    private static bool WaitsForEffect(TruceRecord truce, OwnTerm own) => own.Start is null && truce.Stage != TruceStage.InForce;
}
