using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Deadlines with which a truce lapses when they are missed. "By 12:00" is kept by an act at 12:00:00; with the next
/// microsecond it is missed.
/// </summary>
internal static class Deadlines
{
    public const string Acceptance = "ACCEPTANCE_DEADLINE";
    public const string Effect = "EFFECT_DEADLINE";
    public const string AdherenceMinimum = "ADHERENCE_MINIMUM";
    public const string ConditionFailed = "CONDITION_FAILED";

    /// <summary>The deadlines of a draft: acceptances, and the number of adherences that concludes it.</summary>
    public static IEnumerable<Due> OfDraft(TruceRecord truce)
    {
        if (truce.Terms.AcceptanceDeadline is { } acceptance)
        {
            yield return Missed(acceptance.ToInstant(), Acceptance);
        }

        if (Conclusion.ByAdherence(truce.Terms) && truce.Terms.Adherence.Deadline is { } adherence)
        {
            yield return Missed(adherence.ToInstant(), AdherenceMinimum);
        }
    }

    /// <summary>
    /// The deadlines of an effect that waits: the one that the text sets for the event or decision, and the stated end of the
    /// truce, from which on nothing is left to take effect.
    /// </summary>
    public static IEnumerable<Due> OfEffect(TruceRecord truce)
    {
        if (truce.Stage != TruceStage.Concluded)
        {
            yield break;
        }

        if (truce.OwnEffect is null && Beginnings.Deadline(truce.Terms.Effect) is { } deadline)
        {
            yield return Missed(deadline, Effect);
        }

        if (TermLaw.StatedEnd(truce.Terms.Term) is { } end)
        {
            yield return new(end.ToInstant(), () => Lapsed(Effect));
        }
    }

    private static Due Missed(Instant deadline, string reason) =>
        new(deadline + Transitions.Tick, () => Lapsed(reason));

    private static Event Lapsed(string reason) => new() { TruceLapsed = new() { Reason = reason } };
}
