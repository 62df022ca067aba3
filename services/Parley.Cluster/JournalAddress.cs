using Google.Protobuf;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cluster;

/// <summary>Which journal a request is for, and which grain holds a journal.</summary>
public static class JournalAddress
{
    private const string PublicKind = "conflict";

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
        _ when IsForVault(request) => ResourceName.Vault(ResourceName.ChildOfConflict(Named(request))),
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

    /// <summary>True for a request that creates the journal that it is for.</summary>
    public static bool Creates(IMessage request) => request is CreateConflictRequest or CreateTruceRequest or CreateNegotiationRequest or TableTextRequest
        or PublishStatementRequest { Statement.EmbargoUntil: not null };

    /// <summary>
    /// The journal that a caller must be able to read before the journal of the request is asked for anything; null for none. Nobody reads
    /// a vault, and a text that is being tabled does not exist: whoever may read the negotiation knows that it has a vault, and reads all
    /// of its texts. Everything else that can be created stands in a conflict, which is public.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="journal">Its journal, as <see cref="Of"/> says.</param>
    public static string? GateOf(IMessage request, string journal) =>
        request is TableTextRequest || IsForVault(request) ? ResourceName.ChildOfConflict(journal)
        : Creates(request) ? null
        : journal;

    /// <summary>What a refusal of a request says does not exist: the resource in the request's first field; the journal when that is no name.</summary>
    public static string ResourceOf(IMessage request, string journal) =>
        request.Descriptor.FindFieldByNumber(1)?.Accessor.GetValue(request) is string name && name.Contains('/', StringComparison.Ordinal)
            ? name
            : journal;

    /// <summary>The kind of a journal, as its row has it: by the last collection of its name.</summary>
    public static string KindOf(string journal)
    {
        Span<Range> ranges = stackalloc Range[8];
        var name = journal.AsSpan();
        var count = name.Split(ranges, '/');
        return count < 4 ? PublicKind : name[ranges[count < 5 ? 2 : 4]] switch
        {
            "truces" => "truce",
            "press" => "press",
            "negotiations" => "negotiation",
            "texts" => "text",
            "caucuses" => "caucus",
            "desk" => "desk",
            "vault" => "vault",
            _ => PublicKind,
        };
    }

    /// <summary>True for a conflict: if it exists, everyone may read it, so nothing tells of it that may not be known.</summary>
    public static bool IsPublic(string journal) => KindOf(journal) == PublicKind;

    /// <summary>The grain that holds a journal.</summary>
    public static IJournalGrain GetJournal(this IGrainFactory grains, string journal) => KindOf(journal) switch
    {
        "truce" => grains.GetGrain<ITruceGrain>(journal),
        "press" => grains.GetGrain<IPressGrain>(journal),
        "negotiation" => grains.GetGrain<INegotiationGrain>(journal),
        "text" => grains.GetGrain<ITextGrain>(journal),
        "caucus" => grains.GetGrain<ICaucusGrain>(journal),
        "desk" => grains.GetGrain<IDeskGrain>(journal),
        "vault" => grains.GetGrain<IVaultGrain>(journal),
        _ => grains.GetGrain<IConflictGrain>(journal),
    };

    private static bool IsForVault(IMessage request) => request is SealConsentRequest or SealReadinessRequest or SealRangeRequest
        or WithdrawFilingRequest or CertifyOpeningEventRequest or CancelOpeningRequest;

    private static string Named(IMessage request) => (string)request.Descriptor.FindFieldByNumber(1).Accessor.GetValue(request);
}
