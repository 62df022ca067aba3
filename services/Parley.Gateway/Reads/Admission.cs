using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;

namespace Parley.Gateway.Reads;

/// <summary>
/// Whom this gateway lets near a journal. Until it knows that a caller may read it, it asks the index, and asks nothing of the journal
/// itself: a name that is hidden from the caller and one that does not exist take the same way to the same answer, in the same time.
/// </summary>
/// <remarks>
/// Only who was let in is remembered. So nothing that is remembered tells a hidden name from a missing one, and whoever is in the memory
/// has learnt already that the name exists. The journal decides every call itself all the same: somebody who has lost the right to read
/// is told by the journal, and asks the index from then on.
/// </remarks>
/// <param name="grains">The cluster.</param>
/// <param name="capacity">The most callers of journals remembered.</param>
public sealed class Admission(IGrainFactory grains, int capacity)
{
    private readonly ICatalogueGrain _catalogue = grains.GetGrain<ICatalogueGrain>(0);
    private readonly RecentlyUsed<Reader, bool> _admitted = new(capacity);

    /// <summary>How many callers of journals are remembered.</summary>
    public int Count => _admitted.Count;

    /// <summary>Why the request may not be sent on to its journal; null when it may.</summary>
    /// <param name="caller">Who sends it.</param>
    /// <param name="request">The request.</param>
    /// <param name="journal">The journal that it is for.</param>
    public ValueTask<Rejection?> Refusal(Caller caller, IMessage request, string journal)
    {
        // What creates a journal is for certain roles. Those may read it if it exists already; everyone else must not learn whether it does.
        if (JournalAddress.Creates(request) && Permissions.Check(caller, request, journal) is { } denied)
        {
            return new(denied);
        }

        return JournalAddress.GateOf(request, journal) is not { } gate || _admitted.TryFind(Reader.Of(caller, gate), out _)
            ? default
            : Ask(caller, request, journal, gate);
    }

    /// <summary>Takes note of what the journal said to a caller who was let near it.</summary>
    public void Answered(Caller caller, IMessage request, string journal, Rejection? rejection)
    {
        if (rejection?.Code == RejectionCode.NotFound && JournalAddress.GateOf(request, journal) is { } gate)
        {
            _admitted.Forget(Reader.Of(caller, gate));
        }
    }

    private async ValueTask<Rejection?> Ask(Caller caller, IMessage request, string journal, string gate)
    {
        if (!await _catalogue.Admits(caller, gate))
        {
            return Rejection.NotFound(JournalAddress.ResourceOf(request, journal));
        }

        _admitted.Keep(Reader.Of(caller, gate), true);
        return null;
    }

    /// <summary>A caller of a journal; one for all callers of a public one.</summary>
    private readonly record struct Reader(string Subject, string Journal)
    {
        public static Reader Of(Caller caller, string journal) => new(JournalAddress.IsPublic(journal) ? "" : caller.Subject, journal);
    }
}
