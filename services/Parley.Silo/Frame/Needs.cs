using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Cluster;
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
            var referred = JournalAddress.OfResource(name);
            if (!JournalAddress.IsPublic(referred) && !await services.Admission.Admits(command.Caller, referred))
            {
                continue; // As if it did not exist, and without waking it.
            }

            var read = await services.Grains.GetJournal(referred).Read(new(command.Caller, GetRequestFor(name)));
            if (read.Rejection is { Code: RejectionCode.Unavailable } unavailable)
            {
                return (default, unavailable);
            }

            if (read.Value is { } resource)
            {
                references = references.Add(name, resource);
            }
        }

        if (concept.EntryOf(command.Request) is not { } id)
        {
            return (new(null, null, references), null);
        }

        // What the rule sees must be what the cache holds in the same stretch: the events are folded on top of that.
        while (ledger.Entries.Find(id) is null && await Entry(id) is not null)
        {
        }

        return (new(id, ledger.Entries.Find(id), references), null);
    }

    /// <summary>An entry as it is now, from the cache or the store; one flight an entry.</summary>
    public Task<EntryState?> Entry(string id)
    {
        if (ledger.Entries.Find(id) is { } known)
        {
            return Task.FromResult<EntryState?>(known);
        }

        if (_flights.TryGetValue(id, out var flight))
        {
            return flight;
        }

        flight = Fetch(id);
        if (!flight.IsCompleted)
        {
            _flights[id] = flight;
        }

        return flight;
    }

    private async Task<EntryState?> Fetch(string id)
    {
        try
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
        finally
        {
            _flights.Remove(id);
        }
    }

    private static IMessage GetRequestFor(string name) => name.Split('/') switch
    {
        [_, _] => new GetConflictRequest { Name = name },
        [_, _, "truces", _] => new GetTruceRequest { Name = name },
        [_, _, "negotiations", _] => new GetNegotiationRequest { Name = name },
        [_, _, "negotiations", _, "texts", _] => new GetTextRequest { Name = name },
        [_, _, "negotiations", _, "caucuses", _] => new GetCaucusRequest { Name = name },
        [_, _, "negotiations", _, "caucuses", _, "messages", _] => new GetMessageRequest { Name = name },
        _ => throw new NotSupportedException($"No rule needs to see {name}."),
    };
}
