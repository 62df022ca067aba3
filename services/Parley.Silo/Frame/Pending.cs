using System.Diagnostics;
using Parley.Domain.Frame;
using Parley.Journal;

namespace Parley.Silo.Frame;

/// <summary>How waiting for a version ended.</summary>
internal enum Settlement
{
    /// <summary>On disk and visible.</summary>
    Committed,

    /// <summary>The request stands in the journal already, from before this activation remembers.</summary>
    Duplicate,

    /// <summary>Something before it went back; decide anew.</summary>
    Rewound,

    /// <summary>The writer's queue is full; nothing was written.</summary>
    QueueFull,

    /// <summary>The store does not hold such content; nothing was written, and the next is decided as if it had not been asked for.</summary>
    Refused,

    /// <summary>The activation is over; whether it was written the retry will tell.</summary>
    Failed,
}

/// <summary>A settlement with what the store said of it.</summary>
internal readonly record struct Settled(Settlement How, AppendResult Result);

/// <summary>An append that has been handed to the writer, and all that follows when it is on disk.</summary>
/// <param name="append">What was handed over.</param>
/// <param name="after">The state once that is committed.</param>
/// <param name="entry">The entry that it changed last; null for none.</param>
/// <param name="cause">The traced command or transition; the default for none.</param>
/// <param name="result">What becomes of it.</param>
internal sealed class Pending<TState>(Append append, Head<TState> after, EntryState? entry, ActivityContext cause, Task<AppendResult> result)
    where TState : JournalState
{
    // Who waits goes on at once, on the grain's own scheduler: by then the ledger is as it is to be.
    private readonly TaskCompletionSource<Settled> _settled = new();

    public Append Append { get; } = append;

    /// <summary>The state once this is committed.</summary>
    public Head<TState> After { get; } = after;

    /// <summary>The entry that it changed last; null for none.</summary>
    public EntryState? Entry { get; } = entry;

    /// <summary>The traced command or transition that it comes from; the default for none.</summary>
    public ActivityContext Cause { get; } = cause;

    /// <summary>The timed transitions that it records: the instant of each, and its span where there is one.</summary>
    public IReadOnlyList<(NodaTime.Instant DueAt, Activity? Span)> Due { get; set; } = [];

    /// <summary>True when calls to other journals follow from it.</summary>
    public bool CausesCalls { get; init; }

    public Task<AppendResult> Result { get; } = result;

    public Task<Settled> Settled => _settled.Task;

    public void Settle(Settlement how, AppendResult result)
    {
        foreach (var (_, span) in Due)
        {
            FrameTelemetry.EndTransition(span, how, result);
        }

        _settled.TrySetResult(new(how, result));
    }
}
