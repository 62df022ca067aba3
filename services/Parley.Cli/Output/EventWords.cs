using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>An event as one sentence. What Parley records is told; nothing is judged.</summary>
internal static class EventWords
{
    /// <summary>The instant of an event: the one at which it was due, else the one at which it was recorded.</summary>
    public static Timestamp Instant(Event e) => e.DueAt ?? e.RecordedAt;

    /// <summary>What happened.</summary>
    public static string Of(Event e, string language) => e.BodyCase switch
    {
        Event.BodyOneofCase.ConflictCreated => $"the record is opened: {Words.Of(e.ConflictCreated.Conflict.Title, language)}",
        Event.BodyOneofCase.PartyRegistered => $"registered as a party: {Words.Of(e.PartyRegistered.Party.Label, language)}",
        Event.BodyOneofCase.AreaDefined => $"area {Words.Id(e.AreaDefined.Area.Name)} defined",
        Event.BodyOneofCase.ContestedFactRecorded => $"recorded as contested: {Words.Of(e.ContestedFactRecorded.ContestedFact.Subject, language)}",
        Event.BodyOneofCase.NarrativeAdded =>
            $"{Words.Id(e.NarrativeAdded.Narrative.Party)} tells its side of {Words.Id(e.NarrativeAdded.ContestedFact)}: {Words.Of(e.NarrativeAdded.Narrative.Text, language)}",
        Event.BodyOneofCase.StatementPublished => Statement(e.StatementPublished.Statement, language),
        Event.BodyOneofCase.StatementCorrected =>
            $"a statement is corrected: {Words.Of(e.StatementCorrected.Correction.Text, language)}{Because(e.StatementCorrected.Correction.Reason, language)}",
        Event.BodyOneofCase.StatementRetracted => $"a statement is taken back{Because(e.StatementRetracted.Reason, language)}",
        Event.BodyOneofCase.InstrumentAnnounced =>
            $"announced to the public: {Words.Of(e.InstrumentAnnounced.Instrument.Title, language)} is {Words.Of(e.InstrumentAnnounced.Instrument.State)}",
        Event.BodyOneofCase.StatementEmbargoed => $"under embargo until {Words.Of(e.StatementEmbargoed.Statement.EmbargoUntil?.Resolved)}: {Statement(e.StatementEmbargoed.Statement, language)}",
        Event.BodyOneofCase.EmbargoEnded => "the embargo ends",
        Event.BodyOneofCase.ObservationReported => $"seen or heard: {Words.Of(e.ObservationReported.Observation.Text, language)}",
        Event.BodyOneofCase.CallRequested => $"tells {e.CallRequested.Target}",
        Event.BodyOneofCase.CallSettled => e.CallSettled.Refusal.Length == 0 ? "was heard" : $"was refused: {e.CallSettled.Refusal}",
        _ => OfTruce(e, language),
    };

    /// <summary>True for events between journals, which mean nothing to a reader.</summary>
    public static bool IsInner(Event e) => e.BodyCase is Event.BodyOneofCase.CallRequested or Event.BodyOneofCase.CallSettled;

    /// <summary>A statement: what kind, by whom, and its text.</summary>
    public static string Statement(Statement statement, string language)
    {
        var speaker = Words.Of(statement.Speaker, language);
        var capacity = Words.Of(statement.Capacity, language);
        return $"{Words.Of(statement.Kind)} by {speaker}{(capacity.Length > 0 ? $" ({capacity})" : "")}: {Words.Of(statement.Text, language)}";
    }

