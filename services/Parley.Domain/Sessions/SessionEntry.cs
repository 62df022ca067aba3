using System.Collections.Immutable;
using NodaTime;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Sessions;

/// <summary>One session: an entry of its negotiation or caucus, the fold of its own events.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Planned">The session as it was planned; what was held stands beside it and never replaces it.</param>
public sealed record SessionEntry(string Id, Session Planned) : EntryState(SessionEntry.EntryKind, Id)
{
    /// <summary>The kind in the index.</summary>
    public const string EntryKind = "session";

    /// <summary>How far it has come.</summary>
    public SessionState State { get; init; } = SessionState.Planned;

    /// <summary>When it really began; null while it has not.</summary>
    public LegalTime? HeldFrom { get; init; }

    /// <summary>When it really ended; null while it has not.</summary>
    public LegalTime? HeldUntil { get; init; }

    /// <summary>How it was interrupted, in order.</summary>
    public ImmutableList<Interruption> Interruptions { get; init; } = [];

    /// <summary>What came of it, or why it was cancelled; null while nobody has said.</summary>
    public LocalizedText? Outcome { get; init; }

    /// <summary>By when it was planned, or else began: lists are in this order.</summary>
    public override EntryIndex Index => new(
        Status: State.ToString(), Category: Planned.Format.ToString(), OccurredFrom: InstantOf(Planned.PlannedStart) ?? InstantOf(HeldFrom));

    private static Instant? InstantOf(LegalTime? time) => time?.Resolved?.Instant?.ToInstant();
}
