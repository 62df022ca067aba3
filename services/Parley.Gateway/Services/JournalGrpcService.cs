using Grpc.Core;
using Parley.Gateway.Watch;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>The events of a journal over gRPC.</summary>
public sealed class JournalGrpcService(Edge edge, WatchHub watches) : JournalService.JournalServiceBase
{
    public override Task<ListEventsResponse> ListEvents(ListEventsRequest request, ServerCallContext context) =>
        edge.Read<ListEventsResponse>(request, context);

    public override Task WatchJournal(
        WatchJournalRequest request, IServerStreamWriter<WatchJournalResponse> responseStream, ServerCallContext context) =>
        edge.Stream(request, context, (principal, call) => watches.Stream(request, principal, responseStream, context.CancellationToken, call));
}
