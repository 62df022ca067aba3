using Google.Protobuf;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cluster;

/// <summary>Which journal a request is for, and which grain holds a journal.</summary>
public static class JournalAddress
{
    /// <summary>
    /// The journal that decides or answers the request. A request that creates a journal goes to the one that is to be; what is
    /// sealed goes to the vault and what mediators do for themselves to their desk, whatever they name; every other one to the
    /// journal of the resource in its first field.
    /// </summary>
    /// <param name="request">A request whose shape has been validated.</param>
    /// <param name="assignedId">The id that the gateway derived for what the request creates.</param>
    public static string Of(IMessage request, string assignedId) => request switch
    {
        CreateConflictRequest create => ResourceName.Conflict(create.ConflictId),
        CreateTruceRequest create => ResourceName.Child(create.Parent, "truces", create.TruceId),
        CreateNegotiationRequest create => ResourceName.Child(create.Parent, "negotiations", create.NegotiationId),
        TableTextRequest table => ResourceName.Child(table.Parent, "texts", table.TextId),
        PublishStatementRequest { Statement.EmbargoUntil: not null } publish => ResourceName.Child(publish.Parent, "press", assignedId),
        SealConsentRequest or SealReadinessRequest or SealRangeRequest or WithdrawFilingRequest or CertifyOpeningEventRequest or CancelOpeningRequest =>
            ResourceName.Vault(ResourceName.ChildOfConflict(Named(request))),
        AddNoteRequest or ListNotesRequest or RelayMessageRequest or ListRelaysRequest => ResourceName.Desk(ResourceName.ChildOfConflict(Named(request))),
        _ => OfResource(Named(request)),
    };

    /// <summary>The journal in which a resource is kept: the innermost of its name that is one.</summary>
    public static string OfResource(string name)
    {
        var segments = name.Split('/');
        return segments switch
        {
            [_, _, "negotiations", _, "texts" or "caucuses", _, ..] => string.Join('/', segments[..6]),
            [_, _, "negotiations", _, "desk" or "vault", ..] => string.Join('/', segments[..5]),
            [_, _, "truces" or "press" or "negotiations", _, ..] => string.Join('/', segments[..4]),
            _ => ResourceName.ConflictOf(name),
        };
    }

    /// <summary>Has a query answered by its journal, for whoever asks.</summary>
    public static ValueTask<Outcome<IMessage>> ReadJournal(this IGrainFactory grains, string journal, Query query) => query.Caller.IsAnonymous
        ? grains.GetGrain<ICatalogueGrain>(0).Read(query)
        : grains.GetJournal(journal).Read(query);

    /// <summary>The grain that holds a journal: its kind is the last collection of its name.</summary>
    public static IJournalGrain GetJournal(this IGrainFactory grains, string journal)
    {
        Span<Range> ranges = stackalloc Range[8];
        var name = journal.AsSpan();
        var count = name.Split(ranges, '/');
        return count < 4 ? grains.GetGrain<IConflictGrain>(journal) : name[ranges[count < 5 ? 2 : 4]] switch
        {
            "truces" => grains.GetGrain<ITruceGrain>(journal),
            "press" => grains.GetGrain<IPressGrain>(journal),
            "negotiations" => grains.GetGrain<INegotiationGrain>(journal),
            "texts" => grains.GetGrain<ITextGrain>(journal),
            "caucuses" => grains.GetGrain<ICaucusGrain>(journal),
            "desk" => grains.GetGrain<IDeskGrain>(journal),
            "vault" => grains.GetGrain<IVaultGrain>(journal),
            _ => grains.GetGrain<IConflictGrain>(journal),
        };
    }

    private static string Named(IMessage request) => (string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request);
}
