using System.Collections.Immutable;
using Grpc.Core;
using Parley.Cli.Calls;
using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>A caucus, with what was said and held in it.</summary>
/// <param name="Caucus">The caucus.</param>
/// <param name="Messages">What was said, the earliest first.</param>
/// <param name="Sessions">Its sessions, in order of their planned beginning.</param>
internal sealed record RoomRecord(Caucus Caucus, ImmutableArray<CaucusMessage> Messages, ImmutableArray<Session> Sessions)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static async Task<RoomRecord> Read(CallInvoker invoker, string name, CancellationToken cancellation) => new(
        await new CaucusService.CaucusServiceClient(invoker).GetCaucusAsync(new() { Name = name }, cancellationToken: cancellation),
        await MessagesOf(invoker, name, cancellation),
        await TalksRecord.SessionsOf(invoker, name, cancellation));

    /// <summary>What was said in a caucus.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<CaucusMessage>> MessagesOf(CallInvoker invoker, string parent, CancellationToken cancellation)
    {
        var client = new CaucusService.CaucusServiceClient(invoker);
        return Pages.All(
            token => client.ListMessagesAsync(new() { Parent = parent, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Messages, page.NextPageToken));
    }
}
