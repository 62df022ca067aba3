using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Caucuses;

/// <summary>What the vault tells the member: that something of it was sealed or withdrawn, and that another member is ready too.</summary>
internal static class Receipts
{
    /// <summary>
    /// A receipt, without what would let others guess what was sealed or what it is for: the mediators read here too, and all but the
    /// hash and the times is only for who filed.
    /// </summary>
    public static Decision Record(RecordReceiptCall call)
    {
        if (call.Receipt is null)
        {
            return Rejection.Invalid("receipt", "FIELD_REQUIRED", "There is no receipt.");
        }

        var given = call.Receipt;
        var receipt = new SealReceipt { Hash = given.Hash, FileTime = given.FileTime, WithdrawTime = given.WithdrawTime, UseTime = given.UseTime };
        return new Event { ReceiptRecorded = new() { Receipt = receipt } };
    }

    /// <summary>A match.</summary>
    public static Decision Record(RecordMatchCall call) => call.Match is null
        ? Rejection.Invalid("match", "FIELD_REQUIRED", "There is no match.")
        : new Event { ReadinessMatched = new() { Match = call.Match } };

    /// <summary>
    /// The receipts with another one. A hash that is known was told of before: what is told last takes its place, as when it was
    /// withdrawn. Past the limit the oldest that was withdrawn goes first, since what stands matters longer.
    /// </summary>
    public static ImmutableList<SealReceipt> Kept(ImmutableList<SealReceipt> receipts, SealReceipt receipt)
    {
        var known = receipts.FindIndex(r => r.Hash == receipt.Hash);
        if (known >= 0)
        {
            return receipts.SetItem(known, receipt);
        }

        var all = receipts.Add(receipt);
        return all.Count <= CaucusLimits.Receipts ? all : all.RemoveAt(Math.Max(0, all.FindIndex(r => r.WithdrawTime is not null)));
    }

    /// <summary>The matches with another one; past the limit the oldest goes.</summary>
    public static ImmutableList<ReadinessMatch> Kept(ImmutableList<ReadinessMatch> matches, ReadinessMatch match)
    {
        var all = matches.Add(match);
        return all.Count <= CaucusLimits.Matches ? all : all.RemoveAt(0);
    }
}
