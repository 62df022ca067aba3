using System.Collections.Immutable;
using Grpc.Core;
using Parley.Cli.Calls;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Output.Talks;

/// <summary>The mediators' desk of a negotiation, of which there is nothing but what lies on it.</summary>
/// <param name="Name">The desk.</param>
/// <param name="Notes">Their notes, the earliest first.</param>
/// <param name="Relays">What they have conveyed from room to room, the earliest first.</param>
internal sealed record DeskRecord(string Name, ImmutableArray<Note> Notes, ImmutableArray<Relay> Relays)
{
    /// <summary>Reads it. Notes and relays are asked for by the negotiation's name.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static async Task<DeskRecord> Read(CallInvoker invoker, string name, CancellationToken cancellation)
    {
        var negotiation = ResourceName.ChildOfConflict(name);
        return new(name, await NotesOf(invoker, negotiation, cancellation), await RelaysOf(invoker, negotiation, cancellation));
    }

    /// <summary>The mediators' notes.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<Note>> NotesOf(CallInvoker invoker, string negotiation, CancellationToken cancellation)
    {
        var client = new NegotiationService.NegotiationServiceClient(invoker);
        return Pages.All(
            token => client.ListNotesAsync(new() { Parent = negotiation, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Notes, page.NextPageToken));
    }

    /// <summary>What the mediators have conveyed.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<Relay>> RelaysOf(CallInvoker invoker, string negotiation, CancellationToken cancellation)
    {
        var client = new CaucusService.CaucusServiceClient(invoker);
        return Pages.All(
            token => client.ListRelaysAsync(new() { Parent = negotiation, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Relays, page.NextPageToken));
    }
}
