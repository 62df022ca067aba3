using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>The truce as its readers see it, every instant on every party's clock.</summary>
internal static class TruceView
{
    public static Truce Of(TruceRecord truce)
    {
        var view = new Truce
        {
            Name = truce.Journal,
            Terms = truce.Terms,
            State = Standing.Of(truce),
            ConcludeTime = truce.ConcludedAt?.ToTimestamp(),
            Effect = EffectOf(truce.OwnEffect),
            InForceFrom = truce.InForceFrom?.ToTimestamp(),
            Term = TermOf(truce, TermHolder.Truce),
            Successor = Successors.First(truce) is { } s ? new() { Truce = s.Truce, Time = s.Time!.Value.ToTimestamp() } : null,
            Ending = truce.Ending,
            CreateTime = truce.CreatedAt.ToTimestamp(),
            UpdateTime = truce.ChangedAt.ToTimestamp(),
            Etag = Etag.Of(truce.HeadVersion),
        };
        view.Consents.AddRange(ConsentsOf(truce));
        view.StaggeredEffects.AddRange(truce.Terms.StaggeredEffects.Select(e =>
            new StaggeredEffectStatus { Id = e.Id, Effect = EffectOf(truce.Effects.GetValueOrDefault(e.Id)) }));
        foreach (var holder in TermLaw.OwnHolders(truce.Terms))
        {
            (holder.Mechanism.Length > 0 ? view.MechanismTerms : view.ClauseTerms).Add(new OwnTermStatus
            {
                Id = holder.Id,
                Term = TermOf(truce, holder),
                StartAssumed = TermLaw.IsStartAssumed(TermLaw.OwnTermOf(truce.Terms, holder)!),
            });
        }

        view.Phases.AddRange(truce.Terms.Phases.Select(p => PhaseOf(truce, p)));
        view.InterimDuties.AddRange(truce.Terms.InterimDuties.Select(d => DutyOf(truce, d)));
        view.Conditions.AddRange(truce.Terms.Conditions.Select(c => truce.Conditions.GetValueOrDefault(c.Id) ?? new() { Id = c.Id }));
        view.ExtensionProposals.AddRange(truce.Proposals);
        view.Notices.AddRange(truce.Notices);
        view.Suspensions.AddRange(truce.Suspensions);
        view.Flags.AddRange(Flags.Of(truce));
        return Rendering.Rendered(view, Rendering.Clocks(truce));
    }

    /// <summary>A term as it runs, or, before it has begun, as far as it can be foreseen.</summary>
    public static TermStatus TermOf(TruceRecord truce, TermHolder holder)
    {
        var running = truce.Running.GetValueOrDefault(holder) ?? Foreseen(truce, holder);
        if (holder.IsTruce && truce.Stage == TruceStage.Ended)
        {
            return OverWithTheTruce(truce, running);
        }

        var status = new TermStatus
        {
            Start = running?.Start.Instant,
            End = running is null ? TermLaw.StatedEnd(TermLaw.TextOf(truce.Terms, holder)) : running.End,
            Extensions = running?.Extensions ?? 0,
            Units = UnitsOf(truce, holder),
            Cap = running is null ? null : TermLaw.Cap(truce, holder, running.Start)?.Instant,
            Ended = running?.Ended == true,
        };
        if (!status.Ended && truce.Stage != TruceStage.Ended && running is not null && TermLaw.MayRenew(truce.Terms, holder, running))
        {
            status.NoticeDeadline = TermLaw.NoticeDeadline(truce.Terms, holder, running.End);
        }

        return status;
    }

    /// <summary>The truce's own term once the truce is over: what was planned is told apart from what came.</summary>
    private static TermStatus OverWithTheTruce(TruceRecord truce, RunningTerm? running)
    {
        var planned = running is null ? TermLaw.StatedEnd(truce.Terms.Term) : running.End;
        if (truce.InForceFrom is null || running is null)
        {
            return new() { PlannedEnd = planned };
        }

        var asPlanned = planned?.Instant.Equals(truce.Ending!.Time) == true;
        return new()
        {
            Start = running.Start.Instant,
            End = asPlanned ? planned : ResolvedTimes.At(truce.Ending!.Time.ToInstant(), ReferenceZone.Of(truce.Terms)),
            PlannedEnd = asPlanned ? null : planned,
            Extensions = running.Extensions,
            Units = UnitsOf(truce, TermHolder.Truce),
            Cap = TermLaw.Cap(truce, TermHolder.Truce, running.Start)?.Instant,
            Ended = true,
        };
    }

    /// <summary>The term that would begin with the effect or the beginning known now; null while neither is.</summary>
    private static RunningTerm? Foreseen(TruceRecord truce, TermHolder holder)
    {
        var start = holder.IsTruce
            ? Effects.First(truce)?.Time
            : TermLaw.OwnTermOf(truce.Terms, holder) is { } own ? TermLaw.StartOf(truce, own) : null;
        return start is null ? null : new(start, TermLaw.EndOf(truce, holder, start, []));
    }

    private static long UnitsOf(TruceRecord truce, TermHolder holder) =>
        TermLaw.TextOf(truce.Terms, holder)?.PerformanceExtended is { } performance
            ? truce.Conditions.GetValueOrDefault(performance.Condition)?.Units ?? 0
            : 0;

    private static EffectStatus? EffectOf(EffectFact? effect)
    {
        if (effect is null)
        {
            return null;
        }

        var status = new EffectStatus
        {
            Time = effect.Time,
            InEffect = effect.InEffect,
            Reschedules = effect.Reschedules,
            Clarified = effect.Clarified,
        };
        status.Candidates.AddRange(effect.Candidates);
        return status;
    }

    /// <summary>Signatories in the order of the terms, then those who joined in the order of joining.</summary>
    private static IEnumerable<Consent> ConsentsOf(TruceRecord truce)
    {
        // Nobody waits for an answer of those on whom it is imposed.
        if (Conclusion.IsImposed(truce.Terms))
        {
            return truce.Consents;
        }

        var signatories = truce.Terms.Parties.Select(p => p.Party).ToHashSet();
        return truce.Terms.Parties
            .Select(p => truce.ConsentOf(p.Party) ?? new() { Party = p.Party, State = ConsentState.Awaited })
            .Concat(truce.Consents.Where(c => !signatories.Contains(c.Party)));
    }

    private static PhaseStatus PhaseOf(TruceRecord truce, Phase phase)
    {
        if (truce.Phases.GetValueOrDefault(phase.Id) is { } fact)
        {
            return new() { Id = phase.Id, Start = fact.Start, End = fact.End, Entered = true, Ended = fact.Ended };
        }

        var start = truce.Stage == TruceStage.Ended ? null : Beginnings.Of(truce, phase.Start)?.Time;
        return new() { Id = phase.Id, Start = start, End = start is null ? null : Phases.EndOf(truce, phase, start.ToInstant()) };
    }

    private static InterimDutyStatus DutyOf(TruceRecord truce, InterimDuty duty) => new()
    {
        Id = duty.Id,
        BindsFrom = InterimDuties.BindsFrom(truce, duty)?.ToTimestamp(),
        Binding = InterimDuties.IsBinding(truce, duty),
    };
}
