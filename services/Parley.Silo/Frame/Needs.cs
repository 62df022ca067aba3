using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Cluster;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>What a rule needs to see beside its own head state.</summary>
internal readonly record struct Needed(string? EntryId, EntryState? Entry, ImmutableDictionary<string, IMessage> References);

/// <summary>
/// Brings what a rule needs before the synchronous stretch: the entry a command is about, and other journals' resources, as
/// the caller may see them.
/// </summary>
internal sealed class Needs<TState>(Concept<TState> concept, string journal, Ledger<TState> ledger, FrameServices services)
    where TState : JournalState
{
    private readonly Dictionary<string, Task<EntryState?>> _flights = new(StringComparer.Ordinal);

    /// <summary>Loads them; synchronous when there is nothing to wait for.</summary>
    public async ValueTask<(Needed Needed, Rejection? Unmet)> Load(Command command)
    {
        var references = ImmutableDictionary<string, IMessage>.Empty;
        foreach (var name in concept.References(ledger.Tentative.State, command.Request).Distinct())
        {
            var read = await services.Grains.GetJournal(name).Read(new(command.Caller, GetRequestFor(name)));
            if (read.Rejection is { Code: RejectionCode.Unavailable } unavailable)
            {
                return (default, unavailable);
            }

            if (read.Value is { } resource)
            {
                references = references.Add(name, resource);
            }
        }

        var id = concept.EntryOf(command.Request);
        var entry = id is null ? null : await Entry(id);

        // The last await is behind us: take the entry as it is now.
        return (new(id, id is null ? null : ledger.Entries.Find(id) ?? entry, references), null);
    }

    /// <summary>An entry as it is now, from the cache or the store; one flight an entry.</summary>
    public async ValueTask<EntryState?> Entry(string id)
    {
        if (ledger.Entries.Find(id) is { } known)
        {
            return known;
        }

        if (!_flights.TryGetValue(id, out var flight))
        {
            flight = Fetch(id);
            _flights[id] = flight;
        }

        try
        {
            return await flight;
        }
        finally
        {
            _flights.Remove(id);
        }
    }

    private async Task<EntryState?> Fetch(string id)
    {
        EntryState? entry = null;
        foreach (var stored in await services.Store.ReadEntry(journal, id, CancellationToken.None))
        {
            entry = concept.FoldEntry(entry, Event.Parser.ParseFrom(stored.Payload.Span));
        }

        if (entry is not null)
        {
            ledger.Entries.Load(entry);
        }

        return entry;
    }

    private static IMessage GetRequestFor(string name) => ResourceName.Matches(name, ResourceName.TrucePattern)
        ? new GetTruceRequest { Name = name }
        : new GetConflictRequest { Name = name };
}
