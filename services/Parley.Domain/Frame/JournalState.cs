using System.Collections.Immutable;
using NodaTime;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>
/// What every journal's state has: the fold of its head events. Immutable, so that going back to the committed state is
/// taking up the older reference again.
/// </summary>
/// <param name="Journal">The journal's name, which is its resource's name.</param>
public abstract record JournalState(string Journal)
{
    /// <summary>The version of the last event that changed the resource; 0 when the journal does not exist.</summary>
    public long HeadVersion { get; init; }

    /// <summary>When the first event was recorded.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>When that was recorded.</summary>
    public Instant UpdatedAt { get; init; }

    /// <summary>Calls to other journals that are not settled, oldest first.</summary>
    public ImmutableList<PendingCall> Calls { get; init; } = [];

    public bool Exists => HeadVersion > 0;
}

/// <summary>A call to another journal that is still to be made or answered.</summary>
/// <param name="Request">The event that decided it.</param>
/// <param name="Since">When that was recorded; the journal is due from then on until the call is settled.</param>
/// <param name="Version">The event's version, from which the call's request id is derived.</param>
public sealed record PendingCall(CallRequested Request, Instant Since, long Version);

/// <summary>The state of one entry: the fold of its own events.</summary>
/// <param name="Kind">The kind, as in the index, for example <c>statement</c>.</param>
/// <param name="Id">The entry's id in its journal.</param>
public abstract record EntryState(string Kind, string Id)
{
    /// <summary>The version of the entry's last event.</summary>
    public long Version { get; init; }

    /// <summary>When its first event was recorded.</summary>
    public Instant CreatedAt { get; init; }

    /// <summary>When its last event was recorded.</summary>
    public Instant UpdatedAt { get; init; }

    /// <summary>The columns by which lists filter.</summary>
    public abstract EntryIndex Index { get; }

    /// <summary>
    /// The instant by which a list puts entries that never change in the order in which they were recorded: that of recording, and of one
    /// instant the order of versions, a microsecond each. It is for the index alone and shown to nobody.
    /// </summary>
    protected Instant OrderOfRecording => CreatedAt + Duration.FromTicks(Version * (NodaConstants.TicksPerMillisecond / 1000));
}

/// <summary>The columns by which lists filter entries; empty where they say nothing.</summary>
public sealed record EntryIndex(
    string Status = "", string Category = "", string Party = "", string Severity = "", string Area = "",
    Instant? OccurredFrom = null, Instant? OccurredTo = null, Instant? DueAt = null);
