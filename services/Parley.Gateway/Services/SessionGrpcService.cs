using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>Sessions over gRPC.</summary>
public sealed class SessionGrpcService(Edge edge) : SessionService.SessionServiceBase
{
    public override Task<Session> ScheduleSession(ScheduleSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);

    public override Task<Session> GetSession(GetSessionRequest request, ServerCallContext context) =>
        edge.Read<Session>(request, context);

    public override Task<ListSessionsResponse> ListSessions(ListSessionsRequest request, ServerCallContext context) =>
        edge.List<ListSessionsResponse>(request, context);

    public override Task<Session> ConfirmSession(ConfirmSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);

    public override Task<Session> ConvokeSession(ConvokeSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);

    public override Task<Session> InterruptSession(InterruptSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);

    public override Task<Session> ContinueSession(ContinueSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);

    public override Task<Session> CloseSession(CloseSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);

    public override Task<Session> CancelSession(CancelSessionRequest request, ServerCallContext context) =>
        edge.Execute<Session>(request, context);
}
