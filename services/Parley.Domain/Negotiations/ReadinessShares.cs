using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>
/// How much of what is shown is one member's: its declarations of readiness and its own judgements of their conditions. Every limit
/// counts the member's own words and nobody else's, so that no member can take the word from another or from the mediators.
/// </summary>
internal static class ReadinessShares
{
    /// <summary>The refusal when a member would have more standing than its share; null while it has not.</summary>
    /// <param name="talks">The talks as they are.</param>
    /// <param name="party">The member.</param>
    /// <param name="said">The event that records what it says.</param>
    public static Rejection? Check(NegotiationRecord talks, string party, Event said)
    {
        var standing = Of(ReadinessFold.Apply(talks, said), party).Where(Stands).ToList();
        if (standing.Count > NegotiationLimits.StandingReadiness)
        {
            return Rejection.Limit(
                $"{NegotiationLimits.StandingReadiness} declarations of {party} stand, and no more are taken while they do. Withdraw one.",
                NegotiationLimits.StandingReadiness, "declarations of readiness that stand");
        }

        var share = NegotiationLimits.Share(talks, NegotiationLimits.ReadinessBytes);
        return standing.Sum(OfMember) <= share
            ? null
            : NegotiationLimits.TooManyBytes($"What stands of {party}'s readiness would have more than {share} bytes. Say it in fewer words, or withdraw what has been overtaken.", share);
    }

    /// <summary>
    /// The talks without what is too much of a member's past: of what no longer stands the oldest leaves while more is shown than its
    /// share. Ids that leave stay taken.
    /// </summary>
    public static NegotiationRecord Trimmed(NegotiationRecord talks, string party)
    {
        var (most, share) = (NegotiationLimits.Share(talks, NegotiationLimits.ShownReadiness), NegotiationLimits.Share(talks, NegotiationLimits.ReadinessBytes));
        var shown = Of(talks, party).ToList();
        var (count, bytes, leaving) = (shown.Count, shown.Sum(OfMember), new HashSet<string>());
        foreach (var past in shown.Where(r => !Stands(r)).TakeWhile(_ => count > most || bytes > share))
        {
            leaving.Add(past.Id);
            (count, bytes) = (count - 1, bytes - OfMember(past));
        }

        return leaving.Count == 0 ? talks : talks with
        {
            Readiness = talks.Readiness.RemoveAll(r => leaving.Contains(r.Id)),
            FormerReadiness = talks.FormerReadiness.Union(leaving),
        };
    }

    /// <summary>Bytes of a declaration that its party has said.</summary>
    public static int OfMember(Readiness readiness)
    {
        var said = Said(readiness);
        (said.State, said.DeclareTime) = (ReadinessState.Unspecified, null);
        return said.CalculateSize();
    }

    /// <summary>Bytes of a declaration that mediators have said: their judgements of its conditions.</summary>
    public static int OfMediators(Readiness readiness) => readiness.CalculateSize() - Said(readiness).CalculateSize();

    private static IEnumerable<Readiness> Of(NegotiationRecord talks, string party) => talks.Readiness.Where(r => r.Party == party);

    private static bool Stands(Readiness readiness) => readiness.State == ReadinessState.Standing;

    /// <summary>A copy without what mediators have judged.</summary>
    private static Readiness Said(Readiness readiness)
    {
        var said = readiness.Clone();
        foreach (var condition in said.Conditions.Where(ReadinessConditions.IsCheckable))
        {
            (condition.Outcome, condition.SettledBy, condition.Settlement, condition.SettleTime) = (ConditionOutcome.Unspecified, null, null, null);
        }

        return said;
    }
}
