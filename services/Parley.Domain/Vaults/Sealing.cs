using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// What all filings have in common. The answer to a filing is its receipt, made of the filing, the salt and the instant: of nothing
/// that anybody else has filed. Filings are compared only by a transition of the clock (<see cref="Transitions"/>), at an
/// instant of its own after the filing's; so the answer is given before anything is compared, and it is the same whether something
/// comes of it or not.
/// </summary>
internal static class Sealing
{
    /// <summary>
    /// The member whose caucus the request names and for whom the caller acts; null for everybody else, and for a caucus that is
    /// none: both are answered with <see cref="Unseen"/>, so nobody learns here which caucuses there are.
    /// </summary>
    public static AccreditedMember? MemberOf(VaultRecord vault, string caucus, Caller caller) =>
        vault.Members.FirstOrDefault(m => ResourceName.Caucus(vault.Negotiation, m.Party) == caucus && ActingMember.ActsFor(caller, m));

    /// <summary>The one answer to whoever may not know, and for what does not exist; the frame's own has the same words.</summary>
    public static Rejection Unseen(string caucus) => Rejection.NotFound(caucus);

    /// <summary>
    /// A filing as it was stated. What somebody wrote into the output field of a time is no part of it: Parley resolves the time itself,
    /// and the receipt must not say that it was another instant.
    /// </summary>
    public static T Stated<T>(T filing, Func<T, IEnumerable<LegalTime?>> timesIn)
        where T : IMessage<T>
    {
        var stated = filing.Clone();
        foreach (var time in timesIn(stated).OfType<LegalTime>())
        {
            time.Resolved = null;
        }

        return stated;
    }

    /// <summary>Seals a filing and makes its receipt.</summary>
    /// <param name="filed">The message as it was filed.</param>
    /// <param name="kind">Of which kind.</param>
    /// <param name="subject">What it is for.</param>
    /// <param name="head">The event of the vault's head, given the hash.</param>
    /// <param name="context">The instant, and the id that becomes the salt: nobody without the deployment's key could foretell it.</param>
    public static Decision Seal(IMessage filed, SealedKind kind, string subject, Func<string, Event> head, RuleContext context)
    {
        var bytes = SealHash.BytesOf(filed);
        var hash = SealHash.Of(context.AssignedId, bytes);
        var receipt = new SealReceipt
        {
            Hash = hash,
            Salt = context.AssignedId,
            Filing = ByteString.CopyFrom(bytes),
            Kind = kind,
            Subject = subject,
            FileTime = context.Now.ToTimestamp(),
        };
        return Answered(new() { Entry = SealHash.EntryOf(hash)!, FilingReceipted = new() { Receipt = receipt } }, head(hash));
    }

    /// <summary>
    /// The events of a request that an entry answers. The entry's comes first: the store keeps the request's id with the first event,
    /// and from there a late repeat finds what answers it.
    /// </summary>
    public static Decision Answered(Event entry, Event head) => ImmutableArray.Create(entry, head);

    /// <summary>
    /// The receipt of a filing as its caucus may keep it, where mediators read too: that something is on file, and when. What it is
    /// for is left out like the salt and the filing. Who saw that two members had filed for the same, and nothing came of it, would
    /// know of a miss.
    /// </summary>
    public static SealReceipt ReceiptOf(SealedFiling filing) => new()
    {
        Hash = filing.Hash,
        FileTime = filing.FiledAt.ToTimestamp(),
        WithdrawTime = filing.EndedAt?.ToTimestamp(),
        UseTime = filing.UsedAt?.ToTimestamp(),
    };

    /// <summary>An opening, below its text.</summary>
    public static string SubjectOf(string text, string opening) => ResourceName.Child(text, "openings", opening);

    /// <summary>A subject of readiness, as the contract names it.</summary>
    public static string SubjectOf(ReadinessSubject subject) =>
        ReadinessReflection.Descriptor.EnumTypes.First(e => e.Name == nameof(ReadinessSubject)).FindValueByNumber((int)subject)?.Name ?? "";

    /// <summary>A round of a blind range, below its negotiation.</summary>
    public static string SubjectOf(VaultRecord vault, string range, int round) =>
        ResourceName.Child(ResourceName.Child(vault.Negotiation, "ranges", range), "rounds", round.ToString(CultureInfo.InvariantCulture));
}
