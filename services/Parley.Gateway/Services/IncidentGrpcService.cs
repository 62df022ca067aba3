using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>What happens under a truce, over gRPC.</summary>
public sealed class IncidentGrpcService(Edge edge) : IncidentService.IncidentServiceBase
{
    public override Task<Observation> ReportObservation(ReportObservationRequest request, ServerCallContext context) =>
        edge.Execute<Observation>(request, context);
}
