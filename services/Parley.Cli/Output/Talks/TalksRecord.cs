using System.Collections.Immutable;
using Grpc.Core;
using Parley.Cli.Calls;
using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>A negotiation, with what stands beside it for the same readers.</summary>
/// <param name="Negotiation">The talks.</param>
/// <param name="Sessions">The joint sessions, in order of their planned beginning.</param>
/// <param name="Texts">The texts, in order of name.</param>
internal sealed record TalksRecord(Negotiation Negotiation, ImmutableArray<Session> Sessions, ImmutableArray<NegotiatingText> Texts)
{
    /// <summary>What can be offered now, of what somebody has declared readiness for.</summary>
    public ImmutableArray<(ReadinessSubject Subject, ReadinessAnswer Answer)> Answers { get; init; } = [];

    /// <summary>Reads it.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static async Task<TalksRecord> Read(CallInvoker invoker, string name, CancellationToken cancellation)
    {
        var client = new NegotiationService.NegotiationServiceClient(invoker);
        var talks = await client.GetNegotiationAsync(new() { Name = name }, cancellationToken: cancellation);
        var answers = new List<(ReadinessSubject, ReadinessAnswer)>();
        foreach (var subject in talks.Readiness.Where(r => r.State == ReadinessState.Standing).Select(r => r.Subject).Distinct().Where(TalksWords.Subjects.Values.Contains))
        {
            var assessment = await client.AssessReadinessAsync(new() { Name = name, Subject = subject }, cancellationToken: cancellation);
            answers.Add((subject, assessment.Answer));
        }

        return new(talks, await SessionsOf(invoker, name, cancellation), await TextsOf(invoker, name, cancellation)) { Answers = [.. answers] };
    }

    /// <summary>The sessions of a negotiation or of a caucus.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<Session>> SessionsOf(CallInvoker invoker, string parent, CancellationToken cancellation)
    {
        var client = new SessionService.SessionServiceClient(invoker);
        return Pages.All(
            token => client.ListSessionsAsync(new() { Parent = parent, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Sessions, page.NextPageToken));
    }

    /// <summary>The texts of a negotiation.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<NegotiatingText>> TextsOf(CallInvoker invoker, string parent, CancellationToken cancellation)
    {
        var client = new NegotiationService.NegotiationServiceClient(invoker);
        return Pages.All(
            token => client.ListTextsAsync(new() { Parent = parent, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Texts, page.NextPageToken));
    }

    /// <summary>The negotiations of a conflict that the caller may read.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<Negotiation>> NegotiationsOf(CallInvoker invoker, string parent, CancellationToken cancellation)
    {
        var client = new NegotiationService.NegotiationServiceClient(invoker);
        return Pages.All(
            token => client.ListNegotiationsAsync(new() { Parent = parent, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Negotiations, page.NextPageToken));
    }
}
