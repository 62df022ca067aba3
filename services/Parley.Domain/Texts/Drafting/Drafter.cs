using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>In whose name somebody takes part in drafting.</summary>
/// <param name="Party">The member; empty for a mediator.</param>
/// <param name="Rejection">Why the caller cannot take part so; null when it can.</param>
internal readonly record struct Drafter(string Party, Rejection? Rejection)
{
    /// <summary>A mediator, where no party is named and the caller is one; otherwise a member, whoever only witnesses excepted.</summary>
    public static Drafter MediatorOrMember(string requested, TextRecord text, RuleContext context)
    {
        if (requested.Length == 0 && context.Caller.Is(Role.Mediator, text.Journal))
        {
            return new("", null);
        }

        var (member, rejection) = ActingMember.Resolve(requested, text.Members, text.Journal, context);
        return member is null ? new("", rejection)
            : member.Capacity == MemberCapacity.Witness ? new(member.Party, WitnessDrafts(text, member.Party))
            : new(member.Party, null);
    }

    /// <summary>A mediator, where no party is named and the caller is one; otherwise a member that is to be bound.</summary>
    public static Drafter MediatorOrParty(string requested, TextRecord text, RuleContext context) =>
        requested.Length == 0 && context.Caller.Is(Role.Mediator, text.Journal) ? new("", null) : OfParty(requested, text, context);

    /// <summary>A member that is to be bound, by somebody who can agree in its name.</summary>
    public static Drafter OfParty(string requested, TextRecord text, RuleContext context)
    {
        var (member, rejection) = ActingMember.ResolveBinding(requested, text.Members, text.Journal, context);
        return member is null ? new("", rejection) : member.Capacity switch
        {
            MemberCapacity.Party => new(member.Party, null),
            MemberCapacity.Witness => new(member.Party, Rejection.Precondition(
                "WITNESS_NEVER_BINDS", text.Journal, $"{member.Party} is a witness: what it does binds nobody. The parties agree.").With("party", member.Party)),
            _ => new(member.Party, Rejection.Precondition(
                "NOT_A_PARTY", text.Journal, $"{member.Party} is no party to this text; clauses are agreed among the parties. It can propose amendments.")
                .With("party", member.Party)),
        };
    }

    private static Rejection WitnessDrafts(TextRecord text, string party) => Rejection.Precondition(
        "WITNESS_NEVER_DRAFTS", text.Journal, $"{party} is a witness and takes no part in drafting. Parties, guarantors and mediators can propose amendments.")
        .With("party", party);
}
