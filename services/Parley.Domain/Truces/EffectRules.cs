using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Moving an instant of effect before it comes, and settling one that the text left open.</summary>
internal static class EffectRules
{
    /// <summary>Moves an effect that has not come, or fixes one that was still to be decided; every party bound agrees.</summary>
    public static Decision Reschedule(TruceRecord truce, RescheduleTruceRequest request, RuleContext context)
    {
        var id = request.StaggeredEffect;
        var known = Effects.InText(truce.Terms).Select(e => e.Id).ToList();
        if (!known.Contains(id))
        {
            return Rejection.Unknown("staggered_effect", "UNKNOWN_EFFECT", id.Length > 0 ? $"staggered effect {id} in the terms" : "effect of the truce as a whole", known.Where(k => k.Length > 0));
        }

        if (truce.Effects.GetValueOrDefault(id) is { InEffect: true } happened)
        {
            return AlreadyHappened(truce, happened.Instant);
        }

        if (Refusals.ConsentMissing(truce, request.AgreedBy) is { } missing)
        {
            return missing;
        }

        var resolution = LegalTimes.Resolve(request.Effect, truce.CandidateZones, "effect");
        if (resolution.Rejection is { } unresolved)
        {
            return unresolved;
        }

        var instant = resolution.Time!.ToInstant();
        if (instant < context.Now)
        {
            return Rejection.Precondition("EFFECT_IN_PAST", truce.Journal, $"{instant.ToText()} has passed. An effect can only be moved to an instant that is still to come.")
                .With("effect", instant.ToText()).With("now", context.Now.ToText());
        }

        if (EndBefore(truce, instant) is { } end)
        {
            return end;
        }

        var moved = new TruceRescheduled { Effect = resolution.Time, StaggeredEffect = id, Reason = request.Reason };
        moved.AgreedBy.AddRange(request.AgreedBy.Distinct());
        return new Event { TruceRescheduled = moved };
    }

    /// <summary>Settles which of the candidates was meant; what was recorded before stays as it was recorded.</summary>
    public static Decision Clarify(TruceRecord truce, ClarifyEffectRequest request, RuleContext context)
    {
        if (truce.OwnEffect is not { Candidates: { IsEmpty: false } candidates })
        {
            return Rejection.Precondition("NOTHING_TO_CLARIFY", truce.Journal, "The effect of this truce is not open between several instants.");
        }

        if (Refusals.ConsentMissing(truce, request.AgreedBy) is { } missing)
        {
            return missing;
        }

        var resolution = LegalTimes.Resolve(request.Effect, truce.CandidateZones, "effect");
        if (resolution.Rejection is { } unresolved)
        {
            return unresolved;
        }

        var instant = resolution.Time!.ToInstant();
        if (candidates.All(c => c.ToInstant() != instant))
        {
            var all = string.Join(",", candidates.Select(c => c.ToInstant().ToText()));
            return Rejection.Invalid("effect", "NOT_A_CANDIDATE", $"The text can mean {all}, not {instant.ToText()}. To agree on another instant before effect, use RescheduleTruce.")
                .With("candidates", all);
        }

        if (EndBefore(truce, instant) is { } end)
        {
            return end;
        }

        var clarified = new TruceEffectClarified { Effect = resolution.Time, Basis = request.Basis };
        clarified.AgreedBy.AddRange(request.AgreedBy.Distinct());
        return new Event { TruceEffectClarified = clarified };
    }

    /// <summary>The refusal of changing an effect that has come.</summary>
    public static Rejection AlreadyHappened(TruceRecord truce, Instant since) =>
        Rejection.Precondition("EFFECT_ALREADY_HAPPENED", truce.Journal, $"It took effect at {since.ToText()}; what has happened cannot be changed.")
            .With("effect", since.ToText());

    private static Rejection? EndBefore(TruceRecord truce, Instant effect) =>
        (truce.Running.GetValueOrDefault(TermHolder.Truce)?.End is { } running && TermLaw.StatedEnd(truce.Terms.Term) is not null
            ? running
            : TermLaw.StatedEnd(truce.Terms.Term)) is { } end && end.ToInstant() <= effect
            ? Rejection.Precondition("EFFECT_NOT_BEFORE_END", truce.Journal, $"The truce ends at {end.ToInstant().ToText()}. Amend its term first.")
                .With("end", end.ToInstant().ToText())
            : null;
}
