using System.Collections.Immutable;
using System.Diagnostics;
using NodaTime;
using Parley.Cluster;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Journal;
using Parley.Silo.Time;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>
/// The two states of an activation and what lies between them. Commands are decided on the tentative head, one after the
/// other without waiting; reads are answered from the committed head; a queue of appends joins them. When an append does
/// not come true, the tentative head goes back to the committed one.
/// </summary>
internal sealed class Ledger<TState>
    where TState : JournalState
{
    private readonly Concept<TState> _concept;
    private readonly string _journal;
    private readonly JournalWriter _writer;
    private readonly FrameOptions _options;
    private readonly Queue<Pending<TState>> _queue = new();
    private Guid _writerId = Guid.NewGuid();
    private bool _takesRow = true;
    private Task _pump = Task.CompletedTask;
    private bool _pumping;
    private Derived? _derived;
    private Derived? _derivedBefore;

    public Ledger(Concept<TState> concept, string journal, Head<TState> head, JournalWriter writer, FrameOptions options)
    {
        (_concept, _journal, _writer, _options) = (concept, journal, writer, options);
        Committed = Tentative = head;
        Entries = new(options.CachedEntries);
    }

    /// <summary>What is on disk: the only state that anybody outside may learn of.</summary>
    public Head<TState> Committed { get; private set; }

    /// <summary>What will be on disk if all goes well: the state that the next command is decided on.</summary>
    public Head<TState> Tentative { get; private set; }

    public EntryCache Entries { get; }

    /// <summary>The last append that is not settled; null when the two heads are one.</summary>
    public Pending<TState>? Tail { get; private set; }

    /// <summary>True once an append has failed or the activation ends for another reason: nothing is decided here any more.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Called when appends have become visible, before anybody is answered.</summary>
    public required Action<IReadOnlyList<Pending<TState>>> OnCommitted { get; init; }

    /// <summary>Called with appends that were taken back.</summary>
    public required Action<IReadOnlyList<Pending<TState>>> OnRewound { get; init; }

    /// <summary>Called once when the activation is over.</summary>
    public required Action<AppendResult> OnStopped { get; init; }

    /// <summary>The audience and other columns of a state; computed once a state.</summary>
    public HeadColumns ColumnsOf(TState state) => DerivedFrom(state).Columns;

    /// <summary>May this caller read the journal in this state?</summary>
    public bool Admits(TState state, Caller caller) => Audience.Admits(DerivedFrom(state).Audience, caller);

    /// <summary>May this caller send commands to the journal in this state?</summary>
    public bool Hears(TState state, Caller caller) => Audience.Admits(DerivedFrom(state).Senders, caller);

    /// <summary>The next instant at which a timed transition is due in a state; computed once a state.</summary>
    public Instant? NextTransitionAt(TState state) => DerivedFrom(state).NextTransitionAt;

    /// <summary>The instant of what is decided now: what is recorded never goes back, whatever the clock does.</summary>
    public Instant NowBy(ILegalClock clock) => Instant.Max(clock.Now, Tentative.LastRecorded);

    /// <summary>
    /// Records what is due by now, each at its own instant, in appends of their own: they stand even when the command that
    /// follows is refused.
    /// </summary>
    /// <returns>False when there is so much that the rest has to wait until this is on disk.</returns>
    public bool PassTime(Instant now)
    {
        for (var appends = 0; NextTransitionAt(Tentative.State) <= now; appends++)
        {
            if (appends == _options.MaxTimedAppendsAtOnce)
            {
                return false;
            }

            var (events, due, cause) = (new List<Event>(), new List<(Instant DueAt, Activity? Span)>(), Tentative.Causes.Due);
            var (state, version) = (Tentative.State, Tentative.Version);
            while (due.Count < _options.MaxTransitionsPerAppend && _concept.NextTransition(state) is { } next && next.DueAt <= now)
            {
                // Only here is it worked out what happens; everybody else asks only when.
                due.Add((next.DueAt, FrameTelemetry.StartTransition(_journal, _concept.Kind, next.DueAt, version + next.Events.Length, cause)));
                foreach (var e in next.Events)
                {
                    e.DueAt = next.DueAt.ToTimestamp();
                    Draft<TState>.Stamp(e, _journal, ++version, now, Actors.Parley);
                    state = _concept.Fold(state, e);
                    events.Add(e);
                }
            }

            // The commit links to the transition, and so do the calls that follow from it.
            var outer = Activity.Current;
            Activity.Current = due[^1].Span ?? outer;
            Record(events, Actors.Parley, now, request: null, hash: default, isTimed: true).Due = due;
            Activity.Current = outer;
        }

        return true;
    }

    /// <summary>Folds events into the tentative head and hands them to the writer, with the calls that follow from them.</summary>
    /// <exception cref="InvalidOperationException">There are no events: whatever is accepted records something.</exception>
    public Pending<TState> Record(IReadOnlyList<Event> events, Actor actor, Instant now, RequestKey? request, ReadOnlyMemory<byte> hash, bool isTimed = false)
    {
        if (events.Count == 0)
        {
            throw new InvalidOperationException($"A rule of {_concept.Kind} accepted without an event.");
        }

        var before = Tentative;
        var recorded = Instant.Max(now, before.LastRecorded);
        var draft = new Draft<TState>(_concept, Entries, _journal, before, recorded, actor);
        foreach (var e in events)
        {
            draft.Add(e);
        }

        if (!ReferenceEquals(draft.State, before.State))
        {
            foreach (var call in _concept.CallsAfter(before.State, draft.State))
            {
                call.CallRequested.Id = $"call-{draft.Version + 1}";
                draft.Add(call);
            }
        }

        var cause = TraceContexts.Current;
        var causes = CausesAfter(before, draft.State, cause, isTimed, isCall: actor.Role == Role.Parley && request is not null);
        var append = new Append
        {
            Journal = _journal,
            ExpectedVersion = before.Version,
            Writer = _writerId,
            TakesRow = _takesRow,
            Events = draft.Events,
            Head = ColumnsOf(draft.State),
            DueAt = DerivedFrom(draft.State).DueAt?.ToDateTimeOffset(),
            Entries = draft.Rows,
            Request = request,
            RequestHash = hash,
            Trace = causes.Bytes,
        };
        Tentative = new(draft.Version, recorded, draft.State, causes);
        Tail = new(append, Tentative, draft.Entries.Count == 0 ? null : draft.Entries[^1], cause, _writer.Append(append))
        {
            CausesCalls = draft.State.Calls is [.., var last] && last.Version > before.Version,
        };
        _takesRow = false;
        foreach (var entry in draft.Entries)
        {
            Entries.Change(entry, draft.Events.Count(e => e.EntryId == entry.Id));
        }

        _queue.Enqueue(Tail);
        if (!_pumping)
        {
            _pumping = true;
            _pump = Pump();
        }

        return Tail;
    }

    /// <summary>
    /// True when the journal's head, as it is in the store, is another activation's that knows more than this one. What this one has written
    /// and does not know of yet is its own.
    /// </summary>
    public bool IsOvertakenBy(JournalHead head) => head.Version > Committed.Version && head.Writer != _writerId;

    /// <summary>The last append on its way that carries an instant no later than this one; null for none.</summary>
    public Pending<TState>? LastRecordedBy(Instant instant) => _queue.LastOrDefault(p => p.After.LastRecorded <= instant);

    /// <summary>The activation ends: nothing is decided here any more. What is on its way is still waited for.</summary>
    public void Close() => Stopped = true;

    /// <summary>Completes when nothing is under way any more.</summary>
    public Task WhenIdle() => _pump;

    /// <summary>
    /// From where what is due after a change comes. A call from another journal is no cause that this one keeps: nothing here may
    /// lead back there.
    /// </summary>
    private Causes CausesAfter(Head<TState> before, TState after, ActivityContext cause, bool isTimed, bool isCall)
    {
        if (ReferenceEquals(before.State, after))
        {
            return before.Causes;
        }

        cause = isCall ? default : cause;
        var (was, willBe) = (NextTransitionAt(before.State), NextTransitionAt(after));
        var causes = willBe is null ? before.Causes.WithDue(default)
            : was == willBe || isTimed ? before.Causes
            : before.Causes.WithDue(cause);
        return causes.WithCalls(before.State.Calls, after.Calls, cause);
    }

    private async Task Pump()
    {
        // The pump serves many commands; it belongs to the trace of none.
        Activity.Current = null;
        RequestContext.Clear();
        while (_queue.TryPeek(out var first))
        {
            // Never at once, however soon it is on disk: whoever hands over must have done so before anything comes of it.
            var result = await first.Result.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.ForceYielding);
            try
            {
                Apply(result);
            }
            catch (Exception e)
            {
                // Nobody may wait for ever because of a fault in here.
                Stop(new(AppendOutcome.Unavailable, Error: e.ToString()));
            }
        }

        _pumping = false;
    }

    private void Apply(AppendResult result)
    {
        switch (result.Outcome)
        {
            case AppendOutcome.Committed:
                Commit();
                break;
            case AppendOutcome.Duplicate:
                Rewind(Settlement.Duplicate, result, Settlement.Rewound);
                break;
            case AppendOutcome.QueueFull:
                Rewind(Settlement.QueueFull, result, Settlement.QueueFull);
                break;
            case AppendOutcome.Refused when _queue.Peek().Append.Request is not null:
                // One request's content is no fault of the journal; what happens by itself cannot be left out.
                Rewind(Settlement.Refused, result, Settlement.Rewound);
                break;
            default:
                Stop(result);
                break;
        }
    }

    /// <summary>All that is on disk by now becomes visible, is published, is answered: in that order, by version.</summary>
    private void Commit()
    {
        var committed = new List<Pending<TState>>();
        while (_queue.TryPeek(out var next)
            && next.Result is { IsCompletedSuccessfully: true, Result.Outcome: AppendOutcome.Committed })
        {
            committed.Add(_queue.Dequeue());
        }

        Committed = committed[^1].After;
        if (_queue.Count == 0)
        {
            Tail = null;
        }

        try
        {
            foreach (var pending in committed)
            {
                foreach (var e in pending.Append.Events)
                {
                    Entries.Commit(e.EntryId);
                }
            }

            OnCommitted(committed);
        }
        finally
        {
            foreach (var pending in committed)
            {
                pending.Settle(Settlement.Committed, pending.Result.Result);
            }
        }
    }

    /// <summary>
    /// Back to the committed head. A new writer id is drawn, so that appends of the old one that are still on their way can
    /// never land on what is decided from here on.
    /// </summary>
    private void Rewind(Settlement first, AppendResult result, Settlement others)
    {
        _writer.Purge(_writerId); // Those still queued would fail at their fence, and what is queued behind them in the same batch.
        _writerId = Guid.NewGuid();
        _takesRow = true;
        var dropped = TakeBack();
        OnRewound(dropped);
        for (var i = 0; i < dropped.Length; i++)
        {
            dropped[i].Settle(i == 0 ? first : others, result);
        }
    }

    /// <summary>An append failed: what is queued is purged, everyone who waits or comes is told to try again elsewhere.</summary>
    private void Stop(AppendResult result)
    {
        Stopped = true;
        _writer.Purge(_writerId);
        var dropped = TakeBack();
        foreach (var pending in dropped)
        {
            pending.Settle(Settlement.Failed, result);
        }

        OnStopped(result);
    }

    private Pending<TState>[] TakeBack()
    {
        var dropped = _queue.ToArray();
        _queue.Clear();
        Tail = null;
        Tentative = Committed;
        Entries.DropUncommitted();
        return dropped;
    }

    private Derived DerivedFrom(TState state)
    {
        if (ReferenceEquals(_derived?.State, state))
        {
            return _derived;
        }

        (_derived, _derivedBefore) = (_derivedBefore, _derived);
        if (ReferenceEquals(_derived?.State, state))
        {
            return _derived;
        }

        var audience = state.Exists ? _concept.AudienceOf(state) : [];
        var coming = state.Exists ? _concept.ComingReaders(state).Select(reader => Audience.From(reader.Key, reader.From)).Distinct() : [];
        var columns = new HeadColumns(
            _concept.Kind, ResourceName.ConflictOf(_journal), state.Exists ? _concept.StatusOf(state) : "", [.. audience, .. coming]);
        var transition = state.Exists ? _concept.NextTransition(state)?.DueAt : null;

        // A journal with a call to make is due from the moment it was decided.
        var call = state.Calls is [var first, ..] ? first.Since : (Instant?)null;
        var due = transition is { } t && call is { } c ? Instant.Min(t, c) : transition ?? call;
        return _derived = new(state, audience, (state.Exists ? _concept.SendersOf(state) : null) ?? audience, columns, transition, due);
    }

    /// <summary>What follows from a state alone; kept for two, of which one is mostly on disk and one on its way.</summary>
    private sealed record Derived(
        TState State,
        ImmutableArray<string> Audience,
        ImmutableArray<string> Senders,
        HeadColumns Columns,
        Instant? NextTransitionAt,
        Instant? DueAt);
}
