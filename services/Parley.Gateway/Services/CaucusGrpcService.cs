using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>Members' own rooms, and what they seal, over gRPC.</summary>
public sealed class CaucusGrpcService(Edge edge) : CaucusService.CaucusServiceBase
{
    public override Task<Caucus> GetCaucus(GetCaucusRequest request, ServerCallContext context) =>
        edge.Read<Caucus>(request, context);

    public override Task<CaucusMessage> SendMessage(SendMessageRequest request, ServerCallContext context) =>
        edge.Execute<CaucusMessage>(request, context);

    public override Task<CaucusMessage> GetMessage(GetMessageRequest request, ServerCallContext context) =>
        edge.Read<CaucusMessage>(request, context);

    public override Task<ListMessagesResponse> ListMessages(ListMessagesRequest request, ServerCallContext context) =>
        edge.List<ListMessagesResponse>(request, context);

    public override Task<Relay> RelayMessage(RelayMessageRequest request, ServerCallContext context) =>
        edge.Execute<Relay>(request, context);

    public override Task<Relay> GetRelay(GetRelayRequest request, ServerCallContext context) =>
        edge.Read<Relay>(request, context);

    public override Task<ListRelaysResponse> ListRelays(ListRelaysRequest request, ServerCallContext context) =>
        edge.List<ListRelaysResponse>(request, context);

    public override Task<SealReceipt> SealConsent(SealConsentRequest request, ServerCallContext context) =>
        edge.Execute<SealReceipt>(request, context);

    public override Task<SealReceipt> SealReadiness(SealReadinessRequest request, ServerCallContext context) =>
        edge.Execute<SealReceipt>(request, context);

    public override Task<SealReceipt> SealRange(SealRangeRequest request, ServerCallContext context) =>
        edge.Execute<SealReceipt>(request, context);

    public override Task<SealReceipt> WithdrawFiling(WithdrawFilingRequest request, ServerCallContext context) =>
        edge.Execute<SealReceipt>(request, context);
}
