using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>How much of what one negotiation may hold. No talks come near; what does is a fault or an attack.</summary>
public static class NegotiationLimits
{
    /// <summary>Members that are parties at the least: with fewer there is nobody to negotiate with.</summary>
    public const int FewestParties = 2;

    /// <summary>Accreditations in all, those that have ended too.</summary>
    public const int Accreditations = 1000;

    /// <summary>Declarations of readiness of one member that stand.</summary>
    public const int StandingReadiness = 20;

    /// <summary>
    /// Declarations of readiness of one member in all, those that do not stand any more too: their ids stay taken, and each is read again
    /// whenever the talks are. To take one back is never refused.
    /// </summary>
    public const int Declarations = 500;

    /// <summary>Suspensions of the talks by one member in all. To lift one, and to break the talks off, is never refused.</summary>
    public const int Suspensions = 500;

    /// <summary>
    /// Declarations of readiness of one member that are shown, those that stand and those that do not; of the latter the oldest leave,
    /// and stay in the journal.
    /// </summary>
    public const int ShownReadiness = 100;

    /// <summary>Bytes of what one member says in its declarations of readiness that stand.</summary>
    public const int ReadinessBytes = 64 * 1024;

    /// <summary>
    /// The members that can use their full share of what is shown at once. Where there are more, the share of each is smaller
    /// accordingly, so that what one may say never hangs on what others have said.
    /// </summary>
    public const int FullShares = 8;

    /// <summary>Bytes of the outcome with which an issue is settled: a line of it, so that a full agenda leaves room for all else.</summary>
    public const int OutcomeBytes = 2 * 1024;

    /// <summary>Venues in all: as many as one sealed readiness can name.</summary>
    public const int Venues = 50;

    /// <summary>Blind ranges in all.</summary>
    public const int BlindRanges = 100;

    /// <summary>
    /// Texts in all, those withdrawn too. Every change of accreditation is told to each. It is where texts are tabled that no more are taken:
    /// of two tabled at once the negotiation takes both, for a text that it did not know would never hear who may no longer read it.
    /// </summary>
    public const int Texts = 200;

    /// <summary>Texts in all that one party tables.</summary>
    public const int TextsOfOneParty = 20;

    /// <summary>
    /// Bytes of what mediators say: the description, the agenda, venues, accreditations, blind ranges, what they judge of conditions. Nothing
    /// that members say counts here, so that they cannot keep the mediators from going on.
    /// </summary>
    public const int MediatorsBytes = 416 * 1024;

    /// <summary>Bytes of the reason for which talks are suspended, judged stuck or ended. One is shown at a time.</summary>
    public const int ReasonBytes = 32 * 1024;

    /// <summary>
    /// Bytes of the resource: one answer must hold it, with room for the clocks on which its instants are rendered. The members' shares,
    /// the mediators' and a reason are what fills it; the rest is for the standing of texts, whose number is limited.
    /// </summary>
    public const int Bytes = 1024 * 1024;

    /// <summary>One member's part of a limit that is full for <see cref="FullShares"/> members.</summary>
    internal static int Share(NegotiationRecord talks, int full) => full * FullShares / Math.Max(FullShares, talks.Members.Length);

    internal static Rejection? Check(string negotiation, int count, int limit, string what) =>
        count < limit
            ? null
            : Rejection.Limit($"{negotiation} holds {limit} {what} already, and no more are taken.", limit, what);

    /// <summary>The refusal of one more suspension by a member; null while there is room, and for mediators.</summary>
    internal static Rejection? Suspending(NegotiationRecord talks, string? party) => party is null
        ? null
        : Check(talks.Journal, talks.SuspendedBy.GetValueOrDefault(party), Suspensions, $"suspensions by {party}");

    /// <summary>The refusal when what mediators say would grow past their share of one answer; null while there is room.</summary>
    internal static Rejection? Room(NegotiationRecord talks, ImmutableArray<Event> events) =>
        MediatorsWords(talks) + events.Sum(e => e.CalculateSize()) <= MediatorsBytes
            ? null
            : TooManyBytes($"Mediators would have said more than {MediatorsBytes} bytes in {talks.Journal}. Say it in fewer words, or in a text or statement of its own.", MediatorsBytes);

    /// <summary>The refusal of a reason that is too long; null when it is not.</summary>
    internal static Rejection? Reason(LocalizedText? reason) => Words(reason, ReasonBytes, "A reason", "a statement");

    /// <summary>The refusal of words past somebody's share.</summary>
    internal static Rejection TooManyBytes(string message, int limit) => Rejection.Limit(message, limit, "bytes");

    /// <summary>The refusal of an outcome that is too long; null when it is not.</summary>
    internal static Rejection? Outcome(LocalizedText? outcome) => Words(outcome, OutcomeBytes, "An outcome", "a text or a note");

    private static Rejection? Words(LocalizedText? said, int limit, string what, string elsewhere) => said is null || said.CalculateSize() <= limit
        ? null
        : TooManyBytes($"{what} can have at most {limit} bytes; this one has {said.CalculateSize()}. Say more of it in {elsewhere}.", limit);

    // What an issue waits for is nothing that anybody has said.
    private static int MediatorsWords(NegotiationRecord talks) =>
        NegotiationView.Unrendered(talks with { Readiness = [], Texts = [], Settlements = talks.Settlements.Clear(), Suspension = null, Deadlock = null, EndJudgement = null }).CalculateSize()
            + talks.Settlements.Values.Sum(s => s.CalculateSize())
            + talks.Readiness.Sum(ReadinessShares.OfMediators);
}
