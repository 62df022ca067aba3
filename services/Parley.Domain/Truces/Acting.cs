using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>For whom a caller acts on a truce.</summary>
/// <param name="Party">The party; empty for a mediator.</param>
/// <param name="Rejection">Why the caller cannot act so; null when it can.</param>
internal readonly record struct Acting(string Party, Rejection? Rejection)
{
    /// <summary>For the party named, or for the only one for which the caller acts.</summary>
    public static Acting ForParty(string requested, TruceRecord truce, RuleContext context)
    {
        var (party, rejection) = ActingParty.Resolve(requested, context.Caller, ResourceName.ConflictOf(truce.Journal), "party");
        return new(party ?? "", rejection);
    }

    /// <summary>For a party that is bound.</summary>
    public static Acting ForBoundParty(string requested, TruceRecord truce, RuleContext context)
    {
        var acting = ForParty(requested, truce, context);
        return acting.Rejection is null && !truce.Bound.Contains(acting.Party)
            ? acting with { Rejection = Refusals.NotBound(truce, acting.Party) }
            : acting;
    }

    /// <summary>As a mediator where no party is named and the caller is one; otherwise for a party that is bound.</summary>
    public static Acting ForMediatorOrBoundParty(string requested, TruceRecord truce, RuleContext context) =>
        requested.Length == 0 && context.Caller.Is(Role.Mediator, truce.Journal)
            ? new("", null)
            : ForBoundParty(requested, truce, context);
}
