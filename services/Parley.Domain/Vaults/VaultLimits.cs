using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>
/// How much one member may seal. Every limit counts the member's own filings, withdrawn and replaced ones too, and nobody else's: a
/// refusal that hung on what others have filed would tell it. Openings and ranges are counted where they are agreed.
/// </summary>
public static class VaultLimits
{
    /// <summary>
    /// Filings of readiness for one subject with one other member. A match says that the other is ready for what one has filed; who
    /// could file as often as it likes would feel its way along the other's windows and levels.
    /// </summary>
    public const int ReadinessFilings = 5;

    /// <summary>Filings of consent for one opening. They are looked at once, so only the vault's size is at stake.</summary>
    public const int ConsentFilings = 30;

    /// <summary>Filings for one round of a blind range. Only the last one counts.</summary>
    public const int RangeFilings = 20;

    /// <summary>The largest filing, in bytes as a message.</summary>
    public const int FilingBytes = 64 * 1024;

    /// <summary>
    /// The reason for which an opening is cancelled, in bytes as a message. It stands on the text, of which one answer must hold all openings.
    /// </summary>
    public const int ReasonBytes = 4 * 1024;

    /// <summary>Why a member's next filing in a matter is one too many; null while it is not.</summary>
    internal static Rejection? CheckRounds(VaultRecord vault, Matter matter, int limit) => vault.Filings.Count(f => f.Matter == matter) < limit
        ? null
        : Rejection.Precondition("ROUNDS_EXHAUSTED", vault.Negotiation,
            $"You have filed {limit} times in this matter, and no more is taken; what stands, stands. Speak to the mediators.")
            .With("limit", limit.ToString());

    /// <summary>Why what is to be sealed is too large; null when it is not.</summary>
    internal static Rejection? CheckBytes(VaultRecord vault, IMessage filed) => Check(vault, filed, FilingBytes, "filing");

    /// <summary>Why a reason is too long; null when it is not.</summary>
    internal static Rejection? CheckReason(VaultRecord vault, LocalizedText? reason) => reason is null ? null : Check(vault, reason, ReasonBytes, "reason");

    private static Rejection? Check(VaultRecord vault, IMessage said, int limit, string what) => said.CalculateSize() <= limit
        ? null
        : Rejection.Limit($"A {what} can have at most {limit} bytes; this one has {said.CalculateSize()}.", limit, $"bytes of a {what}") with
        {
            Resource = vault.Negotiation,
        };
}
