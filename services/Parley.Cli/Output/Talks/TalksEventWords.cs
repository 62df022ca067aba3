using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>What happened in talks, as one sentence.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class TalksEventWords(Glossary glossary)
{
    /// <summary>What happened; null where it is no event of a negotiation or of a session.</summary>
    public string? Of(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.NegotiationCreated => $"the record of talks is opened: {glossary.Of(e.NegotiationCreated.Negotiation.Title)}",
        Event.BodyOneofCase.AgendaSet => $"the agenda is set: {Words.Count(e.AgendaSet.Agenda.Count, "item", "items")}",
        Event.BodyOneofCase.AgendaItemSettled => $"issue {e.AgendaItemSettled.AgendaItem} is settled{glossary.Because(e.AgendaItemSettled.Settlement.Outcome)}",
        Event.BodyOneofCase.AgendaItemReopened =>
            $"issue {e.AgendaItemReopened.AgendaItem} is opened again, for {glossary.Parties(e.AgendaItemReopened.AgreedBy)}{glossary.Because(e.AgendaItemReopened.Reason)}",
        Event.BodyOneofCase.VenuesAdded => $"venues that readiness can name are shown: {string.Join("; ", e.VenuesAdded.Venues.Select(v => $"{v.Id}, {glossary.Of(v.Label)}"))}",
        Event.BodyOneofCase.ParticipantAdmitted => Admitted(e.ParticipantAdmitted.Accreditation),
        Event.BodyOneofCase.AccreditationBegan => $"accreditation {e.AccreditationBegan.Accreditation} begins to hold",
        Event.BodyOneofCase.AccreditationEnded => $"accreditation {e.AccreditationEnded.Accreditation} ends{glossary.Because(e.AccreditationEnded.Reason)}",
        Event.BodyOneofCase.TalksProgressed => $"session {e.TalksProgressed.Session} is {Words.Of(e.TalksProgressed.Step)}",
        Event.BodyOneofCase.NegotiationJudged => Judged(e.NegotiationJudged),
        Event.BodyOneofCase.NegotiationResumed => $"the talks are resumed{glossary.Because(e.NegotiationResumed.Reason)}",
        Event.BodyOneofCase.NegotiationLapsed => "the talks lapse: their deadline has passed without a conclusion",
        Event.BodyOneofCase.ReadinessDeclared => Declared(e.ReadinessDeclared.Readiness),
        Event.BodyOneofCase.ReadinessWithdrawn => $"readiness {e.ReadinessWithdrawn.Readiness} is taken back{glossary.Because(e.ReadinessWithdrawn.Reason)}",
        Event.BodyOneofCase.ReadinessExpired => $"readiness {e.ReadinessExpired.Readiness} has run out",
        Event.BodyOneofCase.ReadinessConditionSettled => Settled(e.ReadinessConditionSettled),
        Event.BodyOneofCase.TextProgressed => $"text {Words.Id(e.TextProgressed.Progress.Text)} is {Words.Of(e.TextProgressed.Progress.State)}",
        Event.BodyOneofCase.BlindRangeAgreed =>
            $"{glossary.Parties(e.BlindRangeAgreed.Range.Parties)} are to look blindly for a value: {Bidi.Isolate(e.BlindRangeAgreed.Range.Subject)}",
        Event.BodyOneofCase.BlindRangeRoundOver => $"a round of blind range {e.BlindRangeRoundOver.Range} is over",
        Event.BodyOneofCase.BlindRangeFound => $"blind range {e.BlindRangeFound.Range} has a value: {TalksWords.Of(e.BlindRangeFound.Value)}",
        _ => OfSession(e),
    };

    private string? OfSession(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.SessionScheduled => Scheduled(e.SessionScheduled.Session),
        Event.BodyOneofCase.SessionConfirmed => "those who are to come have confirmed the session",
        Event.BodyOneofCase.SessionConvoked => $"the session begins{At(e.SessionConvoked.HeldFrom)}",
        Event.BodyOneofCase.SessionInterrupted => Interrupted(e.SessionInterrupted),
        Event.BodyOneofCase.SessionContinued => $"the session goes on{At(e.SessionContinued.ContinuedFrom)}",
        Event.BodyOneofCase.SessionClosed => $"the session ends{At(e.SessionClosed.HeldUntil)}{glossary.Because(e.SessionClosed.Outcome)}",
        Event.BodyOneofCase.SessionCancelled => $"the session will not be held{glossary.Because(e.SessionCancelled.Reason)}",
        _ => null,
    };

    private string Admitted(Accreditation accreditation) =>
        $"{Bidi.Isolate(accreditation.Subject)} is accredited {(accreditation.Party.Length > 0 ? $"for {glossary.Party(accreditation.Party)} " : "")}as {Words.Of(accreditation.Function)}";

    private string Judged(NegotiationJudged judged) => judged.State switch
    {
        NegotiationState.Suspended => $"the talks are suspended{glossary.Because(judged.Reason)}",
        NegotiationState.Deadlocked => $"the talks are judged to be stuck{glossary.Because(judged.Reason)}",
        NegotiationState.BrokenOff => $"the talks are broken off{glossary.Because(judged.Reason)}",
        _ => $"the talks are {Words.Of(judged.State)}{glossary.Because(judged.Reason)}",
    };

    private string Declared(Readiness readiness) =>
        $"{glossary.Party(readiness.Party)} is ready {Words.Of(readiness.Subject)}"
        + (readiness.Conditions.Count > 0 ? $", on {Words.Count(readiness.Conditions.Count, "condition", "conditions")}: {string.Join("; ", readiness.Conditions.Select(c => glossary.Of(c.Text)))}" : "");

    private string Settled(ReadinessConditionSettled settled) =>
        $"condition {settled.Condition} of readiness {settled.Readiness} {(settled.Judgement?.Met == true ? "is met" : "has failed")}{glossary.Because(settled.Judgement?.Reason)}";

    private string Scheduled(Session session) =>
        $"a {Words.Of(session.Format)} session is planned{At(session.PlannedStart)}{(glossary.Of(session.Venue) is { Length: > 0 } venue ? $" in {venue}" : "")}{glossary.Because(session.Subject)}";

    private string Interrupted(SessionInterrupted interrupted)
    {
        var how = interrupted.Interruption;
        return $"the session is interrupted{At(interrupted.InterruptedFrom)}: {Words.Of(how.Kind)}{(how.Party.Length > 0 ? $" of {glossary.Party(how.Party)}" : "")}{glossary.Because(how.Reason)}";
    }

    private static string At(LegalTime? time) => time is null ? "" : $", {TalksWords.Of(time)}";
}
