using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>
/// One concept (conflict, truce, …): its state, its rules, its view. Everything here is a pure function; the grain frame in
/// the silo calls them in the order that every command, read and wake-up follows.
/// </summary>
/// <typeparam name="TState">The state that head events fold into.</typeparam>
public abstract class Concept<TState>
    where TState : JournalState
{
    /// <summary>The kind of journal, for example <c>truce</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>True for journals that everyone may read: their events do not name subjects.</summary>
    public virtual bool IsPublic => false;

    /// <summary>The state of a journal without events.</summary>
    public abstract TState Empty(string journal);

    /// <summary>Who may read the journal, as audience keys. For a journal that does not exist: nobody.</summary>
    public abstract ImmutableArray<string> AudienceOf(TState state);

    /// <summary>
    /// Who will be able to read the journal by the clock alone, as audience keys with the instant from which each counts. The index keeps
    /// them, so that whoever is let in by the clock is found there before the journal has noticed.
    /// </summary>
    public virtual IEnumerable<(string Key, Instant From)> ComingReaders(TState state) => [];

    /// <summary>
    /// Who may send it commands, as audience keys, where that is not who may read it: of a journal that takes what nobody may
    /// read. Null: its readers. Whoever is not among them is answered as if it did not exist.
    /// </summary>
    public virtual ImmutableArray<string>? SendersOf(TState state) => null;

    /// <summary>The status word by which lists filter: the name of the resource's state, as the contract's C# enum has it.</summary>
    public abstract string StatusOf(TState state);

    /// <summary>The resource, with its etag.</summary>
    public abstract IMessage View(TState state);

    /// <summary>
    /// What happens next by itself: the earliest transition, whenever it is due; null for none. When several are due at
    /// one instant their order is the law's, not chance's.
    /// </summary>
    public virtual TimedTransition? NextTransition(TState state) => null;

    /// <summary>Calls to other journals that follow from a change, as events.</summary>
    public virtual ImmutableArray<Event> CallsAfter(TState before, TState after) => [];

    /// <summary>The other journals whose resources the rule for this request needs to see (as the caller may).</summary>
    public virtual IEnumerable<string> References(TState state, IMessage request) => [];

    /// <summary>The id of the existing entry that the request is about; null for none.</summary>
    public virtual string? EntryOf(IMessage request) => null;

    /// <summary>
    /// May a repeat of a request that was accepted still be answered? False where the caller may send, but no longer what it sent then;
    /// it is answered as if what the request names did not exist. Whether it may send at all the frame asks before.
    /// </summary>
    public virtual bool MayRepeat(TState state, IMessage request, Caller caller) => true;

    /// <summary>
    /// Does what the answer to an accepted request promises hold in this state? False where the answer is about other journals too and they
    /// have not been told, or have not told: that somebody no longer reads there. Until it holds the request is not answered.
    /// </summary>
    public virtual bool Holds(TState state, IMessage request) => true;

    /// <summary>
    /// Can somebody who reads be sent away, so that whoever sent it away is promised that it reads no more? Then nothing is answered from what
    /// an activation remembers that another one has overtaken, however the cluster stands.
    /// </summary>
    public virtual bool SendsAway => false;

    /// <summary>The requests that create the journal: they are decided although it does not exist yet.</summary>
    public abstract bool Creates(IMessage request);

    /// <summary>The rule: what the request comes to in this state.</summary>
    public abstract Decision Decide(TState state, IMessage request, RuleContext context);

    /// <summary>Answers a query other than Get from a state; null when the query is not this concept's.</summary>
    public virtual ReadAnswer? Answer(TState state, IMessage query, RuleContext context) => null;

    /// <summary>The resource of an entry.</summary>
    public virtual IMessage ViewEntry(TState state, EntryState entry) => throw new NotSupportedException($"{Kind} has no entries.");

    /// <summary>Folds one head event into the state.</summary>
    protected abstract TState Apply(TState state, Event e);

    /// <summary>What of the answer to an accepted call is kept with it; by default nothing but that it was accepted.</summary>
    /// <param name="state">The state before the answer.</param>
    /// <param name="call">The call.</param>
    /// <param name="answer">The other journal's resource.</param>
    /// <param name="settled">What is recorded.</param>
    public virtual void Keep(TState state, PendingCall call, IMessage answer, CallSettled settled)
    {
    }

    /// <summary>What the answer to a call makes of the state, beside that the call is no longer to be made.</summary>
    /// <param name="state">The state, without the call.</param>
    /// <param name="call">The call.</param>
    /// <param name="settled">The other journal's answer: accepted, or why not.</param>
    protected virtual TState Settled(TState state, PendingCall call, CallSettled settled) => state;

    /// <summary>Folds one event of an entry into its state, null before the first.</summary>
    protected virtual EntryState ApplyEntry(EntryState? entry, Event e) => throw new UnknownEventException(e);

    /// <summary>Folds one head event, and what every journal has.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public TState Fold(TState state, Event e)
    {
        if (e.BodyCase == Event.BodyOneofCase.None)
        {
            throw new UnknownEventException(e);
        }

        var recorded = e.RecordedAt.ToInstant();
        return e.BodyCase switch
        {
            Event.BodyOneofCase.CallRequested => state with { Calls = state.Calls.Add(new(e.CallRequested, recorded, e.Version)) },
            Event.BodyOneofCase.CallSettled => Settle(state, e),
            _ when IsOfTheResource(e) => Changed(Apply(state, e), e),
            _ => Apply(state, e),
        };
    }

    /// <summary>
    /// Does the event change the resource, and so its etag? Who may read it does not; that a call was made to another journal never does,
    /// unless something came of it.
    /// </summary>
    protected virtual bool IsOfTheResource(Event e) => true;

    /// <summary>Folds one event of an entry, and what every entry has.</summary>
    /// <exception cref="UnknownEventException">This binary does not know the event.</exception>
    public EntryState FoldEntry(EntryState? entry, Event e)
    {
        if (e.BodyCase == Event.BodyOneofCase.None)
        {
            throw new UnknownEventException(e);
        }

        var recorded = e.RecordedAt.ToInstant();
        return ApplyEntry(entry, e) with { Version = e.Version, CreatedAt = entry?.CreatedAt ?? recorded, UpdatedAt = recorded };
    }

    private static TState Changed(TState next, Event e)
    {
        var recorded = e.RecordedAt.ToInstant();
        return next with { HeadVersion = e.Version, CreatedAt = next.Exists ? next.CreatedAt : recorded, UpdatedAt = recorded };
    }

    private TState Settle(TState state, Event e)
    {
        if (state.Calls.Find(c => c.Request.Id == e.CallSettled.Id) is not { } call)
        {
            return state;
        }

        var without = state with { Calls = state.Calls.Remove(call) };
        var after = Settled(without, call, e.CallSettled);
        return ReferenceEquals(after, without) || !IsOfTheResource(e) ? after : Changed(after, e);
    }
}

/// <summary>The answer to a query: a message, or why not.</summary>
public readonly record struct ReadAnswer(IMessage? Message, Rejection? Rejection);

/// <summary>A journal holds an event that this binary does not know; it was written by a newer one. It is never skipped.</summary>
public sealed class UnknownEventException(Event e) : Exception(
    $"Event {e.Version} of {e.Journal} is of a kind that this version of Parley does not know; a newer version wrote it. Run that version.");
