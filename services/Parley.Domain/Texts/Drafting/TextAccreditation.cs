using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Negotiations;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>The negotiation tells who is accredited and until when; a text keeps to what it said last.</summary>
internal static class TextAccreditation
{
    /// <summary>Other subjects are accredited. What the negotiation said earlier never replaces what it said later.</summary>
    public static Decision Change(TextRecord text, ChangeAccreditationCall call, RuleContext context)
    {
        if (!context.Caller.Is(Role.Parley, ""))
        {
            return Rejection.Denied("Only the negotiation can say who is accredited.");
        }

        return text.Delegations.Stale(call, text.Journal) is { } stale ? stale : Changed(Delegations.Of(call).At(context.Now));
    }

    /// <summary>Who takes part in talks that have just heard of a text.</summary>
    public static TextAccreditationChanged Answered(TextRecord text, Negotiation talks) =>
        Changed(Accreditations.DelegationsOf(talks, party => text.Members.FirstOrDefault(m => m.Party == party)?.Zone)).TextAccreditationChanged;

    /// <summary>The next instant at which an accreditation begins or ends by itself; null for none.</summary>
    public static TimedTransition? Next(TextRecord text) => text.IsOpen ? text.Delegations.Next(Changed) : null;

    private static Event Changed(Delegations delegations) => new()
    {
        TextAccreditationChanged = new()
        {
            Members = { delegations.Members },
            Observers = { delegations.Observers },
            ObserverPeriods = { delegations.ObserverPeriods },
            AccreditationVersion = delegations.Version,
        },
    };
}
