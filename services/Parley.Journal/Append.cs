using System.Diagnostics;

namespace Parley.Journal;

/// <summary>One event as it is stored: the bytes that watchers receive and that a party can later verify.</summary>
/// <param name="EntryId">The entry the event belongs to; null for an event of the journal's head.</param>
/// <param name="Payload">The serialized event, never changed once handed over.</param>
/// <param name="RecordedAt">The legal instant at which the event was recorded (UTC, whole microseconds).</param>
public sealed record NewEvent(string? EntryId, ReadOnlyMemory<byte> Payload, DateTimeOffset RecordedAt);

/// <summary>A request as the store remembers it, for the life of the journal.</summary>
/// <param name="Subject">Who sent it.</param>
/// <param name="RequestId">The sender's request id.</param>
public readonly record struct RequestKey(string Subject, Guid RequestId);

/// <summary>The filter columns of a journal's head row, written with every append that changes the head.</summary>
/// <param name="Kind">The concept, for example <c>truce</c>.</param>
/// <param name="Conflict">The conflict the journal belongs to; empty for none.</param>
/// <param name="Status">The concept's own status word.</param>
/// <param name="Audience">The audience keys of which a reader must hold at least one.</param>
public sealed record HeadColumns(string Kind, string Conflict, string Status, IReadOnlyList<string> Audience);

/// <summary>The filter columns of one entry (an observation, a statement) inside a journal.</summary>
/// <param name="Kind">The kind of entry, for example <c>statement</c>.</param>
/// <param name="Id">The entry's id, unique inside its journal and kind.</param>
public sealed record EntryColumns(string Kind, string Id)
{
    public string Status { get; init; } = "";
    public string Category { get; init; } = "";
    public string Party { get; init; } = "";
    public string Severity { get; init; } = "";
    public string Area { get; init; } = "";
    public DateTimeOffset? OccurredFrom { get; init; }
    public DateTimeOffset? OccurredTo { get; init; }
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// True in an append that makes the entry: its row is then added without a look for an older one, of which there must be none.
    /// Read back, it is never true.
    /// </summary>
    public bool IsNew { get; init; }
}

/// <summary>
/// Events to be added to one journal, all or none. Versions are gapless: the first event gets
/// <see cref="ExpectedVersion"/> + 1.
/// </summary>
public sealed record Append
{
    public required string Journal { get; init; }

    /// <summary>The journal's version before this append; 0 creates the journal.</summary>
    public required long ExpectedVersion { get; init; }

    /// <summary>The id that the appending activation drew. The head row remembers it: see <see cref="TakesRow"/>.</summary>
    public required Guid Writer { get; init; }

    /// <summary>
    /// True for an activation's first append: it needs only the right version and takes the row for its writer.
    /// Each later one also needs the row's writer to be its own; a version alone would let a stale activation's
    /// second append land on somebody else's first.
    /// </summary>
    public required bool TakesRow { get; init; }

    public required IReadOnlyList<NewEvent> Events { get; init; }

    /// <summary>The head row's columns after this append.</summary>
    public required HeadColumns Head { get; init; }

    /// <summary>The next instant at which something happens in this journal by itself; null for none.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// What the head row is to keep for tracing, instead of what it kept: it tells from which command what is due comes. It belongs
    /// to no event and is sent to nobody; to the store it is bytes. Empty: nothing.
    /// </summary>
    public ReadOnlyMemory<byte> Trace { get; init; }

    /// <summary>Entries whose index rows are added or replaced in the same transaction.</summary>
    public IReadOnlyList<EntryColumns> Entries { get; init; } = [];

    /// <summary>The request that caused this append; null for what happens by itself.</summary>
    public RequestKey? Request { get; init; }

    /// <summary>A hash of the request, kept beside its id to tell a repeat from another request with the same id.</summary>
    public ReadOnlyMemory<byte> RequestHash { get; init; }

    /// <summary>The version of an entry's last event here; of an entry without one, that of the append.</summary>
    internal long LastVersionOf(string entryId)
    {
        for (var i = Events.Count; i > 0; i--)
        {
            if (Events[i - 1].EntryId == entryId)
                return ExpectedVersion + i;
        }

        return ExpectedVersion + Events.Count;
    }
}

/// <summary>How an append ended.</summary>
public enum AppendOutcome
{
    /// <summary>On disk.</summary>
    Committed,

    /// <summary>The request id is already in the journal, at <see cref="AppendResult.Version"/>; nothing was written.</summary>
    Duplicate,

    /// <summary>Another activation has written since, or an earlier append of this writer failed; nothing was written.</summary>
    Fenced,

    /// <summary>The store refused this append for its content; nothing was written.</summary>
    Refused,

    /// <summary>The store could not be reached or it is unclear whether the commit happened.</summary>
    Unavailable,

    /// <summary>The writer's queue is full; nothing was written.</summary>
    QueueFull,
}

/// <summary>What became of one append.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Version">The version after a commit, or of the first event of the earlier request for a duplicate.</param>
/// <param name="RequestHash">For a duplicate, the hash that stands beside the earlier request.</param>
/// <param name="Error">For what failed, why, for the log.</param>
/// <param name="CommitSpan">The span of the commit that carried the append, to link to; the default when nobody traces.</param>
public readonly record struct AppendResult(
    AppendOutcome Outcome, long Version = 0, ReadOnlyMemory<byte> RequestHash = default, string? Error = null,
    ActivityContext CommitSpan = default);
