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
        while (true)
        {
            if (Closed() is { } closed)
            {
                return Outcome<IMessage>.Refused(closed);
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
                case Settlement.Committed when step.Rejection is null:
                    return step.Repeated is { } repeated ? await _reader.Current(repeated.EntryId, _ledger.Committed) : Reply(step.After!);
                case Settlement.Committed:
                    // A late repeat of a success is a success: before a refusal leaves, the store is asked. Not for who may not
                    // read: that an id was used here is as much a secret as the journal itself.
                    if (step.Rejection.Reason != Refusals.RequestIdReused
                        && _ledger.Admits(_ledger.Committed.State, command.Caller) && await services.Requests.Find(_journal, key) is { } earlier)
                    {
                        return await Repeat(earlier, hash, command.Caller, command.RequestId);
                    }

                    return Outcome<IMessage>.Refused(step.Rejection, step.After?.After.Version ?? _ledger.Committed.Version);
                case Settlement.Duplicate when step.Rejection is null:
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
                ? new(known.Pending, null, known)
                : new(_ledger.Tail, Refusals.Reused(key.RequestId), null);
        }

        var now = _ledger.NowBy(services.Clock);
        if (!_ledger.PassTime(now))
        {
            return new(_ledger.Tail, null, null) { IsEarly = true };
        }

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
        _requests.Add(key, new(hash, pending.Entry?.Id, pending));
        return new(pending, null, null);
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

    private Actor ActorOf(Caller caller, IMessage request)
    {
        var actor = Permissions.ActorOf(caller, request, _journal);
        if (!concept.IsPublic)
        {
            actor.Subject = caller.Subject;
        }

        return actor;
    }

    private bool MayConcern(Command command) => concept.Creates(command.Request) || _ledger.Admits(_ledger.Tentative.State, command.Caller);
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
