using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;
using Parley.Gateway.Identity;
using Parley.Gateway.Reads;
using Parley.Gateway.Wire;
using Parley.V1;

namespace Parley.Gateway.Watch;

/// <summary>
/// What this gateway hears of one journal, for all of its watchers: one subscription, whose lease is renewed at a third of its
/// duration, and the latest events. When events were missed, the version that a renewal or the next event shows gives it away;
/// the watchers then read what is missing from the journal.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore is only ever awaited, so it holds nothing that must be freed.")]
internal sealed partial class JournalFeed : IJournalObserver
{
    // How long notifications that a renewal has overtaken may take to arrive before they count as lost.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    // How long after a renewal that got no answer it is tried again: the journal may be at another silo by then, and until it is
    // renewed there the watchers hear nothing.
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _subscribing = new(1, 1);
    private readonly IGrainFactory _grains;
    private readonly JournalVersions _versions;
    private readonly string _journal;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<JournalFeed> _retired;
    private readonly int _capacity;
    private readonly EventTail _tail;
    private readonly List<Watcher> _watchers = [];
    private TaskCompletionSource _moved = NewSignal();
    private IJournalObserver? _reference;
    private DateTimeOffset _leaseEnd;
    private TimeSpan _lease;
    private long _head;
    private long _epoch;
    private int _turn;
    private bool _isRetired;

    public JournalFeed(
        string journal,
        IGrainFactory grains,
        JournalVersions versions,
        TimeProvider time,
        WatchOptions options,
        ILogger logger,
        Action<JournalFeed> retired)
    {
        _versions = versions;
        (_journal, _grains, _time, _logger, _retired) = (journal, grains, time, logger, retired);
        _capacity = options.Capacity;
        _tail = new(options.Capacity, options.CapacityBytes);
    }

    public string Journal => _journal;

