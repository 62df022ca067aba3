using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>One pen: whoever holds it changes the words, and nobody else does.</summary>
internal static class Pen
{
    /// <summary>The refusal of somebody who does not hold the pen; null for who does.</summary>
    public static Rejection? Check(TextRecord text, RuleContext context)
    {
        if (IsHeldBy(text, context.Caller))
        {
            return null;
        }

        var holder = text.Tabled.PenHolder;
        var who = holder.Length == 0 ? "The mediators hold" : $"{holder} holds";
        return new Rejection(
            RejectionCode.PermissionDenied, "PEN_HELD_BY_ANOTHER",
            $"{who} the pen of {text.Journal}, and nobody else changes its words. Propose an amendment: it stands in brackets until the pen-holder resolves it.")
            .With("pen_holder", holder);
    }

    private static bool IsHeldBy(TextRecord text, Caller caller) => text.Tabled.PenHolder is { Length: > 0 } party
        ? text.Members.Any(m => m.Party == party && ActingMember.ActsFor(caller, m))
        : caller.Is(Role.Mediator, text.Journal);
}
