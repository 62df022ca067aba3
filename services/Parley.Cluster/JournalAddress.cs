using Google.Protobuf;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cluster;

/// <summary>Which journal a request is for, and which grain holds a journal.</summary>
public static class JournalAddress
{
    /// <summary>
    /// The journal that decides or answers the request. A request that creates a journal goes to the one that is to be;
    /// every other one to the journal of the resource in its first field.
    /// </summary>
    /// <param name="request">A request whose shape has been validated.</param>
    /// <param name="assignedId">The id that the gateway derived for what the request creates.</param>
    public static string Of(IMessage request, string assignedId) => request switch
    {
        CreateConflictRequest create => ResourceName.Conflict(create.ConflictId),
        CreateTruceRequest create => ResourceName.Child(create.Parent, "truces", create.TruceId),
        PublishStatementRequest { Statement.EmbargoUntil: not null } publish => ResourceName.Child(publish.Parent, "press", assignedId),
        _ => OfResource((string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request)),
    };

    /// <summary>The journal in which a resource is kept: its truce, its press file or its conflict.</summary>
    public static string OfResource(string name)
    {
        var segments = name.Split('/', 5);
        return segments is [_, _, "truces" or "press", _, ..] ? string.Join('/', segments[..4]) : ResourceName.ConflictOf(name);
    }

    /// <summary>Has a query answered by its journal, for whoever asks.</summary>
    public static ValueTask<Outcome<IMessage>> ReadJournal(this IGrainFactory grains, string journal, Query query) => query.Caller.IsAnonymous
        ? grains.GetGrain<ICatalogueGrain>(0).Read(query)
        : grains.GetJournal(journal).Read(query);

    /// <summary>The grain that holds a journal.</summary>
    public static IJournalGrain GetJournal(this IGrainFactory grains, string journal)
    {
        Span<Range> segments = stackalloc Range[5];
        var name = journal.AsSpan();
        return name.Split(segments, '/') != 4 ? grains.GetGrain<IConflictGrain>(journal) : name[segments[2]] switch
        {
            "truces" => grains.GetGrain<ITruceGrain>(journal),
            "press" => grains.GetGrain<IPressGrain>(journal),
            _ => grains.GetGrain<IConflictGrain>(journal),
        };
    }
}
