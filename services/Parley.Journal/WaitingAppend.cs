using System.Diagnostics;

namespace Parley.Journal;

/// <summary>
/// An append in the queue and the task its caller waits on. Continuations run elsewhere: the writer's loop is not
/// to be held up by what a caller does next.
/// </summary>
internal sealed class WaitingAppend(Append append, ActivityContext command)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Append Append { get; } = append;

    /// <summary>The traced command that appends; the default for none.</summary>
    public ActivityContext Command { get; } = command;

    /// <summary>The bytes of its events.</summary>
    public long Bytes { get; } = Count(append.Events);

    private static long Count(IReadOnlyList<NewEvent> events)
    {
        var bytes = 0L;
        for (var i = 0; i < events.Count; i++)
            bytes += events[i].Payload.Length;
        return bytes;
    }
}
