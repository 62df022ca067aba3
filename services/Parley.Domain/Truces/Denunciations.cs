using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Denouncing a truce at once. A serious violation by the other side allows it, in urgent cases immediately (Hague
/// Regulations, art. 40). A party that leaves a truce between more than two leaves the others bound (Vienna Convention on
/// the Law of Treaties, art. 55).
/// </summary>
internal static class Denunciations
{
    private const int PartiesOfAPair = 2;

    /// <summary>A party bound denounces at once.</summary>
    public static Decision Denounce(TruceRecord truce, DenounceTruceRequest request, RuleContext context)
    {
        var acting = Acting.ForBoundParty(request.Party, truce, context);
        if (acting.Rejection is not null)
        {
            return acting.Rejection;
        }

        var text = truce.Terms.Denunciation;
        var knowingly = request.SeriousViolation || request.DespiteText;
        if (IsExcluded(truce) && !knowingly)
        {
            return Excluded(truce);
        }

        if (!string.IsNullOrEmpty(text?.NoticePeriod) && !knowingly)
        {
            return Rejection.Precondition(
                "NOTICE_REQUIRED", truce.Journal,
                $"The text demands notice of {text.NoticePeriod}: use GiveNotice. For a serious violation by the other side set serious_violation; to record the act although the text forbids it set despite_text.")
                .With("notice_period", text.NoticePeriod);
        }

        return Event(truce, acting.Party, request.Reason, "", request.SeriousViolation, request.DespiteText);
    }

    /// <summary>True where the text forbids denunciation, or the truce is not the parties' to end.</summary>
    public static bool IsExcluded(TruceRecord truce) => truce.Terms.Denunciation?.Excluded == true || Conclusion.IsImposed(truce.Terms);

    /// <summary>
    /// The event by which a party's denunciation takes effect: the end between two, a withdrawal among more and from a truce that
    /// was imposed.
    /// </summary>
    public static Event Event(
        TruceRecord truce, string party, LocalizedText? reason, string notice, bool seriousViolation = false, bool despiteText = false) =>
        truce.Bound.Length > PartiesOfAPair || Conclusion.IsImposed(truce.Terms)
            ? new()
            {
                TruceWithdrew = new()
                {
                    Party = party,
                    Reason = reason,
                    Notice = notice,
                    SeriousViolation = seriousViolation,
                    DespiteText = despiteText,
                },
            }
            : new()
            {
                TruceDenounced = new()
                {
                    Party = party,
                    Reason = reason,
                    Notice = notice,
                    SeriousViolation = seriousViolation,
                    DespiteText = despiteText,
                },
            };

    /// <summary>The refusal of what the text forbids.</summary>
    public static Rejection Excluded(TruceRecord truce) => Rejection.Precondition(
        "DENUNCIATION_EXCLUDED", truce.Journal,
        Conclusion.IsImposed(truce.Terms)
            ? "The truce was imposed; a party cannot end it. To record knowingly that it no longer keeps it use DenounceTruce with despite_text."
            : "The text excludes denunciation. For a serious violation by the other side use DenounceTruce with serious_violation; to record the act although the text forbids it, with despite_text.");
}
