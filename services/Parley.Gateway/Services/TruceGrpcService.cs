using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Services;

/// <summary>Truces over gRPC.</summary>
public sealed class TruceGrpcService(Edge edge) : TruceService.TruceServiceBase
{
    public override Task<Truce> CreateTruce(CreateTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> GetTruce(GetTruceRequest request, ServerCallContext context) =>
        edge.Read<Truce>(request, context);

    public override Task<ListTrucesResponse> ListTruces(ListTrucesRequest request, ServerCallContext context) =>
        edge.List<ListTrucesResponse>(request, context);

    public override Task<CheckTruceResponse> CheckTruce(CheckTruceRequest request, ServerCallContext context) =>
        edge.Read<CheckTruceResponse>(request, context);

    public override Task<Truce> AcceptTruce(AcceptTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> DeclineTruce(DeclineTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> AdhereToTruce(AdhereToTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> AbandonTruce(AbandonTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> RescheduleTruce(RescheduleTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> ClarifyEffect(ClarifyEffectRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> AmendTruce(AmendTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> ProposeExtension(ProposeExtensionRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> AcceptExtension(AcceptExtensionRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> GiveNotice(GiveNoticeRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> WithdrawNotice(WithdrawNoticeRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> DenounceTruce(DenounceTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> SuspendTruce(SuspendTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> ResumeTruce(ResumeTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> RecordCondition(RecordConditionRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> JudgeCollapsed(JudgeCollapsedRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<Truce> CompleteTruce(CompleteTruceRequest request, ServerCallContext context) =>
        edge.Execute<Truce>(request, context);

    public override Task<ForecastTruceResponse> ForecastTruce(ForecastTruceRequest request, ServerCallContext context) =>
        edge.Read<ForecastTruceResponse>(request, context);
}