    /// <summary>Takes up a watcher; false when the feed has been given up in the meantime.</summary>
    public bool TryAdd(Watcher watcher)
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return false;
            }

            _watchers.Add(watcher);
            return true;
        }
    }

    /// <summary>Lets a watcher go. The feed stays until its next renewal, for whoever comes back at once.</summary>
    public void Remove(Watcher watcher)
    {
        lock (_gate)
        {
            _watchers.Remove(watcher);
            if (_watchers.Count > 0 || _reference is not null || _isRetired)
            {
                return;
            }

            _isRetired = true;
        }

        _retired(this);
    }

    /// <summary>Subscribes to the journal for a caller who may read it, unless that is done.</summary>
    public async ValueTask<Rejection?> EnsureSubscribed(Caller caller)
    {
        await _subscribing.WaitAsync();
        try
        {
            lock (_gate)
            {
                if (_reference is not null)
                {
                    return null;
                }
            }

            var reference = _grains.CreateObjectReference<IJournalObserver>(this);
            var outcome = await _grains.GetJournal(_journal).Watch(caller, reference);
            if (outcome.Value is not { } lease)
            {
                _grains.DeleteObjectReference<IJournalObserver>(reference);
                return outcome.Rejection;
            }

            lock (_gate)
            {
                _reference = reference;
            }

            Accept(lease);

            // The renewals go on after the call that began them: they are no part of its trace.
            using (ExecutionContext.SuppressFlow())
            {
                _ = Task.Run(Renew);
            }

            return null;
        }
        finally
        {
            _subscribing.Release();
        }
    }

    /// <summary>What there is for a watcher now.</summary>
    public FeedLook Look(Watcher watcher)
    {
        lock (_gate)
        {
            if (watcher.Next > _head)
            {
                watcher.CaughtUpIn = _epoch;
            }

            return new(_head, _tail.Find(watcher.Next), _moved.Task, IsCurrent: _time.GetUtcNow() < _leaseEnd);
        }
    }

    /// <summary>Ends every watch.</summary>
    public void EndAll(Rejection reason) => EndWhere(_ => reason);

    /// <summary>Ends every watch for which there is a reason to.</summary>
    public void EndWhere(Func<Principal, Rejection?> reasonOf)
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                if (reasonOf(watcher.Principal) is { } reason)
                {
                    watcher.End(reason);
                }
            }
        }
    }

    /// <summary>Called by the journal.</summary>
    public Task OnRecorded(Recorded recorded)
    {
        lock (_gate)
        {
            if (_isRetired)
            {
                return Task.CompletedTask;
            }
        }

        using var span = Traces.StartPush(recorded);
        var messages = new List<(WatchJournalResponse Message, int Bytes)>(recorded.Events.Count);
        foreach (var bytes in recorded.Events)
        {
            messages.Add((SharedMessages.OfEvent(bytes), bytes.Length));
        }

        lock (_gate)
        {
            if (recorded.Audience is { } audience)
            {
                EndWhoMayNotRead([.. audience]);
            }

            if (recorded.LastVersion <= _head)
            {
                return Task.CompletedTask;
            }

            if (recorded.FirstVersion > _tail.Last + 1)
            {
                Skip(recorded.FirstVersion - 1);
            }

            if (messages.Count > _capacity)
            {
                // More at once than is held: nobody is slow for that.
                Skip(recorded.LastVersion);
            }

            foreach (var (message, bytes) in messages)
            {
                if (message.Event.Version > _tail.Last)
                {
                    _tail.Append(message, bytes);
                }
            }

            _head = _tail.Last;
            _versions.Show(_journal, _head); // Before the watchers see it, and read.
            EndSlowWatchers();
            Signal();
        }

        return Task.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool IsBehind(long version)
    {
        lock (_gate)
        {
            return version > _head;
        }
    }

    private void Accept(WatchLease lease)
    {
        lock (_gate)
        {
            _lease = lease.Duration;
            _leaseEnd = _time.GetUtcNow() + lease.Duration;
            if (lease.Version > _head)
            {
                _head = lease.Version;
                Skip(lease.Version);
                Signal();
            }
        }
    }

    // From here on the tail begins anew. Nobody is slow for what nobody was sent: a new epoch.
    private void Skip(long version)
    {
        _tail.RestartAfter(version);
        _epoch++;
    }

    // Before the events are there to be seen.
    private void EndWhoMayNotRead(ImmutableArray<string> audience)
    {
        foreach (var watcher in _watchers)
        {
            if (!Audience.Admits(audience, watcher.Principal.Caller))
            {
                watcher.End(Rejection.NotFound(_journal));
            }
        }
    }

    private void EndSlowWatchers()
    {
        foreach (var watcher in _watchers)
        {
            if (watcher.CaughtUpIn == _epoch && watcher.Next < _tail.First)
            {
                watcher.End(Refusals.WatcherTooSlow);
            }
        }
    }

    private void Signal()
    {
        _moved.SetResult();
        _moved = NewSignal();
    }

    private async Task Renew()
    {
        var isAnswered = true;
        while (true)
        {
            var next = _lease / 3;
            await Task.Delay(isAnswered || next < RetryPause ? next : RetryPause, _time);
            isAnswered = false;
            if (NextInTurn() is not { } watcher)
            {
                _retired(this);
                await GiveUp(_reference!);
                return;
            }

            try
            {
                // Each watcher's right to read is looked at again when its turn comes.
                var outcome = await _grains.GetJournal(_journal).Watch(watcher.Principal.Caller, _reference!);
                if (outcome.Value is { } lease)
                {
                    if (IsBehind(lease.Version))
                    {
                        await Task.Delay(Grace, _time);
                    }

                    Accept(lease);
                    isAnswered = true;
                }
                else if (outcome.Rejection!.Code is RejectionCode.NotFound or RejectionCode.PermissionDenied)
                {
                    watcher.End(outcome.Rejection);
                }
            }
            catch (Exception e)
            {
                LogRenewalFailed(e, _journal);
            }

            if (_time.GetUtcNow() > _leaseEnd + _lease)
            {
                EndAll(Refusals.SubscriptionLost);
            }
        }
    }

    /// <summary>The journal goes on telling of events until the lease ends; a reference that is gone by then is a fault in Orleans' eyes.</summary>
    private async Task GiveUp(IJournalObserver reference)
    {
        if (_leaseEnd - _time.GetUtcNow() is var rest && rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, _time);
        }

        _grains.DeleteObjectReference<IJournalObserver>(reference);
    }

    private Watcher? NextInTurn()
    {
        lock (_gate)
        {
            _isRetired = _watchers.Count == 0;
            return _isRetired ? null : _watchers[_turn++ % _watchers.Count];
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The subscription to {Journal} could not be renewed")]
    private partial void LogRenewalFailed(Exception exception, string journal);
}

/// <summary>What a feed has for a watcher.</summary>
/// <param name="Head">The latest version known.</param>
/// <param name="Event">The event that the watcher needs next, if it is held.</param>
/// <param name="Moved">Done when there is more.</param>
/// <param name="IsCurrent">True while the subscription holds, so that no news is that there is none.</param>
internal readonly record struct FeedLook(long Head, WatchJournalResponse? Event, Task Moved, bool IsCurrent);
