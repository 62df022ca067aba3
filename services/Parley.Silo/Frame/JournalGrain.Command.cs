using System.Collections.Immutable;
using Google.Protobuf;
using Parley.Cluster;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Journal;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>The way of one command.</summary>
public abstract partial class JournalGrain<TState>
{
    private async ValueTask<Outcome<IMessage>> Decide(Command command)
    {
        var key = new RequestKey(command.Caller.Subject, command.RequestId);
        ReadOnlyMemory<byte> hash = RequestHash.Of(command.Request);
        var since = services.Time.GetTimestamp();
        while (true)
        {
            if (Closed() is { } closed)
            {
                return Outcome<IMessage>.Refused(closed);
            }

            // What has come to pass by now may have let the caller in, or out.
            if (!_ledger.PassTime(_ledger.NowBy(services.Clock)))
            {
                if ((await _ledger.Tail!.Settled).How is Settlement.QueueFull)
                {
                    return Outcome<IMessage>.Refused(Refusals.QueueFull);
                }

                continue;
            }

            // Who may not read, and who has been answered before, has nothing loaded.
            Needed needed = default;
            Rejection? unmet = null;
            if (MayConcern(command) && _requests.Find(key) is null)
            {
                (needed, unmet) = await _needs.Load(command);
                if (Closed() is { } closedMeanwhile)
                {
                    return Outcome<IMessage>.Refused(closedMeanwhile);
                }
            }

            // One synchronous stretch: from here to the hand-over nothing else of this grain runs.
            var step = unmet is null ? Step(command, key, hash, needed) : new(_ledger.Tail, unmet, null);
            var settled = step.After is null ? new(Settlement.Committed, default) : await FrameTelemetry.Await(step.After.Settled);
            switch (settled.How)
            {
                case Settlement.Committed when step.IsEarly:
                    continue;
                case Settlement.Committed when step.Rejection is { } undecided && ReferenceEquals(undecided, Rejection.Retry):
                    if (step.After is null && !await Change(since))
                    {
                        return Outcome<IMessage>.Refused(undecided);
                    }

                    continue;
                case Settlement.Committed when step.Rejection is null:
                    if (step.Repeated is null)
                    {
                        await Tell(command, step.After!);
                    }

                    return step.Repeated is not null && await Overtaken() is { } overtaken ? Outcome<IMessage>.Refused(overtaken)
                        : !await Holds(command.Request) ? Outcome<IMessage>.Refused(Refusals.NotKnownEverywhere, _ledger.Committed.Version)
                        : step.Repeated is { } repeated ? await _reader.Current(repeated.EntryId, _ledger.Committed)
                        : await Answer(step.After!, command);
                case Settlement.Committed:
                    // A late repeat of a success is a success: before a refusal leaves, the store is asked. Not for who may not
                    // read: that an id was used here is as much a secret as the journal itself.
                    if (step.Rejection.Reason != Refusals.RequestIdReused
                        && _ledger.Hears(_ledger.Committed.State, command.Caller) && await services.Requests.Find(_journal, key) is { } earlier)
                    {
                        return await Repeat(earlier, hash, command);
                    }

                    return _ledger.Hears(_ledger.Committed.State, command.Caller) && await Overtaken() is { } stale
                        ? Outcome<IMessage>.Refused(stale)
                        : Outcome<IMessage>.Refused(step.Rejection, step.After?.After.Version ?? _ledger.Committed.Version);
                case Settlement.Duplicate when step.Rejection is null:
                    return await Repeat(new(settled.Result.Version, settled.Result.RequestHash), hash, command);
                case Settlement.Duplicate or Settlement.Rewound:
                    continue;
                case Settlement.QueueFull:
                    return Outcome<IMessage>.Refused(Refusals.QueueFull);
                case Settlement.Refused:
                    return Outcome<IMessage>.Refused(Refusals.NotStorable, _ledger.Committed.Version);
                default:
                    return Outcome<IMessage>.Refused(Rejection.Retry);
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
        else if (!_ledger.Hears(_ledger.Tentative.State, caller))
        {
            return Unheard(caller, request);
        }

        if (_requests.Find(key) is { } known)
        {
            // Whoever made the journal need not be one of its readers any more.
            if (!_ledger.Hears(_ledger.Tentative.State, caller) || !concept.MayRepeat(_ledger.Tentative.State, request, caller))
            {
                return Unheard(caller, request);
            }

            return known.Hash.Span.SequenceEqual(hash.Span)
                ? new(known.Pending, null, known)
                : new(_ledger.Tail, Refusals.Reused(key.RequestId), null);
        }

        var now = _ledger.NowBy(services.Clock);
        if (!_ledger.PassTime(now))
        {
            return new(_ledger.Tail, null, null) { IsEarly = true };
        }

        // What has just come to pass may have ended the caller's own right.
        var state = _ledger.Tentative.State;
        if (!creates && !_ledger.Hears(state, caller))
        {
            return Unheard(caller, request);
        }

        var decision = Judge(state);
        if (decision.Rejection is { } refused)
        {
            // Undecided yet: what is on its way is waited for, and then what it calls for.
            if (ReferenceEquals(refused, Rejection.Retry))
            {
                return new(_ledger.Tail, refused, null);
            }

            // What is on its way is waited for only where it has a part in the refusal: how long one takes must not tell what others do.
            var committed = _ledger.Committed;
            var isSameOnDisk = (creates || _ledger.Hears(committed.State, caller))
                && !(needed.Entry?.Version > committed.Version) && Judge(committed.State).Rejection is { } onDisk && onDisk.SaysTheSame(refused);
            return new(isSameOnDisk ? null : _ledger.Tail, refused, null);
        }

        var pending = _ledger.Record(EntryFirst(decision.Events), ActorOf(caller, request), now, key, hash);
        _requests.Add(key, new(hash, pending.Entry?.Id, pending));
        return new(pending, null, null);

        Decision Judge(TState judged) =>
            (creates ? null : Permissions.Check(caller, request, _journal)) is { } denied ? denied
            : needed.EntryId is not null && needed.Entry is null ? Rejection.NotFound(JournalAddress.ResourceOf(request, _journal))
            : Etags.Mismatch(request, needed.Entry?.Version ?? judged.HeadVersion) is { } mismatch ? mismatch
            : concept.Decide(judged, request, new(caller, now, command.AssignedId)
            {
                References = needed.References,
                Entry = needed.Entry,
            });
    }

    /// <summary>
    /// Answered as if it did not exist: at once, whatever is on its way, to whom the journal on disk does not hear either, so that nobody
    /// who is kept out can tell by waiting that something happens inside.
    /// </summary>
    private DecisionStep<TState> Unheard(Caller caller, IMessage request) => new(
        _ledger.Hears(_ledger.Committed.State, caller) ? _ledger.Tail : null, Rejection.NotFound(JournalAddress.ResourceOf(request, _journal)), null);

    /// <summary>
    /// A late repeat is answered with the resource of the first event that its request wrote: where there is an entry among them, the entry.
    /// </summary>
    private static ImmutableArray<Event> EntryFirst(ImmutableArray<Event> events) =>
        events.Length < 2 || events[0].Entry.Length > 0 ? events : [.. events.OrderBy(e => e.Entry.Length == 0)];

    /// <summary>
    /// What a command causes in other journals is mostly there when it is answered, so that who reads on finds it. It is not
    /// promised: a call that cannot be made now is made later. Parley's own calls wait for none, lest two journals wait for each other.
    /// </summary>
    private async ValueTask Tell(Command command, Pending<TState> accepted)
    {
        if (accepted.CausesCalls && !command.Caller.IsParley)
        {
            await _outbox.Drain(services.Options.CallPatience);
        }
    }

    /// <summary>Waits, though not for ever, until what the answer promises holds.</summary>
    private async ValueTask<bool> Holds(IMessage request)
    {
        var since = services.Time.GetTimestamp();
        while (!concept.Holds(_ledger.Committed.State, request))
        {
            if (!await Change(since))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Waits for the next commit, as what is being settled with other journals brings it; false when patience has run out.</summary>
    /// <param name="since">Since when it is waited.</param>
    private async ValueTask<bool> Change(long since)
    {
        if (_ledger.Stopped || services.Options.PromisePatience - services.Time.GetElapsedTime(since) is not { Ticks: > 0 } left)
        {
            return false;
        }

        _outbox.StartNow();
        try
        {
            await Changed().WaitAsync(left, services.Time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Answers with what the command came to or, where that hung on what another journal would say, with what has come of it since: of what
    /// is overtaken already the etag would be too.
    /// </summary>
    private ValueTask<Outcome<IMessage>> Answer(Pending<TState> accepted, Command command) =>
        concept.Holds(accepted.After.State, command.Request) || !_ledger.Hears(_ledger.Committed.State, command.Caller)
            ? new(Reply(accepted))
            : _reader.Current(accepted.Entry?.Id, _ledger.Committed);

    private Outcome<IMessage> Reply(Pending<TState> accepted)
    {
        var at = accepted.After;
        var message = accepted.Entry is { } entry ? concept.ViewEntry(at.State, entry) : _reader.View(at.State);
        return Outcome<IMessage>.Of(message, at.Version);
    }

    /// <summary>Answers a repeat with the resource as it is now, or tells that the id was used for something else.</summary>
    private async ValueTask<Outcome<IMessage>> Repeat(StoredRequest earlier, ReadOnlyMemory<byte> hash, Command command)
    {
        if (await Overtaken() is { } overtaken)
        {
            return Outcome<IMessage>.Refused(overtaken);
        }

        var committed = _ledger.Committed;
        if (!_ledger.Hears(committed.State, command.Caller) || !concept.MayRepeat(committed.State, command.Request, command.Caller))
        {
            return Outcome<IMessage>.Refused(Rejection.NotFound(JournalAddress.ResourceOf(command.Request, _journal)), committed.Version);
        }

        if (!earlier.Hash.Span.SequenceEqual(hash.Span))
        {
            return Outcome<IMessage>.Refused(Refusals.Reused(command.RequestId), committed.Version);
        }

        return await Holds(command.Request)
            ? await _reader.ResourceAt(earlier.Version, _ledger.Committed)
            : Outcome<IMessage>.Refused(Refusals.NotKnownEverywhere, committed.Version);
    }

    private Actor ActorOf(Caller caller, IMessage request)
    {
        var actor = Permissions.ActorOf(caller, request, _journal);
        if (!concept.IsPublic)
        {
            actor.Subject = caller.Subject;
        }

        return actor;
    }

    private bool MayConcern(Command command) => concept.Creates(command.Request) || _ledger.Hears(_ledger.Tentative.State, command.Caller);
}

/// <summary>What the synchronous stretch came to, and the append that must be on disk before anybody learns of it.</summary>
/// <param name="After">The append to wait for: of an accepted command its own; null when everything is on disk.</param>
/// <param name="Rejection">The refusal; null when accepted.</param>
/// <param name="Repeated">The earlier request that this one repeats; null when it is new.</param>
internal readonly record struct DecisionStep<TState>(Pending<TState>? After, Rejection? Rejection, Remembered<TState>? Repeated)
    where TState : JournalState
{
    /// <summary>True when nothing is decided yet: more is due than is recorded at once.</summary>
    public bool IsEarly { get; init; }
}
