using Parley.Cli.Output.Talks;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>An event as one sentence. What Parley records is told; nothing is judged.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class EventWords(Glossary glossary)
{
    /// <summary>What happened.</summary>
    public string Of(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.ConflictCreated => $"the record is opened: {glossary.Of(e.ConflictCreated.Conflict.Title)}",
        Event.BodyOneofCase.PartyRegistered => $"registered as a party: {glossary.Of(e.PartyRegistered.Party.Label)}",
        Event.BodyOneofCase.AreaDefined => $"area {Words.Id(e.AreaDefined.Area.Name)} defined",
        Event.BodyOneofCase.ContestedFactRecorded => $"recorded as contested: {glossary.Of(e.ContestedFactRecorded.ContestedFact.Subject)}",
        Event.BodyOneofCase.NarrativeAdded =>
            $"{glossary.Party(e.NarrativeAdded.Narrative.Party)} tells its side of “{glossary.Fact(e.NarrativeAdded.ContestedFact)}”: {glossary.Of(e.NarrativeAdded.Narrative.Text)}",
        Event.BodyOneofCase.StatementPublished => Statement(e.StatementPublished.Statement),
        Event.BodyOneofCase.StatementCorrected =>
            $"a statement is corrected: {glossary.Of(e.StatementCorrected.Correction.Text)}{glossary.Because(e.StatementCorrected.Correction.Reason)}",
        Event.BodyOneofCase.StatementRetracted => $"a statement is taken back{glossary.Because(e.StatementRetracted.Reason)}",
        Event.BodyOneofCase.InstrumentAnnounced =>
            $"announced to the public: {glossary.Of(e.InstrumentAnnounced.Instrument.Title)} is {Words.Of(e.InstrumentAnnounced.Instrument.State)}",
        Event.BodyOneofCase.StatementEmbargoed => $"under embargo until {Words.Of(e.StatementEmbargoed.Statement.EmbargoUntil?.Resolved)}: {Statement(e.StatementEmbargoed.Statement)}",
        Event.BodyOneofCase.EmbargoEnded => "the embargo ends",
        Event.BodyOneofCase.ObservationReported => $"seen or heard: {glossary.Of(e.ObservationReported.Observation.Text)}",
        Event.BodyOneofCase.CallRequested => $"sends word to {e.CallRequested.Target}",
        Event.BodyOneofCase.CallSettled => e.CallSettled.Refusal.Length == 0 ? "the word has arrived" : $"the word was refused: {e.CallSettled.Refusal}",
        _ => OfTruce(e),
    };

    /// <summary>True for events between journals, which mean nothing to a reader.</summary>
    public static bool IsInner(Event e) => e.BodyCase is Event.BodyOneofCase.CallRequested or Event.BodyOneofCase.CallSettled;

    /// <summary>A statement: by whom, what kind, and its text.</summary>
    public string Statement(Statement statement)
    {
        var speaker = glossary.Of(statement.Speaker);
        var capacity = glossary.Of(statement.Capacity);
        return $"{speaker}{(capacity.Length > 0 ? $" ({capacity})" : "")}, {Words.Of(statement.Kind)}: {glossary.Of(statement.Text)}";
    }

    private string OfTruce(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.TruceCreated => $"a draft is recorded: {glossary.Of(e.TruceCreated.Terms.Title)}{Earlier(e.TruceCreated.Terms)}",
        Event.BodyOneofCase.TruceAccepted => $"{glossary.Party(e.TruceAccepted.Party)} accepts{Said(e.TruceAccepted.Declaration)}",
        Event.BodyOneofCase.TruceDeclined => $"{glossary.Party(e.TruceDeclined.Party)} declines{glossary.Because(e.TruceDeclined.Reason)}",
        Event.BodyOneofCase.TruceAdhered => $"{glossary.Party(e.TruceAdhered.Party)} joins{Said(e.TruceAdhered.Declaration)}",
        Event.BodyOneofCase.TruceConcluded => "concluded: everyone whose consent was needed has given it",
        Event.BodyOneofCase.TruceAbandoned => $"the draft is given up{glossary.Because(e.TruceAbandoned.Reason)}",
        Event.BodyOneofCase.TruceEffectScheduled => Scheduled(e.TruceEffectScheduled),
        Event.BodyOneofCase.TruceRescheduled => $"its effect{Part(e.TruceRescheduled.StaggeredEffect)} is moved to {Words.Of(e.TruceRescheduled.Effect?.Resolved)}{glossary.Because(e.TruceRescheduled.Reason)}",
        Event.BodyOneofCase.TruceEffectClarified => $"its effect is settled: {Words.Of(e.TruceEffectClarified.Effect?.Resolved)}{glossary.Because(e.TruceEffectClarified.Basis)}",
        Event.BodyOneofCase.TruceInterimDutyBound => $"the interim duty {e.TruceInterimDutyBound.Id} binds",
        Event.BodyOneofCase.TruceEnteredIntoForce => $"enters into force{Part(e.TruceEnteredIntoForce.StaggeredEffect)}",
        Event.BodyOneofCase.TruceAmended => $"amended: {string.Join(", ", e.TruceAmended.UpdateMask?.Paths ?? [])}{glossary.Because(e.TruceAmended.Reason)}",
        Event.BodyOneofCase.TruceExtensionProposed => $"{Proposer(e.TruceExtensionProposed.Party)} proposes to extend {Whose(e.TruceExtensionProposed.TermOf)} {Length(e.TruceExtensionProposed)}",
        Event.BodyOneofCase.TruceExtensionAccepted => $"{glossary.Party(e.TruceExtensionAccepted.Party)} accepts the extension",
        Event.BodyOneofCase.TruceExtended => $"{Whose(e.TruceExtended.TermOf)} is extended to {Words.Of(e.TruceExtended.End)}",
        Event.BodyOneofCase.TruceRenewed => $"{Whose(e.TruceRenewed.TermOf)} renews itself until {Words.Of(e.TruceRenewed.End)}",
        Event.BodyOneofCase.TruceOwnTermBegan => $"{Whose(e.TruceOwnTermBegan.TermOf)} begins, counted from {Words.Of(e.TruceOwnTermBegan.Start)}",
        Event.BodyOneofCase.TruceOwnTermEnded => $"{Whose(e.TruceOwnTermEnded.TermOf)} ends",
        Event.BodyOneofCase.TruceNoticeGiven => $"{glossary.Party(e.TruceNoticeGiven.Party)} gives notice of {Words.Of(e.TruceNoticeGiven.Kind)}, effective {Words.Of(e.TruceNoticeGiven.Effective)}{glossary.Because(e.TruceNoticeGiven.Reason)}",
        Event.BodyOneofCase.TruceNoticeWithdrawn => "the notice is withdrawn",
        Event.BodyOneofCase.TruceDenounced => $"{glossary.Party(e.TruceDenounced.Party)} denounces it{glossary.Because(e.TruceDenounced.Reason)}",
        Event.BodyOneofCase.TruceWithdrew => $"{glossary.Party(e.TruceWithdrew.Party)} leaves{glossary.Because(e.TruceWithdrew.Reason)}",
        Event.BodyOneofCase.TruceSuspended => $"suspended {(e.TruceSuspended.Part is null ? "as a whole" : "in part")} by {Proposer(e.TruceSuspended.Party)}{glossary.Because(e.TruceSuspended.Reason)}",
        Event.BodyOneofCase.TruceResumed => "the suspension ends",
        Event.BodyOneofCase.TruceConditionRecorded => Condition(e.TruceConditionRecorded),
        Event.BodyOneofCase.TrucePhaseEntered => $"phase {e.TrucePhaseEntered.Id} begins",
        Event.BodyOneofCase.TrucePhaseEnded => $"phase {e.TrucePhaseEnded.Id} ends",
        Event.BodyOneofCase.TruceExpired => e.TruceExpired.Condition.Length > 0 ? $"expires: {e.TruceExpired.Condition}" : "expires: its term has run out",
        Event.BodyOneofCase.TruceLapsed => $"lapses without having taken effect: {e.TruceLapsed.Reason}",
        Event.BodyOneofCase.TruceSuccessorRegistered => $"{Words.Id(e.TruceSuccessorRegistered.Truce)} is to take its place at {Words.Of(e.TruceSuccessorRegistered.Time)}",
        Event.BodyOneofCase.TruceSuperseded => $"ends: {Words.Id(e.TruceSuperseded.Truce)} takes its place",
        Event.BodyOneofCase.TruceCompleted => $"its object is met{glossary.Because(e.TruceCompleted.Basis)}",
        Event.BodyOneofCase.TruceCollapsed => $"{glossary.Of(e.TruceCollapsed.Author)} judges it to be over in fact{glossary.Because(e.TruceCollapsed.Basis)}",
        _ => new TalksEventWords(glossary).Of(e) ?? new TextEventWords(glossary).Of(e) ?? new RoomEventWords(glossary).Of(e) ?? Words.Of(e.BodyCase),
    };

    private static string Scheduled(TruceEffectScheduled scheduled) => scheduled.Candidates.Count > 1
        ? $"its effect{Part(scheduled.StaggeredEffect)} is fixed but for its hour, which the text leaves open: {string.Join(" or ", scheduled.Candidates.Select(Words.Of))}"
        : $"its effect{Part(scheduled.StaggeredEffect)} is fixed: {Words.Of(scheduled.Effect)}";

    private string Condition(TruceConditionRecorded recorded) =>
        $"condition {recorded.Condition}{(recorded.Outcome != ConditionOutcome.Unspecified ? $" is {Words.Of(recorded.Outcome)}" : "")}"
        + (recorded.Units > 0 ? $", {recorded.Units} more counted" : "") + glossary.Because(recorded.Basis);

    private static string Earlier(TruceTerms terms) =>
        terms.Relations.Count == 0 ? "" : $"; it {Words.List(terms.Relations.Select(r => $"{Words.Verb(r.Kind)} {Words.Id(r.Truce)}"))}";

    private string Proposer(string party) => party.Length > 0 ? glossary.Party(party) : "a mediator";

    private static string Part(string part) => part.Length > 0 ? $" for {part}" : "";

    private static string Length(TruceExtensionProposed proposed) =>
        proposed.Period.Length > 0 ? $"by {Words.Period(proposed.Period)}" : $"to {Words.Of(proposed.Until?.Resolved)}";

    private static string Whose(TermOf? term) =>
        term is { Mechanism.Length: > 0 } ? $"the term of {term.Mechanism}" : term is { Clause.Length: > 0 } ? $"the term of clause {term.Clause}" : "its term";

    private string Said(LocalizedText? declaration) => glossary.Of(declaration) is { Length: > 0 } text ? $", declaring: {text}" : "";
}