    private static string OfTruce(Event e, string language) => e.BodyCase switch
    {
        Event.BodyOneofCase.TruceCreated => $"draft recorded: {Words.Of(e.TruceCreated.Terms.Title, language)}",
        Event.BodyOneofCase.TruceAccepted => $"{Words.Id(e.TruceAccepted.Party)} accepts{Said(e.TruceAccepted.Declaration, language)}",
        Event.BodyOneofCase.TruceDeclined => $"{Words.Id(e.TruceDeclined.Party)} declines{Because(e.TruceDeclined.Reason, language)}",
        Event.BodyOneofCase.TruceAdhered => $"{Words.Id(e.TruceAdhered.Party)} joins{Said(e.TruceAdhered.Declaration, language)}",
        Event.BodyOneofCase.TruceConcluded => "concluded: everyone whose consent was needed has given it",
        Event.BodyOneofCase.TruceAbandoned => $"the draft is given up{Because(e.TruceAbandoned.Reason, language)}",
        Event.BodyOneofCase.TruceEffectScheduled => Scheduled(e.TruceEffectScheduled),
        Event.BodyOneofCase.TruceRescheduled => $"its effect{Part(e.TruceRescheduled.StaggeredEffect)} is moved to {Words.Of(e.TruceRescheduled.Effect?.Resolved)}{Because(e.TruceRescheduled.Reason, language)}",
        Event.BodyOneofCase.TruceEffectClarified => $"its effect is settled: {Words.Of(e.TruceEffectClarified.Effect?.Resolved)}{Because(e.TruceEffectClarified.Basis, language)}",
        Event.BodyOneofCase.TruceInterimDutyBound => $"the interim duty {e.TruceInterimDutyBound.Id} binds",
        Event.BodyOneofCase.TruceEnteredIntoForce => $"enters into force{Part(e.TruceEnteredIntoForce.StaggeredEffect)}",
        Event.BodyOneofCase.TruceAmended => $"amended: {string.Join(", ", e.TruceAmended.UpdateMask?.Paths ?? [])}{Because(e.TruceAmended.Reason, language)}",
        Event.BodyOneofCase.TruceExtensionProposed => $"{Proposer(e.TruceExtensionProposed.Party)} proposes to extend {Whose(e.TruceExtensionProposed.TermOf)} by {Length(e.TruceExtensionProposed)}",
        Event.BodyOneofCase.TruceExtensionAccepted => $"{Words.Id(e.TruceExtensionAccepted.Party)} accepts the extension",
        Event.BodyOneofCase.TruceExtended => $"{Whose(e.TruceExtended.TermOf)} is extended to {Words.Of(e.TruceExtended.End)}",
        Event.BodyOneofCase.TruceRenewed => $"{Whose(e.TruceRenewed.TermOf)} renews itself until {Words.Of(e.TruceRenewed.End)}",
        Event.BodyOneofCase.TruceOwnTermBegan => $"{Whose(e.TruceOwnTermBegan.TermOf)} begins, counted from {Words.Of(e.TruceOwnTermBegan.Start)}",
        Event.BodyOneofCase.TruceOwnTermEnded => $"{Whose(e.TruceOwnTermEnded.TermOf)} ends",
        Event.BodyOneofCase.TruceNoticeGiven => $"{Words.Id(e.TruceNoticeGiven.Party)} gives notice of {Words.Of(e.TruceNoticeGiven.Kind)}, effective {Words.Of(e.TruceNoticeGiven.Effective)}{Because(e.TruceNoticeGiven.Reason, language)}",
        Event.BodyOneofCase.TruceNoticeWithdrawn => "the notice is withdrawn",
        Event.BodyOneofCase.TruceDenounced => $"{Words.Id(e.TruceDenounced.Party)} denounces it{Because(e.TruceDenounced.Reason, language)}",
        Event.BodyOneofCase.TruceWithdrew => $"{Words.Id(e.TruceWithdrew.Party)} leaves{Because(e.TruceWithdrew.Reason, language)}",
        Event.BodyOneofCase.TruceSuspended => $"suspended {(e.TruceSuspended.Part is null ? "as a whole" : "in part")} by {Proposer(e.TruceSuspended.Party)}{Because(e.TruceSuspended.Reason, language)}",
        Event.BodyOneofCase.TruceResumed => "the suspension ends",
        Event.BodyOneofCase.TruceConditionRecorded => Condition(e.TruceConditionRecorded, language),
        Event.BodyOneofCase.TrucePhaseEntered => $"phase {e.TrucePhaseEntered.Id} begins",
        Event.BodyOneofCase.TrucePhaseEnded => $"phase {e.TrucePhaseEnded.Id} ends",
        Event.BodyOneofCase.TruceExpired => e.TruceExpired.Condition.Length > 0 ? $"expires: {e.TruceExpired.Condition}" : "expires: its term has run out",
        Event.BodyOneofCase.TruceLapsed => $"lapses without having taken effect: {e.TruceLapsed.Reason}",
        Event.BodyOneofCase.TruceSuccessorRegistered => $"{Words.Id(e.TruceSuccessorRegistered.Truce)} is to take its place at {Words.Of(e.TruceSuccessorRegistered.Time)}",
        Event.BodyOneofCase.TruceSuperseded => $"ends: {Words.Id(e.TruceSuperseded.Truce)} takes its place",
        Event.BodyOneofCase.TruceCompleted => $"its object is met{Because(e.TruceCompleted.Basis, language)}",
        Event.BodyOneofCase.TruceCollapsed => $"{Words.Of(e.TruceCollapsed.Author, language)} judges it to be over in fact{Because(e.TruceCollapsed.Basis, language)}",
        _ => Words.Of(e.BodyCase),
    };

    private static string Scheduled(TruceEffectScheduled scheduled) => scheduled.Candidates.Count > 1
        ? $"its effect{Part(scheduled.StaggeredEffect)} is open between {string.Join(" and ", scheduled.Candidates.Select(Words.Of))}"
        : $"its effect{Part(scheduled.StaggeredEffect)} is fixed: {Words.Of(scheduled.Effect)}";

    private static string Condition(TruceConditionRecorded recorded, string language) =>
        $"condition {recorded.Condition}{(recorded.Outcome != ConditionOutcome.Unspecified ? $" is {Words.Of(recorded.Outcome)}" : "")}"
        + (recorded.Units > 0 ? $", {recorded.Units} more counted" : "") + Because(recorded.Basis, language);

    private static string Proposer(string party) => party.Length > 0 ? Words.Id(party) : "a mediator";

    private static string Part(string part) => part.Length > 0 ? $" for {part}" : "";

    private static string Length(TruceExtensionProposed proposed) =>
        proposed.Period.Length > 0 ? proposed.Period : $"moving its end to {Words.Of(proposed.Until?.Resolved)}";

    private static string Whose(TermOf? term) =>
        term is { Mechanism.Length: > 0 } ? $"the term of {term.Mechanism}" : term is { Clause.Length: > 0 } ? $"the term of clause {term.Clause}" : "its term";

    private static string Because(LocalizedText? reason, string language) => Words.Of(reason, language) is { Length: > 0 } text ? $" – {text}" : "";

    private static string Said(LocalizedText? declaration, string language) => Words.Of(declaration, language) is { Length: > 0 } text ? $", declaring: {text}" : "";
}
