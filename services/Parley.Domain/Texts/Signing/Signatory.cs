using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>For whom a caller acts where not only members can: parties that may join a text, or have joined it.</summary>
internal static class Signatory
{
    /// <summary>The party, or the refusal. For a member the caller must be accredited, and to more than to assist.</summary>
    public static (string? Party, Rejection? Rejection) Resolve(TextRecord text, string requested, RuleContext context, string field = "party")
    {
        var (party, rejection) = ActingParty.Resolve(requested, context.Caller, ResourceName.ConflictOf(text.Journal), field);
        if (party is null || !text.Members.Any(m => m.Party == party))
        {
            return (party, rejection);
        }

        var (member, notAccredited) = ActingMember.ResolveBinding(party, text.Members, text.Journal, context, field);
        return (member?.Party, notAccredited);
    }

    /// <summary>
    /// The same, and where a mediator names a party for which it does not act: that party, for mediators record what was deposited with them
    /// (Vienna Convention on the Law of Treaties, articles 16 and 77).
    /// </summary>
    public static (string? Party, Rejection? Rejection) OrDepositary(TextRecord text, string requested, RuleContext context, string field = "party")
    {
        var conflict = ResourceName.ConflictOf(text.Journal);
        var forItself = requested.Length == 0 ? !context.Caller.PartiesIn(conflict).IsEmpty : context.Caller.ActsFor(requested);
        if (forItself || !context.Caller.Is(Role.Mediator, text.Journal))
        {
            return Resolve(text, requested, context, field);
        }

        return requested.Length == 0 ? (null, Rejection.Invalid(field, "PARTY_MISSING", "Name the party that has deposited its instrument with you."))
            : ForeignName.In(requested, conflict, field) is { } foreign ? (null, Rejection.Invalid(foreign))
            : (requested, null);
    }
}
