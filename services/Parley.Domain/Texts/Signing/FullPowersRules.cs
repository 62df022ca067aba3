using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Signing;

/// <summary>
/// Depositing and revoking full powers. Revoking them undoes nothing that was signed with them; a sealed consent signs at its opening, and
/// not before.
/// </summary>
internal static class FullPowersRules
{
    /// <summary>The member that issued them, or a mediator who was handed them, deposits full powers.</summary>
    public static Decision Deposit(TextRecord text, DepositFullPowersRequest request, RuleContext context)
    {
        var powers = request.FullPowers?.Clone() ?? new();
        if (MayDeposit(text, powers.Party, context) is { } denied)
        {
            return denied;
        }

        if (text.FullPowers.Exists(p => p.Id == powers.Id))
        {
            return Rejection.Taken(text.Journal, "full powers", powers.Id);
        }

        if (powers.Acts.Count == 0 || powers.Acts.Contains(ConsentAct.Unspecified))
        {
            return Rejection.Invalid("full_powers.acts", "ACT_MISSING", "Name the acts that the full powers cover.");
        }

        powers.RevokeTime = null;
        if ((TextLimits.Check(text.Journal, text.FullPowers.Count(p => p.Party == powers.Party) + 1, TextLimits.FullPowers, "full powers of one member")
            ?? TextLimits.Check(text.Journal, powers.CalculateSize(), TextLimits.ConsentBytes, "bytes of full powers")) is { } full)
        {
            return full;
        }

        return new Event { FullPowersDeposited = new() { FullPowers = powers } };
    }

    /// <summary>The member that issued full powers revokes them, or a mediator to whom that was notified.</summary>
    public static Decision Revoke(TextRecord text, RevokeFullPowersRequest request, RuleContext context)
    {
        if (text.FullPowers.Find(p => p.Id == request.FullPowers) is not { } powers)
        {
            return Rejection.Unknown("full_powers", "UNKNOWN_FULL_POWERS", $"deposit of full powers {request.FullPowers} with the text", text.FullPowers.Select(p => p.Id));
        }

        var (_, rejection) = Signatory.OrDepositary(text, powers.Party, context);
        if (rejection is not null)
        {
            return rejection;
        }

        return powers.RevokeTime is null
            ? new Event { FullPowersRevoked = new() { FullPowers = powers.Id } }
            : Rejection.Precondition("FULL_POWERS_REVOKED", text.Journal, $"The full powers {powers.Id} were revoked already.").With("full_powers", powers.Id);
    }

    private static Rejection? MayDeposit(TextRecord text, string party, RuleContext context)
    {
        var (acting, rejection) = Signatory.OrDepositary(text, party, context, "full_powers.party");
        return acting is null ? rejection : Issuer(text, acting, context);
    }

    private static Rejection? Issuer(TextRecord text, string party, RuleContext context) =>
        text.Members.Any(m => m.Party == party) || (Accessions.IsOpenTo(text, party) && Accessions.IsRegistered(text, party, context))
            ? null
            : Rejection.Precondition("NOT_A_MEMBER", text.Journal, $"{party} takes no part in these talks, and the text is not open to its accession.").With("party", party);
}
