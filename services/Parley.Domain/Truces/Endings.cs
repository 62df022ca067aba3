using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>Ends that somebody declares. That a truce is over in fact is an authored judgement, never computed.</summary>
internal static class Endings
{
    /// <summary>A mediator gives up a draft.</summary>
    public static Decision Abandon(AbandonTruceRequest request) => new Event { TruceAbandoned = new() { Reason = request.Reason } };

    /// <summary>A mediator records that the object is met.</summary>
    public static Decision Complete(CompleteTruceRequest request) => new Event { TruceCompleted = new() { Basis = request.Basis } };

    /// <summary>A mediator or guarantor records who judges the truce to be over in fact, on what basis and since when.</summary>
    public static Decision JudgeCollapsed(TruceRecord truce, JudgeCollapsedRequest request, RuleContext context)
    {
        LegalTime? since = null;
        if (request.Since is not null)
        {
            var resolution = LegalTimes.Resolve(request.Since, truce.CandidateZones, "since");
            if (resolution.Rejection is { } unresolved)
            {
                return unresolved;
            }

            since = resolution.Time!;
            var instant = since.ToInstant();
            if (instant > context.Now)
            {
                return Rejection.Precondition("SINCE_IN_FUTURE", truce.Journal, $"{instant.ToText()} is still to come; a judgement is of what has happened.");
            }

            if (instant < truce.InForceFrom)
            {
                return Rejection.Precondition("SINCE_BEFORE_EFFECT", truce.Journal, $"The truce has been in force since {truce.InForceFrom.Value.ToText()}; it cannot have collapsed before.")
                    .With("in_force_from", truce.InForceFrom.Value.ToText());
            }
        }

        return new Event { TruceCollapsed = new() { Author = request.Author, Basis = request.Basis, Since = since } };
    }
}
