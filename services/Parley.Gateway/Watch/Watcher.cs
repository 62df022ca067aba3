using Parley.Domain.Frame;
using Parley.Gateway.Clients;
using Parley.Gateway.Identity;

namespace Parley.Gateway.Watch;

/// <summary>One stream to one client: who it is, how far it has come, and why it ended.</summary>
/// <param name="principal">Who it is.</param>
/// <param name="next">The version that it needs first.</param>
/// <param name="call">What its call may hold; null where nobody counts.</param>
internal sealed class Watcher(Principal principal, long next, CallLease? call = null)
{
    private readonly TaskCompletionSource<Rejection> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Principal Principal { get; } = principal;

    /// <summary>What its call may hold; null where nobody counts.</summary>
    public CallLease? Call { get; } = call;

    /// <summary>The version that it needs next.</summary>
    public long Next { get; set; } = next;

    /// <summary>
    /// The feed's epoch in which it last had everything there was; -1 while it has never had. Only who has kept up before can be
    /// too slow: whoever comes for a long history is not.
    /// </summary>
    public long CaughtUpIn { get; set; } = -1;

    /// <summary>Done once the watch has ended, with the reason.</summary>
    public Task<Rejection> Ended => _end.Task;

    /// <summary>Ends the watch; the first reason counts.</summary>
    public void End(Rejection reason) => _end.TrySetResult(reason);
}
