using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// Who may express a member's consent: heads of state and of government and ministers for foreign affairs by virtue of their office,
/// everybody else with full powers (Vienna Convention on the Law of Treaties, article 7).
/// </summary>
internal static class Authority
{
    /// <summary>Why the authority does not suffice for the act; null when it does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="party">For whom the act is done.</param>
    /// <param name="authority">The authority that the request states.</param>
    /// <param name="act">What it must cover. An initial binds nobody and needs none; but what is named must be there.</param>
    /// <param name="caller">Who acts for the party itself; null where mediators record what was shown to them.</param>
    /// <param name="field">Where the request states it.</param>
    public static Rejection? Check(
        TextRecord text, string party, SigningAuthority? authority, ConsentAct act, Caller? caller, string field = "authority")
    {
        if (authority is null or { Level: Level.Unspecified })
        {
            return Rejection.Invalid($"{field}.level", "LEVEL_MISSING", "Say which rank the signer has.");
        }

        if (authority.FullPowers.Length > 0)
        {
            return CheckNamed(text, party, authority.FullPowers, act);
        }

        return act == ConsentAct.Initial ? null
            : IsExOfficio(authority.Level) ? NotAccreditedAs(text, party, authority.Level, caller)
            : Missing(text, party, $"A signer of the rank {ContractName.Of(authority.Level)} acts for {party} with full powers only; name them.");
    }

    /// <summary>True for offices that represent a state by themselves.</summary>
    public static bool IsExOfficio(Level level) => level is Level.HeadOfState or Level.HeadOfGovernment or Level.ForeignMinister;

    /// <summary>
    /// An office is believed of whoever bears the party's token, but not against what mediators accredited the bearer as: they saw the credentials.
    /// </summary>
    private static Rejection? NotAccreditedAs(TextRecord text, string party, Level level, Caller? caller)
    {
        if (caller is null || text.Members.FirstOrDefault(m => m.Party == party) is not { } member)
        {
            return null;
        }

        var accredited = ActingMember.LevelsOf(caller, member);
        if (accredited.IsEmpty || accredited.Contains(level))
        {
            return null;
        }

        var names = accredited.Distinct().Select(ContractName.Of).ToList();
        return Rejection.Precondition(
            "LEVEL_NOT_ACCREDITED", text.Journal,
            $"You are accredited for {party} as {string.Join(", ", names)}, not as {ContractName.Of(level)}. Name full powers, or let a mediator admit you in that rank.")
            .With("accredited", string.Join(",", names));
    }

    private static Rejection? CheckNamed(TextRecord text, string party, string id, ConsentAct act)
    {
        if (text.FullPowers.Find(p => p.Id == id && p.Party == party) is not { } powers)
        {
            return Missing(text, party, $"No full powers {id} of {party} were deposited.");
        }

        if (powers.RevokeTime is not null)
        {
            return Rejection.Precondition("FULL_POWERS_REVOKED", text.Journal, $"{party} has revoked the full powers {id}. Deposit new ones first.")
                .With("full_powers", id);
        }

        return powers.Acts.Contains(act)
            ? null
            : Rejection.Precondition(
                "FULL_POWERS_DO_NOT_COVER", text.Journal,
                $"The full powers {id} cover {string.Join(", ", powers.Acts.Select(ContractName.Of))}, not {ContractName.Of(act)}. Deposit full powers for that act first.")
                .With("full_powers", id)
                .With("act", ContractName.Of(act));
    }

    private static Rejection Missing(TextRecord text, string party, string what)
    {
        var held = string.Join(",", text.FullPowers.Where(p => p.Party == party && p.RevokeTime is null).Select(p => p.Id));
        var hint = held.Length == 0 ? "Deposit full powers with DepositFullPowers first." : $"Those that hold are {held}.";
        return Rejection.Precondition("FULL_POWERS_MISSING", text.Journal, $"{what} {hint}").With("held", held);
    }
}
