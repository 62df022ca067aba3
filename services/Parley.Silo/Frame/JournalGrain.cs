using System.Data.Common;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Journal;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>
/// The one grain there is: what any command, query, watch and wake-up goes through, whatever the concept. It must be
/// reentrant, so that waiting for one commit does not hold back the next decision.
/// </summary>
/// <typeparam name="TState">The concept's state.</typeparam>
public abstract partial class JournalGrain<TState>(Concept<TState> concept, FrameServices services) : Grain, IJournalGrain
    where TState : JournalState
{
    private readonly ILogger _log = services.Loggers.CreateLogger("Parley.Silo.Frame.JournalGrain");
    private readonly RequestMemory<TState> _requests = new(services.Options.RememberedRequests);
    private readonly Watchers _watchers = new(services.Time, services.Options.WatchLease, services.Options.MaxObservers);
    private string _journal = "";
    private Ledger<TState> _ledger = null!;
    private JournalReader<TState> _reader = null!;
    private Needs<TState> _needs = null!;
    private Outbox<TState> _outbox = null!;
    private SharedRuns<Rejection?> _overtaking = null!;
    private Rejection? _unreadable;
    private IGrainTimer? _leaving;
    private TaskCompletionSource? _changed;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _journal = this.GetPrimaryKeyString();
        var head = new Head<TState>(0, NodaTime.Instant.MinValue, concept.Empty(_journal), Causes.None);
        try
        {
            if (await services.Store.ReadSnapshot(_journal, cancellationToken) is { } snapshot)
            {
                var state = head.State;
                foreach (var stored in snapshot.HeadEvents)
                {
                    state = concept.Fold(state, Event.Parser.ParseFrom(stored.Payload.Span));
                }

                head = new(snapshot.Head.Version, NodaTime.Instant.FromDateTimeOffset(snapshot.Head.UpdatedAt), state, Causes.From(snapshot.Head.Trace.Span));
            }
        }
        catch (UnknownEventException unknown)
        {
            Unreadable(unknown);
        }
        catch (Exception away) when (away is DbException or IOException or TimeoutException)
        {
            LogStoreAway(away, _journal);
            _unreadable = Rejection.Retry;
            DeactivateOnIdle();
        }

        _ledger = new(concept, _journal, head, services.Writer, services.Options)
        {
            OnCommitted = Committed,
            OnRewound = Forget,
            OnStopped = Stopped,
        };
        _needs = new(concept, _journal, _ledger, services);
        _reader = new(concept, _journal, _ledger, _needs, services);
        _outbox = new(concept, _journal, _ledger, services);
        _overtaking = new(AskWhetherOvertaken);
        FrameTelemetry.Activations.Add(1);
        if (!head.State.Exists)
        {
            _leaving = this.RegisterGrainTimer(LeaveUnlessCreated, services.Options.EmptyLifetime, services.Options.EmptyLifetime);
        }
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        FrameTelemetry.Activations.Add(-1);
        _outbox.End();
        _ledger.Close();
        await _ledger.WhenIdle().WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> Execute(Command command)
    {
        using var span = FrameTelemetry.Start(Naming.Of(command.Request), _journal, concept.Kind);
        Outcome<IMessage> outcome;
        try
        {
            outcome = await Decide(command);
        }
        catch (UnknownEventException unknown)
        {
            outcome = Outcome<IMessage>.Refused(Unreadable(unknown)); // Of an entry: they are read when they are needed.
        }

        outcome = Fresh(outcome);
        FrameTelemetry.End(span, outcome.Rejection, outcome.Version);
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> Read(Query query)
    {
        using var span = FrameTelemetry.Start(Naming.Of(query.Request), _journal, concept.Kind);
        Outcome<IMessage> outcome;
        try
        {
            outcome = await Answer(query);
        }
        catch (UnknownEventException unknown)
        {
            outcome = Outcome<IMessage>.Refused(Unreadable(unknown));
        }

        outcome = Fresh(outcome);
        FrameTelemetry.End(span, outcome.Rejection, outcome.Version);
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<WatchLease>> Watch(Caller caller, IJournalObserver observer)
    {
        if (Closed() is { } closed)
        {
            return Outcome<WatchLease>.Refused(closed);
        }

        if (KeepsOut(caller))
        {
            return Outcome<WatchLease>.Refused(Rejection.NotFound(_journal), _ledger.Committed.Version);
        }

        if (!await LetTimePass())
        {
            return Outcome<WatchLease>.Refused(Rejection.Retry);
        }

        var committed = _ledger.Committed;
        if (!_ledger.Admits(committed.State, caller))
        {
            return Outcome<WatchLease>.Refused(Rejection.NotFound(_journal), committed.Version);
        }

        if (await Overtaken() is { } overtaken)
        {
            return Outcome<WatchLease>.Refused(overtaken);
        }

        if (!services.Membership.IsHeld)
        {
            return Outcome<WatchLease>.Refused(Refusals.MembershipUnconfirmed);
        }

        return _watchers.Renew(observer)
            ? Outcome<WatchLease>.Of(new(committed.Version, services.Options.WatchLease), committed.Version)
            : Outcome<WatchLease>.Refused(Refusals.TooManyObservers, committed.Version);
    }

    /// <inheritdoc/>
    /// <exception cref="SiloUnavailableException">This silo cannot tell whether it is a member of its cluster.</exception>
    public async ValueTask<Woken> Wake()
    {
        if (!services.Membership.IsHeld)
        {
            throw new SiloUnavailableException(Refusals.MembershipUnconfirmed.Message);
        }

        if (Closed() is not null || !await LetTimePass())
        {
            return new(null, null);
        }

        await _outbox.Drain();
        return new(_outbox.Rest, _ledger.NextTransitionAt(_ledger.Committed.State)?.ToDateTimeOffset());
    }

    private async ValueTask<Outcome<IMessage>> Answer(Query query)
    {
        if (Closed() is { } closed)
        {
            return Outcome<IMessage>.Refused(closed);
        }

        if (KeepsOut(query.Caller))
        {
            return Outcome<IMessage>.Refused(Rejection.NotFound(JournalAddress.ResourceOf(query.Request, _journal)), _ledger.Committed.Version);
        }

        if (!await LetTimePass())
        {
            return Outcome<IMessage>.Refused(Rejection.Retry);
        }

        var committed = _ledger.Committed;
        if (!_ledger.Admits(committed.State, query.Caller))
        {
            return Outcome<IMessage>.Refused(Rejection.NotFound(JournalAddress.ResourceOf(query.Request, _journal)), committed.Version);
        }

        return await Overtaken() is { } overtaken ? Outcome<IMessage>.Refused(overtaken) : await _reader.Answer(query, committed);
    }

    /// <summary>
    /// The refusal when another activation has written since. While the cluster changes, two silos may host one journal for some seconds; the
    /// one that was overtaken learns of it when it writes, and until then would show the journal to whoever has been sent away meanwhile.
    /// However many ask at a time, the store is asked one thing after the other.
    /// </summary>
    private ValueTask<Rejection?> Overtaken() => concept.SendsAway ? new(_overtaking.Run()) : default;

    private async Task<Rejection?> AskWhetherOvertaken()
    {
        try
        {
            if (await services.Store.ReadHead(_journal, CancellationToken.None) is { } head && _ledger.IsOvertakenBy(head))
            {
                LogOvertaken(_journal);
                _unreadable = Rejection.Retry;
                DeactivateOnIdle();
                return Rejection.Retry;
            }
        }
        catch (Exception away) when (away is DbException or IOException or TimeoutException)
        {
            LogStoreAway(away, _journal);
            return Rejection.Retry;
        }

        return null;
    }

    /// <summary>
    /// True for whom neither what is on disk lets in nor what has come to pass by now and is on its way there. Whoever is kept out is told
    /// so without waiting for the disk: how long it takes must not tell that something happens inside.
    /// </summary>
    private bool KeepsOut(Caller caller) =>
        !_ledger.Admits(_ledger.Committed.State, caller) && _ledger.PassTime(_ledger.NowBy(services.Clock)) && !_ledger.Admits(_ledger.Tentative.State, caller);

    /// <summary>Records what is due by now and waits until it is on disk; false when that failed.</summary>
    private async ValueTask<bool> LetTimePass()
    {
        // What is due may also be on its way already, because a command before let time pass: then it is waited for.
        var now = _ledger.NowBy(services.Clock);
        while (_ledger.NextTransitionAt(_ledger.Committed.State) <= now)
        {
            if (_ledger.Stopped)
            {
                return false;
            }

            _ledger.PassTime(now);
            if ((await _ledger.Tail!.Settled).How is Settlement.Failed or Settlement.QueueFull)
            {
                return false;
            }
        }

        return true;
    }

    private Rejection? Closed() =>
        _unreadable ?? (_ledger.Stopped ? Rejection.Retry : services.Membership.IsHeld ? null : Refusals.MembershipUnconfirmed);

    /// <summary>
    /// What was found out while this silo stood still may be old by now, so the membership is looked at again before an answer
    /// leaves. A command that is on disk all the same is found by its request id.
    /// </summary>
    private Outcome<IMessage> Fresh(Outcome<IMessage> outcome) =>
        services.Membership.IsHeld ? outcome : Outcome<IMessage>.Refused(Refusals.MembershipUnconfirmed);

    /// <summary>
    /// Not an exception to the caller: the journal is there and sound, only this binary must not touch it. Which event it is says the log;
    /// who asks may not be a reader.
    /// </summary>
    private Rejection Unreadable(UnknownEventException unknown)
    {
        LogUnknownEvent(unknown, _journal);
        return _unreadable = new(RejectionCode.Unavailable, "NEWER_VERSION_NEEDED", "A newer version of Parley has been here. Run that version.");
    }

    /// <summary>
    /// Asking for names that do not exist leaves nothing behind for long. Not at once: a journal that somebody keeps asking for
    /// would then be gone whenever somebody else is about to create it.
    /// </summary>
    private Task LeaveUnlessCreated(CancellationToken cancellation)
    {
        if (_ledger.Committed.State.Exists)
        {
            _leaving?.Dispose();
        }
        else if (_ledger.Tail is null)
        {
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    private void Committed(IReadOnlyList<Pending<TState>> committed)
    {
        foreach (var pending in committed)
        {
            if (pending.Append.Request is { } request)
            {
                _requests.Committed(request);
            }

            foreach (var (due, _) in pending.Due)
            {
                FrameTelemetry.Lateness.Record((services.Clock.Now - due).TotalSeconds, new KeyValuePair<string, object?>("kind", concept.Kind));
            }
        }

        _watchers.Publish(_journal, committed);
        HasChanged();
        if (!_ledger.Committed.State.Calls.IsEmpty)
        {
            _outbox.Start();
        }
    }

    /// <summary>Completes with the next commit, or when the activation is over.</summary>
    private Task Changed() => (_changed ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void HasChanged()
    {
        var waiting = _changed;
        _changed = null;
        waiting?.SetResult();
    }

    private void Forget(IReadOnlyList<Pending<TState>> dropped)
    {
        foreach (var pending in dropped)
        {
            if (pending.Append.Request is { } request)
            {
                _requests.Forget(request);
            }
        }
    }

    private void Stopped(AppendResult result)
    {
        LogStopped(_journal, result.Outcome, result.Error);
        HasChanged();
        DeactivateOnIdle();
    }
}
