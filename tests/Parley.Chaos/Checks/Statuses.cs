using Parley.Chaos.Checks.Talks;
using Parley.Chaos.History;

namespace Parley.Chaos.Checks;

/// <summary>
/// A caller who does nothing wrong is told to try again, or that no answer came by its own deadline, and nothing else, save what comes
/// too early or too late in talks (<see cref="FairRefusals"/>). What its own
/// library says when a connection breaks is no answer of Parley's.
/// </summary>
public static class Statuses
{
    /// <summary>The deadline of each try.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    // How much earlier than the client the server may find the deadline passed.
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(100);

    /// <summary>What is wrong.</summary>
    public static IEnumerable<string> Violations(RunHistory run)
    {
        var refusals = new FairRefusals(run);
        foreach (var call in run.Calls.Where(c => c.IsServers && !IsAllowed(c) && !refusals.IsFair(c)))
        {
            yield return $"{call.Act} of {call.Journal} by {call.Client} was answered {call.Status} ({call.Why}) after {(call.End - call.Begin).TotalSeconds:0.00} s, at {call.End:O}";
        }

        foreach (var watch in run.Lines.OfType<WatchEnded>().Where(w => w.IsServers && w.Status is not ("Unavailable" or "ResourceExhausted")))
        {
            yield return $"the watch of {watch.Journal} by {watch.Watcher} ended with {watch.Status} ({watch.Why}) at {watch.At:O}";
        }
    }

    private static bool IsAllowed(Call call) => call.Status switch
    {
        "OK" or "Unavailable" or "ResourceExhausted" => true,
        "DeadlineExceeded" => call.End - call.Begin >= Deadline - Early,
        _ => false,
    };
}
