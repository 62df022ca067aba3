using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>Talks and their texts over gRPC.</summary>
public sealed class NegotiationGrpcService(Edge edge) : NegotiationService.NegotiationServiceBase
{
    public override Task<Negotiation> CreateNegotiation(CreateNegotiationRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> GetNegotiation(GetNegotiationRequest request, ServerCallContext context) =>
        edge.Read<Negotiation>(request, context);

    public override Task<ListNegotiationsResponse> ListNegotiations(ListNegotiationsRequest request, ServerCallContext context) =>
        edge.List<ListNegotiationsResponse>(request, context);

    public override Task<Negotiation> SetAgenda(SetAgendaRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> SettleAgendaItem(SettleAgendaItemRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> ReopenAgendaItem(ReopenAgendaItemRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> AdmitParticipant(AdmitParticipantRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> EndAccreditation(EndAccreditationRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> SuspendNegotiation(SuspendNegotiationRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> ResumeNegotiation(ResumeNegotiationRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> DeclareDeadlock(DeclareDeadlockRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> BreakOffNegotiation(BreakOffNegotiationRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> ConcludeNegotiation(ConcludeNegotiationRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> DeclareReadiness(DeclareReadinessRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> WithdrawReadiness(WithdrawReadinessRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> SettleCondition(SettleConditionRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<AssessReadinessResponse> AssessReadiness(AssessReadinessRequest request, ServerCallContext context) =>
        edge.Read<AssessReadinessResponse>(request, context);

    public override Task<Negotiation> AddVenues(AddVenuesRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Negotiation> AgreeBlindRange(AgreeBlindRangeRequest request, ServerCallContext context) =>
        edge.Execute<Negotiation>(request, context);

    public override Task<Note> AddNote(AddNoteRequest request, ServerCallContext context) =>
        edge.Execute<Note>(request, context);

    public override Task<Note> GetNote(GetNoteRequest request, ServerCallContext context) =>
        edge.Read<Note>(request, context);

    public override Task<ListNotesResponse> ListNotes(ListNotesRequest request, ServerCallContext context) =>
        edge.List<ListNotesResponse>(request, context);

    public override Task<NegotiatingText> TableText(TableTextRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> GetText(GetTextRequest request, ServerCallContext context) =>
        edge.Read<NegotiatingText>(request, context);

    public override Task<ListTextsResponse> ListTexts(ListTextsRequest request, ServerCallContext context) =>
        edge.List<ListTextsResponse>(request, context);

    public override Task<NegotiatingText> ReviseText(ReviseTextRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> WithdrawText(WithdrawTextRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> ProposeAmendment(ProposeAmendmentRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> WithdrawAmendment(WithdrawAmendmentRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> ResolveBracket(ResolveBracketRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> AgreeClause(AgreeClauseRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> ReopenClause(ReopenClauseRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> BindClause(BindClauseRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> UnbindClause(UnbindClauseRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<CheckTextResponse> CheckText(CheckTextRequest request, ServerCallContext context) =>
        edge.Read<CheckTextResponse>(request, context);

    public override Task<NegotiatingText> DepositFullPowers(DepositFullPowersRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> RevokeFullPowers(RevokeFullPowersRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> InitialText(InitialTextRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> SignText(SignTextRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> SignTextAdReferendum(SignTextAdReferendumRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> ConfirmSignature(ConfirmSignatureRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> WithdrawSignature(WithdrawSignatureRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> AccedeToText(AccedeToTextRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> ObjectToReservation(ObjectToReservationRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> OpenSilenceProcedure(OpenSilenceProcedureRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> BreakSilence(BreakSilenceRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<NegotiatingText> AgreeOpening(AgreeOpeningRequest request, ServerCallContext context) =>
        edge.Execute<NegotiatingText>(request, context);

    public override Task<OpeningCancellation> CancelOpening(CancelOpeningRequest request, ServerCallContext context) =>
        edge.Execute<OpeningCancellation>(request, context);

    public override Task<OpeningEvent> CertifyOpeningEvent(CertifyOpeningEventRequest request, ServerCallContext context) =>
        edge.Execute<OpeningEvent>(request, context);
}
