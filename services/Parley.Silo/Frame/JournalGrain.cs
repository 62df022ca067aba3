using System.Data.Common;
using System.Security.Cryptography;
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
    private Rejection? _unreadable;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _journal = this.GetPrimaryKeyString();
        FrameTelemetry.Activations.Add(1);
        var head = new Head<TState>(0, NodaTime.Instant.MinValue, concept.Empty(_journal));
        try
        {
            if (await services.Store.ReadSnapshot(_journal, cancellationToken) is { } snapshot)
            {
                var state = head.State;
                foreach (var stored in snapshot.HeadEvents)
                {
                    state = concept.Fold(state, Event.Parser.ParseFrom(stored.Payload.Span));
                }

                head = new(snapshot.Head.Version, NodaTime.Instant.FromDateTimeOffset(snapshot.Head.UpdatedAt), state);
            }
        }
        catch (UnknownEventException unknown)
        {
            // Not an exception to the caller: the journal is there and sound, only this binary must not touch it.
            LogUnknownEvent(unknown, _journal);
            _unreadable = new(RejectionCode.Unavailable, "NEWER_VERSION_NEEDED", unknown.Message);
        }
        catch (DbException away)
        {
            LogStoreAway(away, _journal);
            _unreadable = Refusals.Retry;
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
        _outbox = new(concept.Kind, _journal, _ledger, services);
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        FrameTelemetry.Activations.Add(-1);
        await _ledger.WhenIdle().WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> Execute(Command command)
    {
        using var span = FrameTelemetry.Start(Naming.Of(command.Request), _journal, concept.Kind);
        var outcome = await Decide(command);
        FrameTelemetry.End(span, outcome.Rejection, outcome.Version);
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> Read(Query query)
    {
        using var span = FrameTelemetry.Start(Naming.Of(query.Request), _journal, concept.Kind);
        var outcome = await Answer(query);
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

        if (!await LetTimePass())
        {
            return Outcome<WatchLease>.Refused(Refusals.Retry);
        }

        var committed = _ledger.Committed;
        if (!_ledger.Admits(committed.State, caller))
        {
            return Outcome<WatchLease>.Refused(Rejection.NotFound(_journal), committed.Version);
        }

        return _watchers.Renew(observer)
            ? Outcome<WatchLease>.Of(new(committed.Version, services.Options.WatchLease), committed.Version)
            : Outcome<WatchLease>.Refused(Refusals.TooManyObservers, committed.Version);
    }

    /// <inheritdoc/>
    public async ValueTask Wake()
    {
        if (Closed() is null && await LetTimePass())
        {
            await _outbox.Drain();
        }
    }

    private async ValueTask<Outcome<IMessage>> Decide(Command command)
    {
        var key = new RequestKey(command.Caller.Subject, command.RequestId);
        ReadOnlyMemory<byte> hash = SHA256.HashData(WireBytes.Of(command.Request));
        var lookedUp = false;
        while (true)
        {
            if (Closed() is { } closed)
            {
                return Outcome<IMessage>.Refused(closed);
            }

            var (needed, unmet) = await _needs.Load(command);
            if (Closed() is { } closedMeanwhile)
            {
                return Outcome<IMessage>.Refused(closedMeanwhile);
            }

            // One synchronous stretch: from here to the hand-over nothing else of this grain runs.
            var step = unmet is null ? Step(command, key, hash, needed) : new(_ledger.Tail, unmet, null);
            var settled = step.After is null ? new(Settlement.Committed, default) : await FrameTelemetry.Await(step.After.Settled);
            switch (settled.How)
            {
                case Settlement.Committed when step.Rejection is null:
                    return step.IsRepeat ? await _reader.Current(step.Accepted!.Entry?.Id, _ledger.Committed) : Reply(step.Accepted!);
                case Settlement.Committed:
                    // A late repeat of a success is a success: before a refusal leaves, the store is asked. Not for who may not
                    // read: that an id was used here is as much a secret as the journal itself.
                    if (!lookedUp && step.Rejection.Reason != Refusals.RequestIdReused
                        && _ledger.Admits(_ledger.Committed.State, command.Caller) && await Earlier(key) is { } earlier)
                    {
                        return await Repeat(earlier, hash, command.Caller, command.RequestId);
                    }

                    return Outcome<IMessage>.Refused(step.Rejection, step.After?.After.Version ?? _ledger.Committed.Version);
                case Settlement.Duplicate when step.Accepted is not null:
                    return await Repeat(new(settled.Result.Version, settled.Result.RequestHash), hash, command.Caller, command.RequestId);
                case Settlement.Duplicate or Settlement.Rewound:
                    continue;
                case Settlement.QueueFull:
                    return Outcome<IMessage>.Refused(Refusals.QueueFull);
                default:
                    return Outcome<IMessage>.Refused(Refusals.Retry);
            }
        }
    }

    /// <summary>Audience, repeats, time, rule, fold, hand over: in this order, without waiting.</summary>
    private DecisionStep<TState> Step(Command command, RequestKey key, ReadOnlyMemory<byte> hash, Needed needed)
    {
        var (caller, request) = (command.Caller, command.Request);
        var creates = concept.Creates(request);
        if (creates)
        {
            // Who may create may read all siblings, so this tells nobody whether the name is taken.
            if (Permissions.Check(caller, request, _journal) is { } notAllowed)
            {
                return new(_ledger.Tail, notAllowed, null);
            }
        }
        else if (!_ledger.Admits(_ledger.Tentative.State, caller))
        {
            return new(_ledger.Tail, Rejection.NotFound(Naming.ResourceOf(request, _journal)), null);
        }

        if (_requests.Find(key) is { } known)
        {
            return known.Hash.Span.SequenceEqual(hash.Span)
                ? new(known.Pending, null, known.Pending, IsRepeat: true)
                : new(_ledger.Tail, Refusals.Reused(key.RequestId), null);
        }

        var now = NodaTime.Instant.Max(services.Clock.Now, _ledger.Tentative.LastRecorded);
        _ledger.PassTime(now);
        var state = _ledger.Tentative.State;
        if ((creates ? null : Permissions.Check(caller, request, _journal)) is { } denied)
        {
            return new(_ledger.Tail, denied, null);
        }

        if (needed.EntryId is not null && needed.Entry is null)
        {
            return new(_ledger.Tail, Rejection.NotFound(Naming.ResourceOf(request, _journal)), null);
        }

        if (Etags.Mismatch(request, needed.Entry?.Version ?? state.HeadVersion) is { } mismatch)
        {
            return new(_ledger.Tail, mismatch, null);
        }

        var decision = concept.Decide(state, request, new(caller, now, command.AssignedId)
        {
            References = needed.References,
            Entry = needed.Entry,
        });
        if (decision.Rejection is { } refused)
        {
            return new(_ledger.Tail, refused, null);
        }

        var pending = _ledger.Record(decision.Events, ActorOf(caller, request), now, key, hash);
        _requests.Add(key, new(hash, pending));
        return new(pending, null, pending);
    }

    private async ValueTask<Outcome<IMessage>> Answer(Query query)
    {
        if (Closed() is { } closed)
        {
            return Outcome<IMessage>.Refused(closed);
        }

        if (!await LetTimePass())
        {
            return Outcome<IMessage>.Refused(Refusals.Retry);
        }

        var committed = _ledger.Committed;
        if (!_ledger.Admits(committed.State, query.Caller))
        {
            if (!committed.State.Exists && _ledger.Tail is null)
            {
                DeactivateOnIdle(); // Asking for names that do not exist leaves nothing behind.
            }

            return Outcome<IMessage>.Refused(Rejection.NotFound(Naming.ResourceOf(query.Request, _journal)), committed.Version);
        }

        return await _reader.Answer(query, committed);
    }

    /// <summary>Records what is due by now and waits until it is on disk; false when that failed.</summary>
    private async ValueTask<bool> LetTimePass()
    {
        // What is due may also be on its way already, because a command before let time pass: then it is waited for.
        while (_ledger.NextTransitionAt(_ledger.Committed.State) <= services.Clock.Now)
        {
            _ledger.PassTime(services.Clock.Now);
            if ((await _ledger.Tail!.Settled).How is Settlement.Failed or Settlement.QueueFull)
            {
                return false;
            }
        }

        return true;
    }

    private Outcome<IMessage> Reply(Pending<TState> accepted)
    {
        var at = accepted.After;
        var message = accepted.Entry is { } entry ? concept.ViewEntry(at.State, entry) : _reader.View(at.State);
        return Outcome<IMessage>.Of(message, at.Version);
    }

    /// <summary>Answers a repeat with the resource as it is now, or tells that the id was used for something else.</summary>
    private async ValueTask<Outcome<IMessage>> Repeat(StoredRequest earlier, ReadOnlyMemory<byte> hash, Caller caller, Guid requestId)
    {
        var committed = _ledger.Committed;
        if (!_ledger.Admits(committed.State, caller))
        {
            return Outcome<IMessage>.Refused(Rejection.NotFound(_journal), committed.Version);
        }

        if (!earlier.Hash.Span.SequenceEqual(hash.Span))
        {
            return Outcome<IMessage>.Refused(Refusals.Reused(requestId), committed.Version);
        }

        return await _reader.ResourceAt(earlier.Version, committed);
    }

    private async ValueTask<StoredRequest?> Earlier(RequestKey key) =>
        (await services.Store.FindRequests([(_journal, key)], CancellationToken.None))[0];

    private Actor ActorOf(Caller caller, IMessage request)
    {
        var actor = Permissions.ActorOf(caller, request, _journal);
        if (!concept.IsPublic)
        {
            actor.Subject = caller.Subject;
        }

        return actor;
    }

    private Rejection? Closed() => _unreadable ?? (_ledger.Stopped ? Refusals.Retry : null);

    private void Committed(IReadOnlyList<Pending<TState>> committed)
    {
        _watchers.Publish(_journal, committed);
        if (!_ledger.Committed.State.Calls.IsEmpty)
        {
            _outbox.Start();
        }
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
        DeactivateOnIdle();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The activation of {Journal} ends: an append came out {Outcome} ({Error}). Callers are told to retry.")]
    private partial void LogStopped(string journal, AppendOutcome outcome, string? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Journal} could not be read from the store. Callers are told to retry.")]
    private partial void LogStoreAway(Exception exception, string journal);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Journal} cannot be read by this version of Parley.")]
    private partial void LogUnknownEvent(Exception exception, string journal);
}

/// <summary>What the synchronous stretch came to, and the append that must be on disk before anybody learns of it.</summary>
/// <param name="After">The append to wait for; null when everything is on disk.</param>
/// <param name="Rejection">The refusal; null when accepted.</param>
/// <param name="Accepted">The append of the accepted command, now or earlier; null when refused.</param>
/// <param name="IsRepeat">True when it was accepted earlier.</param>
internal readonly record struct DecisionStep<TState>(
    Pending<TState>? After, Rejection? Rejection, Pending<TState>? Accepted, bool IsRepeat = false)
    where TState : JournalState;
