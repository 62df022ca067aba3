using System.Collections.Immutable;
using Grpc.Core;
using Parley.Cli.Calls;
using Parley.Cli.Output.Talks;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>Everything about one conflict that the caller may read.</summary>
internal sealed record Record
{
    /// <summary>The conflict.</summary>
    public required Conflict Conflict { get; init; }

    /// <summary>Its statements, the earliest first.</summary>
    public ImmutableArray<Statement> Statements { get; init; } = [];

    /// <summary>Its instruments, in order of effect.</summary>
    public ImmutableArray<Instrument> Instruments { get; init; } = [];

    /// <summary>The events of its own journal.</summary>
    public ImmutableArray<Event> Events { get; init; } = [];

    /// <summary>The truces that the caller may read, by name.</summary>
    public ImmutableSortedDictionary<string, Truce> Truces { get; init; } = ImmutableSortedDictionary<string, Truce>.Empty;

    /// <summary>The events of those truces.</summary>
    public ImmutableArray<Event> TruceEvents { get; init; } = [];

    /// <summary>The negotiations that the caller may read, in order of name.</summary>
    public ImmutableArray<Negotiation> Negotiations { get; init; } = [];

    /// <summary>Reads it.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static async Task<Record> Read(CallInvoker invoker, string name, CancellationToken cancellation)
    {
        var conflicts = new ConflictService.ConflictServiceClient(invoker);
        var conflict = await conflicts.GetConflictAsync(new() { Name = name }, cancellationToken: cancellation);
        var statements = await Pages.All(
            token => conflicts.ListStatementsAsync(new() { Parent = name, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Statements, page.NextPageToken));
        var instruments = await Pages.All(
            token => conflicts.ListInstrumentsAsync(new() { Parent = name, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Instruments, page.NextPageToken));
        var truces = await TrucesOf(invoker, name, cancellation);
        var events = ImmutableArray.CreateBuilder<Event>();
        foreach (var truce in truces)
        {
            events.AddRange(await EventsOf(invoker, truce.Name, cancellation));
        }

        return new()
        {
            Conflict = conflict,
            Statements = [.. statements.Reverse()],
            Instruments = instruments,
            Events = await EventsOf(invoker, name, cancellation),
            Truces = truces.ToImmutableSortedDictionary(t => t.Name, t => t, StringComparer.Ordinal),
            TruceEvents = events.ToImmutable(),
            Negotiations = await OpenTo(TalksRecord.NegotiationsOf(invoker, name, cancellation)),
        };
    }

    /// <summary>All events of a journal.</summary>
    /// <exception cref="RpcException">The server refused or is away.</exception>
    public static Task<ImmutableArray<Event>> EventsOf(CallInvoker invoker, string journal, CancellationToken cancellation)
    {
        var client = new JournalService.JournalServiceClient(invoker);
        return Pages.All(
            token => client.ListEventsAsync(new() { Journal = journal, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Events, page.NextPageToken));
    }

    /// <summary>The truces that the caller may read; none for a caller without a token.</summary>
    /// <exception cref="RpcException">The server is away.</exception>
    public static Task<ImmutableArray<Truce>> TrucesOf(CallInvoker invoker, string conflict, CancellationToken cancellation)
    {
        var client = new TruceService.TruceServiceClient(invoker);
        return OpenTo(Pages.All(
            token => client.ListTrucesAsync(new() { Parent = conflict, PageSize = Pages.Size, PageToken = token }, cancellationToken: cancellation).ResponseAsync,
            page => (page.Truces, page.NextPageToken)));
    }

    /// <summary>What the caller may list; nothing where it may list none.</summary>
    private static async Task<ImmutableArray<T>> OpenTo<T>(Task<ImmutableArray<T>> list)
    {
        try
        {
            return await list;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.NotFound)
        {
            return [];
        }
    }
}
