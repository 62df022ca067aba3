using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>The public record of conflicts over gRPC.</summary>
public sealed class ConflictGrpcService(Edge edge) : ConflictService.ConflictServiceBase
{
    public override Task<Conflict> CreateConflict(CreateConflictRequest request, ServerCallContext context) =>
        edge.Execute<Conflict>(request, context);

    public override Task<Conflict> GetConflict(GetConflictRequest request, ServerCallContext context) =>
        edge.Read<Conflict>(request, context);

    public override Task<ListConflictsResponse> ListConflicts(ListConflictsRequest request, ServerCallContext context) =>
        edge.List<ListConflictsResponse>(request, context);

    public override Task<Conflict> RegisterParty(RegisterPartyRequest request, ServerCallContext context) =>
        edge.Execute<Conflict>(request, context);

    public override Task<Conflict> DefineArea(DefineAreaRequest request, ServerCallContext context) =>
        edge.Execute<Conflict>(request, context);

    public override Task<Conflict> RecordContestedFact(RecordContestedFactRequest request, ServerCallContext context) =>
        edge.Execute<Conflict>(request, context);

    public override Task<Conflict> AddNarrative(AddNarrativeRequest request, ServerCallContext context) =>
        edge.Execute<Conflict>(request, context);

    public override Task<Statement> PublishStatement(PublishStatementRequest request, ServerCallContext context) =>
        edge.Execute<Statement>(request, context);

    public override Task<Statement> GetStatement(GetStatementRequest request, ServerCallContext context) =>
        edge.Read<Statement>(request, context);

    public override Task<Statement> CorrectStatement(CorrectStatementRequest request, ServerCallContext context) =>
        edge.Execute<Statement>(request, context);

    public override Task<Statement> RetractStatement(RetractStatementRequest request, ServerCallContext context) =>
        edge.Execute<Statement>(request, context);

    public override Task<ListStatementsResponse> ListStatements(ListStatementsRequest request, ServerCallContext context) =>
        edge.List<ListStatementsResponse>(request, context);

    public override Task<ListInstrumentsResponse> ListInstruments(ListInstrumentsRequest request, ServerCallContext context) =>
        edge.List<ListInstrumentsResponse>(request, context);
}
