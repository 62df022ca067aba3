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

    /// <summary>The activation is over; whether it was written the retry will tell.</summary>
    Failed,
}

/// <summary>A settlement with what the store said of it.</summary>
internal readonly record struct Settled(Settlement How, AppendResult Result);

/// <summary>An append that has been handed to the writer, and all that follows when it is on disk.</summary>
internal sealed class Pending<TState>(Append append, Head<TState> after, EntryState? entry, Task<AppendResult> result)
    where TState : JournalState
{
    // Continuations run later, in the order of completion, on the grain's own scheduler.
    private readonly TaskCompletionSource<Settled> _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Append Append { get; } = append;

    /// <summary>The state once this is committed.</summary>
    public Head<TState> After { get; } = after;

    /// <summary>The entry that it changed last; null for none.</summary>
    public EntryState? Entry { get; } = entry;

    /// <summary>The instants of the timed transitions that it records.</summary>
    public IReadOnlyList<NodaTime.Instant> Due { get; set; } = [];

    public Task<AppendResult> Result { get; } = result;

    public Task<Settled> Settled => _settled.Task;

    public void Settle(Settlement how, AppendResult result) => _settled.TrySetResult(new(how, result));
}
