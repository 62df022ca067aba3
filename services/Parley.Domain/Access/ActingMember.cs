using System.Collections.Immutable;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Access;

/// <summary>For which member of a negotiation a caller acts.</summary>
public static class ActingMember
{
    /// <summary>The member that the caller acts for.</summary>
    /// <param name="requested">The party that the request names; empty when it names none.</param>
    /// <param name="members">The members of the negotiation.</param>
    /// <param name="journal">The journal in which it acts.</param>
    /// <param name="context">Who asks.</param>
    /// <param name="field">The field of the request that names the party.</param>
    /// <returns>
    /// The member, or the refusal: as for any party (<see cref="ActingParty"/>), NOT_A_MEMBER for a party that takes no part, PERMISSION_DENIED
    /// for somebody who is not accredited for a member for whom others are.
    /// </returns>
    public static (AccreditedMember? Member, Rejection? Rejection) Resolve(
        string requested, IReadOnlyCollection<AccreditedMember> members, string journal, RuleContext context, string field = "party")
    {
        var mine = members.Where(m => ActsFor(context.Caller, m)).ToList();
        if (requested.Length == 0 && mine is [var only])
        {
            return (only, null);
        }

        var (party, rejection) = ActingParty.Resolve(requested, context.Caller, ResourceName.ConflictOf(journal), field);
        if (party is null)
        {
            return (null, rejection);
        }

        if (members.FirstOrDefault(m => m.Party == party) is not { } member)
        {
            return (null, Rejection.Precondition("NOT_A_MEMBER", journal, $"{party} takes no part in these talks. Only their members can do this.").With("party", party));
        }

        return ActsFor(context.Caller, member)
            ? (member, null)
            : (null, Rejection.Denied($"You are not accredited for {party} in these talks. A mediator can admit you."));
    }

    /// <summary>
    /// The member that the caller may bind: as <see cref="Resolve"/> and, for an interpreter or adviser, CANNOT_BIND. Not everybody who
    /// takes part for a member may adopt, authenticate or consent in its name (Vienna Convention on the Law of Treaties, article 7).
    /// </summary>
    public static (AccreditedMember? Member, Rejection? Rejection) ResolveBinding(
        string requested, IReadOnlyCollection<AccreditedMember> members, string journal, RuleContext context, string field = "party")
    {
        var (member, rejection) = Resolve(requested, members, journal, context, field);
        return member is null || MayBind(context.Caller, member) ? (member, rejection) : (null, CannotBind(member));
    }

    /// <summary>
    /// True when the caller acts for the member and was admitted to more than to assist. Where nobody was accredited there is only the token,
    /// and of those for whom no function is known it may be more.
    /// </summary>
    public static bool MayBind(Caller caller, AccreditedMember member) => ActsFor(caller, member) && Binds(member, caller.Subject);

    /// <summary>True when there is somebody who acts for the member, if only to assist.</summary>
    public static bool IsRepresented(AccreditedMember member) => !member.Narrowed || member.Accredited.Count > 0;

    /// <summary>
    /// True when there is somebody who may bind the member: as long as nobody was accredited for it whoever bears its token, and after that
    /// only while one is accredited who does more than assist.
    /// </summary>
    public static bool CanBeBound(AccreditedMember member) => !member.Narrowed
        || member.Accredited.Any(subject => Binds(member, subject));

    /// <summary>
    /// The ranks in which the caller is accredited for the member; none where that says nothing of its rank: it is not accredited itself, or was
    /// admitted without one.
    /// </summary>
    public static ImmutableArray<Level> LevelsOf(Caller caller, AccreditedMember member)
    {
        ImmutableArray<Level> levels = [.. member.Periods.Where(p => p.From is null && p.Subject == caller.Subject).Select(p => p.Level)];
        return levels.Contains(Level.Unspecified) ? [] : levels;
    }

    /// <summary>The refusal of somebody who takes part for the member and cannot bind it.</summary>
    public static Rejection CannotBind(AccreditedMember member) => new Rejection(
        RejectionCode.PermissionDenied, "CANNOT_BIND",
        $"You are accredited for {member.Party} as an interpreter or adviser, who reads and speaks for it and does nothing that binds it. "
        + "Its head of delegation, a delegate or a plenipotentiary can do this; a mediator can admit you as one.")
        .With("party", member.Party);

    private static bool Binds(AccreditedMember member, string subject)
    {
        var own = member.Periods.Where(p => p.From is null && p.Subject == subject).ToList();
        return own.Count == 0 || own.Exists(p => !p.Assists);
    }

    /// <summary>True when the caller acts for the member: by its token and, once anybody was accredited for it, by accreditation too.</summary>
    public static bool ActsFor(Caller caller, AccreditedMember member) =>
        caller.ActsFor(member.Party) && (!member.Narrowed || member.Accredited.Contains(caller.Subject));
}
