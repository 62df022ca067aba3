using Parley.V1;

namespace Parley.Domain.Negotiations;

/// <summary>Where talks stand, derived from all that runs in them.</summary>
internal static class Standing
{
    /// <summary>
    /// The state shown. Precedence: how they ended; suspended; stuck; the session in progress; the text that has come furthest; that
    /// they have met or a text is on the table; that a session is planned.
    /// </summary>
    public static NegotiationState Of(NegotiationRecord talks) => talks switch
    {
        { IsOver: true } => talks.Ending,
        { Suspension: not null } => NegotiationState.Suspended,
        { Deadlock: not null } => NegotiationState.Deadlocked,
        { CurrentSession.Length: > 0, InRecess: true } => NegotiationState.Recessed,
        { CurrentSession.Length: > 0 } => NegotiationState.InSession,
        _ when Any(talks, NegotiatingTextState.Authenticated) => NegotiationState.TextAuthenticated,
        _ when Any(talks, NegotiatingTextState.AgreedAdReferendum) => NegotiationState.TextAgreedAdReferendum,
        _ when talks.HasMet || talks.Texts.Exists(t => t.IsOnTheTable) => NegotiationState.Open,
        { PlannedSessions.IsEmpty: false } => NegotiationState.Preparatory,
        _ => NegotiationState.Proposed,
    };

    /// <summary>What was judged of the talks as they stand; null when nobody's judgement put them there.</summary>
    public static NegotiationJudgement? Judgement(NegotiationRecord talks) =>
        talks.IsOver ? talks.EndJudgement : talks.Suspension ?? talks.Deadlock;

    /// <summary>True when a text was concluded and none is on the table any more: the talks have come to their end.</summary>
    public static bool IsConcludedByTexts(NegotiationRecord talks) =>
        Any(talks, NegotiatingTextState.Concluded) && !talks.Texts.Exists(t => t.IsOnTheTable);

    private static bool Any(NegotiationRecord talks, NegotiatingTextState state) => talks.Texts.Exists(t => t.Standing.State == state);
}
