using System.Collections.Immutable;
using NodaTime;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Domain.Truces.Terms;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Changing the terms. A draft may become anything and must then be accepted anew. Of a concluded truce everything may
/// change that has not happened yet, its legal basis included, if every party bound agrees.
/// </summary>
/// <remarks>
/// When the term itself changes while it runs, its end is counted again from the same beginning under the new words, and
/// what was agreed or earned before is added again; it cannot come to lie in the past.
/// </remarks>
internal static class Amendments
{
    /// <summary>A mediator records the change that the parties agreed on.</summary>
    public static Decision Amend(TruceRecord truce, AmendTruceRequest request, RuleContext context)
    {
        if (context.Conflict(ResourceName.ConflictOf(truce.Journal)) is not { } conflict)
        {
            return Rejection.NotFound(ResourceName.ConflictOf(truce.Journal));
        }

        if (Refusals.ConsentMissing(truce, request.AgreedBy) is { } missing)
        {
            return missing;
        }

        var known = Creation.KnownTruces(context).Union(truce.Terms.Relations.Select(r => r.Truce)).ToImmutableHashSet();
        if (TermsRules.Amend(truce.Terms, request.Terms, request.UpdateMask, conflict, truce.Journal, known, out var resolved) is { } rejection)
        {
            return rejection;
        }

        if (Successors.Unasked(resolved, context).ToImmutableArray() is { IsEmpty: false } unasked)
        {
            return Rejection.Invalid(unasked);
        }

        if ((truce.Stage == TruceStage.Draft ? null : Fixed(truce, resolved)) is { } happened)
        {
            return happened;
        }

        var amended = new TruceAmended
        {
            Terms = AmendmentFold.Only(resolved, request.UpdateMask),
            UpdateMask = AmendmentFold.Named(request.UpdateMask),
            Reason = request.Reason,
        };
        amended.AgreedBy.AddRange(request.AgreedBy.Distinct());
        amended.Zones.AddRange(Creation.ZonesOf(resolved, conflict).Where(z => truce.Zones.All(k => k.Party != z.Party)));
        var e = new Event { TruceAmended = amended };
        return EndInPast(truce, e, context.Now) is { } past ? past : e;
    }

    /// <summary>What has happened, and who is bound, cannot be written away.</summary>
    private static Rejection? Fixed(TruceRecord truce, TruceTerms after)
    {
        var before = truce.Terms;
        if (!before.Parties.Select(p => p.Party).Order().SequenceEqual(after.Parties.Select(p => p.Party).Order())
            || (Conclusion.ByAdherence(before) && before.Adherence.Minimum != (after.Adherence?.Minimum ?? 0)))
        {
            return Rejection.Precondition("PARTIES_FIXED", truce.Journal, "Who had to accept was settled when the truce was concluded. Others can join by adherence; a party leaves by denunciation.");
        }

        var effects = Effects.InText(after).ToDictionary(e => e.Id, e => e.Start);
        foreach (var (id, start) in Effects.InText(before))
        {
            if (truce.Effects.GetValueOrDefault(id) is { InEffect: true } effect && !start.Equals(effects.GetValueOrDefault(id)))
            {
                return EffectRules.AlreadyHappened(truce, effect.Instant);
            }
        }

        if (truce.InForceFrom is { } since && !before.StaggeredEffects.Where(s => truce.Effects.GetValueOrDefault(s.Id)?.InEffect == true).All(after.StaggeredEffects.Contains))
        {
            return EffectRules.AlreadyHappened(truce, since);
        }

        return Happened(truce, "phases", before.Phases.Where(p => truce.Phases.TryGetValue(p.Id, out var begun) && !Keeps(begun, p, after)).Select(p => p.Id))
            ?? Happened(truce, "conditions", before.Conditions.Where(c => truce.Conditions.ContainsKey(c.Id) && !after.Conditions.Contains(c)).Select(c => c.Id))
            ?? Happened(truce, "own terms", truce.Running.Keys.Where(h => !h.IsTruce && TermLaw.OwnTermOf(after, h) is null).Select(h => h.Id));
    }

    /// <summary>A phase that has begun keeps its beginning; while it runs its words and its end may change.</summary>
    private static bool Keeps(PhaseFact begun, Phase phase, TruceTerms after) =>
        after.Phases.FirstOrDefault(p => p.Id == phase.Id) is { } kept && (begun.Ended ? kept.Equals(phase) : kept.Start.Equals(phase.Start));

    private static Rejection? Happened(TruceRecord truce, string what, IEnumerable<string> ids)
    {
        var changed = string.Join(", ", ids.Order(StringComparer.Ordinal));
        return changed.Length == 0
            ? null
            : Rejection.Precondition("ALREADY_HAPPENED", truce.Journal, $"Of these {what} something has been recorded already: {changed}. What has happened cannot be amended.")
                .With("ids", changed);
    }

    private static Rejection? EndInPast(TruceRecord truce, Event e, Instant now)
    {
        var after = Consequences.Fold(truce, e, now);
        if (after.Phases.FirstOrDefault(p => p.Value is { Ended: false, End: { } end } && end.ToInstant() <= now) is { Key: { } phase })
        {
            return Rejection.Precondition("END_IN_PAST", truce.Journal, $"Under the new words phase {phase} would be over already. Let it end at an instant that is still to come.")
                .With("phase", phase);
        }

        return truce.Running.GetValueOrDefault(TermHolder.Truce) is { } running
            && after.Running[TermHolder.Truce].EndInstant is { } over && over <= now && running.EndInstant != over
            ? Rejection.Precondition("END_IN_PAST", truce.Journal, "Under the new words the truce would be over already. To end it now use CompleteTruce.")
            : null;
    }
}
