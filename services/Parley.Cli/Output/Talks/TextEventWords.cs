using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>What happened to a negotiating text, as one sentence.</summary>
/// <param name="glossary">The reader's language and names.</param>
internal sealed class TextEventWords(Glossary glossary)
{
    /// <summary>What happened; null where it is no event of a text.</summary>
    public string? Of(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.TextTabled => $"a text is put on the table: {glossary.Of(e.TextTabled.Text.Title)}, {Words.Count(e.TextTabled.Text.Clauses.Count, "clause", "clauses")}",
        Event.BodyOneofCase.TextAccreditationChanged => "who may read and act here has changed with the negotiation's accreditations",
        Event.BodyOneofCase.TextRevised => Revised(e.TextRevised),
        Event.BodyOneofCase.TextWithdrawn => $"the text is taken off the table{glossary.Because(e.TextWithdrawn.Reason)}",
        Event.BodyOneofCase.AmendmentProposed => Proposed(e.AmendmentProposed.Amendment),
        Event.BodyOneofCase.AmendmentWithdrawn => $"amendment {e.AmendmentWithdrawn.Amendment} is withdrawn",
        Event.BodyOneofCase.BracketResolved => $"the bracket of amendment {e.BracketResolved.Amendment} is resolved: {(e.BracketResolved.Accepted ? "taken into the text" : "not taken into the text")}",
        Event.BodyOneofCase.ClauseAgreed => $"{glossary.Party(e.ClauseAgreed.Party)} agrees to clause {e.ClauseAgreed.Clause}{(e.ClauseAgreed.AdReferendum ? " ad referendum" : "")}",
        Event.BodyOneofCase.ReopeningCalled =>
            $"{glossary.Party(e.ReopeningCalled.Party)} calls for clause {e.ReopeningCalled.Clause} to be opened again{glossary.Because(e.ReopeningCalled.Reason)}",
        Event.BodyOneofCase.ClauseReopened => $"clause {e.ClauseReopened.Clause} is opened again{glossary.Because(e.ClauseReopened.Reason)}",
        Event.BodyOneofCase.ClauseBound => $"words of clause {e.ClauseBound.Clause} are given a meaning: {Meaning(e.ClauseBound.Binding)}",
        Event.BodyOneofCase.ClauseUnbound => $"meaning {e.ClauseUnbound.Binding} of clause {e.ClauseUnbound.Clause} ends",
        Event.BodyOneofCase.TextStateReached => $"the text is {Words.Of(e.TextStateReached.State)}{(e.TextStateReached.Opening.Length > 0 ? $", by opening {e.TextStateReached.Opening}" : "")}",
        _ => OfConsent(e),
    };

    private string? OfConsent(Event e) => e.BodyCase switch
    {
        Event.BodyOneofCase.FullPowersDeposited =>
            $"full powers {e.FullPowersDeposited.FullPowers.Id} of {glossary.Party(e.FullPowersDeposited.FullPowers.Party)} are deposited, for {glossary.Of(e.FullPowersDeposited.FullPowers.Holder)}",
        Event.BodyOneofCase.FullPowersRevoked => $"full powers {e.FullPowersRevoked.FullPowers} are revoked",
        Event.BodyOneofCase.TextSigned => Signed(e.TextSigned.Signature),
        Event.BodyOneofCase.SignatureConfirmed => $"{glossary.Party(e.SignatureConfirmed.Party)} confirms its signature{glossary.Because(e.SignatureConfirmed.Instructions)}",
        Event.BodyOneofCase.SignatureWithdrawn => $"{glossary.Party(e.SignatureWithdrawn.Party)} takes its signature back{glossary.Because(e.SignatureWithdrawn.Reason)}",
        Event.BodyOneofCase.SignatureLapsed => $"the signature ad referendum of {glossary.Party(e.SignatureLapsed.Party)} lapses unconfirmed",
        Event.BodyOneofCase.ReservationObjected =>
            $"{glossary.Party(e.ReservationObjected.Objection.Party)} objects to the reservation of {glossary.Party(e.ReservationObjected.Party)}{glossary.Because(e.ReservationObjected.Objection.Text)}",
        Event.BodyOneofCase.SilenceProcedureOpened =>
            $"silence procedure {e.SilenceProcedureOpened.Procedure.Id} is opened until {TalksWords.Of(e.SilenceProcedureOpened.Procedure.Expiry)}: silence {Words.Of(e.SilenceProcedureOpened.Procedure.Effect)}",
        Event.BodyOneofCase.SilenceBroken => Broken(e.SilenceBroken),
        Event.BodyOneofCase.SilenceAssented => $"silence procedure {e.SilenceAssented.Procedure} ends in silence: everyone has assented",
        Event.BodyOneofCase.ConsentOpeningAgreed => $"opening {e.ConsentOpeningAgreed.Opening.Id} of sealed consents is agreed, for {TalksWords.Of(e.ConsentOpeningAgreed.Opening.At)}",
        Event.BodyOneofCase.ConsentOpeningOver => e.ConsentOpeningOver.Cancellation is { } cancellation
            ? $"opening {e.ConsentOpeningOver.Opening} is cancelled, as agreed by {glossary.Parties(cancellation.AgreedBy)}{glossary.Because(cancellation.Reason)}"
            : $"the instant of opening {e.ConsentOpeningOver.Opening} has passed",
        _ => null,
    };

    private string Revised(TextRevised revised) => revised.Clauses.Count == 0
        ? $"the text is revised{(revised.Title is null ? ": its clauses have another order" : $": its title is {glossary.Of(revised.Title)}")}"
        : $"the text is revised: {Words.List(revised.Clauses.Select(c => c.Id))}";

    private string Proposed(Amendment amendment) =>
        (amendment.Proposer.Length > 0 ? $"{glossary.Party(amendment.Proposer)} proposes amendment {amendment.Id}" : $"amendment {amendment.Id} is proposed")
        + $": {Words.Of(amendment.Kind)}, {Place(amendment)}"
        + (glossary.Of(amendment.Text) is { Length: > 0 } words ? $", “{words}”" : "") + glossary.Because(amendment.Rationale);

    private static string Place(Amendment amendment) =>
        amendment.Kind != AmendmentKind.Insert ? $"of clause {amendment.Clause}" : amendment.Clause.Length > 0 ? $"after clause {amendment.Clause}" : "at the beginning";

    // An amendment breaks silence as well as an objection does; where mediators propose it no party has.
    private string Broken(SilenceBroken broken) =>
        (broken.Party.Length > 0 ? $"{glossary.Party(broken.Party)} breaks silence in procedure {broken.Procedure}" : $"silence in procedure {broken.Procedure} is broken")
        + glossary.Because(broken.Objection);

    private string Meaning(Binding binding) => $"“{glossary.Of(binding.Words)}” – {string.Join("; ", new BindingWords(glossary).Of(binding).Take(1))}";

    private string Signed(Signature signature)
    {
        var witness = signature.Capacity == MemberCapacity.Witness ? " as a witness, who is not bound" : signature.Capacity == MemberCapacity.Guarantor ? " as a guarantor" : "";
        var said = glossary.Of(signature.Declaration) is { Length: > 0 } declaration ? $", declaring: {declaration}" : "";
        var reserved = glossary.Of(signature.Reservation) is { Length: > 0 } reservation ? $", with a reservation: {reservation}" : "";
        return $"{glossary.Party(signature.Party)} has {Words.Of(signature.Act)}{witness}{said}{reserved}";
    }
}
