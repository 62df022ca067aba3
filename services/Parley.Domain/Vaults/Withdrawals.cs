using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>A member takes back what it has sealed.</summary>
internal static class Withdrawals
{
    /// <summary>
    /// The rule. A filing of somebody else's is answered as one that does not exist, and both as a caucus that is not the caller's. For
    /// an opening that came to nothing before its instant, it is recorded and receipted like any other and changes nothing.
    /// </summary>
    public static Decision Withdraw(VaultRecord vault, AccreditedMember member, WithdrawFilingRequest request, RuleContext context)
    {
        if (context.Entry is not FilingEntry entry || vault.Filing(request.Hash) is not { } filing
            || entry.Receipt.Hash != filing.Hash || filing.Party != member.Party)
        {
            return Sealing.Unseen(request.Parent);
        }

        if (filing is not ReadinessFiling && !ActingMember.MayBind(context.Caller, member))
        {
            return ActingMember.CannotBind(member); // Who cannot consent for it, or file its figure, cannot take that back.
        }

        if (filing.EndedAt is { } ended)
        {
            return Ended($"It was withdrawn or replaced at {ended.ToText()}.");
        }

        switch (filing)
        {
            case ConsentFiling consent when vault.Opening(consent.Sealed.Text, consent.Sealed.Opening) is { } opening && vault.IsOver(opening):
                return ConsentFilings.Over(opening);
            case ConsentFiling consent when vault.Opening(consent.Sealed.Text, consent.Sealed.Opening) is { } opening && ConsentFilings.Concluding(opening) is { } concluding:
                return concluding;
            case RangeFilingOfRound range when vault.Range(range.Sealed.Range) is { } of && of.RoundsClosed >= range.Round:
                return Ended($"The round that it was for closed at {of.CloseOf(range.Round).ToText()}.");
            default:
                return Sealing.Answered(
                    new() { Entry = entry.Id, FilingEnded = new() { Time = context.Now.ToTimestamp() } },
                    new() { FilingWithdrawn = new() { Hash = filing.Hash } });
        }

        Decision Ended(string how) => Rejection.Precondition(
            "FILING_ENDED", request.Parent, $"This filing no longer stands, so there is nothing to withdraw. {how}");
    }
}
