using Google.Protobuf;
using NodaTime;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Silo.Frame;

/// <summary>Answers queries from the committed head, from the journal's past, or from the journal itself.</summary>
internal sealed class JournalReader<TState>(
    Concept<TState> concept, string journal, Ledger<TState> ledger, Needs<TState> needs, FrameServices services)
    where TState : JournalState
{
    private const int DefaultPageSize = 50;
    private (TState State, IMessage Message)? _view;

    /// <summary>The resource of a state; made once a state.</summary>
    public IMessage View(TState state)
    {
        if (_view is not { } view || !ReferenceEquals(view.State, state))
        {
            _view = view = (state, concept.View(state));
        }

        return view.Message;
    }

    /// <summary>Answers a query whose caller may read.</summary>
    public async ValueTask<Outcome<IMessage>> Answer(Query query, Head<TState> committed)
    {
        if (query.Request is ListEventsRequest list)
        {
            return await Events(list, committed);
        }

        var entryId = concept.EntryOf(query.Request);
        if (ReadTime.Of(query.Request) is { } readTime)
        {
            return await Past(readTime.ToInstant(), entryId, query, committed);
        }

        if (entryId is not null)
        {
            var entry = await CommittedEntry(entryId, committed.Version);
            return entry is null ? Missing(query, committed) : Outcome<IMessage>.Of(concept.ViewEntry(committed.State, entry), committed.Version);
        }

        return FromState(committed.State, query, services.Clock.Now, committed);
    }

    /// <summary>The resource that the event at a version belongs to, as it is now.</summary>
    public async ValueTask<Outcome<IMessage>> ResourceAt(long version, Head<TState> committed)
    {
        var events = await services.Store.ReadEvents(new(journal, version, version, 1), CancellationToken.None);
        return await Current(events is [{ EntryId: { } id }] ? id : null, committed);
    }

    /// <summary>An entry's resource, or the head's, as it is now.</summary>
    public async ValueTask<Outcome<IMessage>> Current(string? entryId, Head<TState> committed)
    {
        var entry = entryId is null ? null : await CommittedEntry(entryId, committed.Version);
        return Outcome<IMessage>.Of(
            entry is null ? View(committed.State) : concept.ViewEntry(committed.State, entry), committed.Version);
    }

    /// <summary>What the head's state comes to for a query, as of an instant: an answer of the concept's own, or the resource.</summary>
    private Outcome<IMessage> FromState(TState state, Query query, Instant at, Head<TState> committed) => concept.Answer(state, query.Request, new(query.Caller, at, "")) switch
    {
        { Rejection: { } rejection } => Outcome<IMessage>.Refused(rejection, committed.Version),
        { Message: { } message } => Outcome<IMessage>.Of(message, committed.Version),
        _ => Outcome<IMessage>.Of(ReferenceEquals(state, committed.State) ? View(state) : concept.View(state), committed.Version),
    };

    private async ValueTask<EntryState?> CommittedEntry(string id, long version)
    {
        var entry = await needs.Entry(id);
        if (entry is null || entry.Version <= version)
        {
            return entry;
        }

        // The one at hand is ahead of what is on disk.
        EntryState? folded = null;
        foreach (var stored in await services.Store.ReadEntry(journal, id, CancellationToken.None))
        {
            if (stored.Version <= version)
            {
                folded = concept.FoldEntry(folded, Event.Parser.ParseFrom(stored.Payload.Span));
            }
        }

        return folded;
    }

    /// <summary>The state as it was recorded at an instant.</summary>
    private async ValueTask<Outcome<IMessage>> Past(Instant readTime, string? entryId, Query query, Head<TState> committed)
    {
        if (await NotYet(readTime) is { } refused)
        {
            return Outcome<IMessage>.Refused(refused, committed.Version);
        }

        var state = concept.Empty(journal);
        EntryState? entry = null;
        var stored = await services.Store.ReadEvents(
            new(journal, 1, ledger.Committed.Version, int.MaxValue) { HeadOnly = true, RecordedUntil = readTime.ToDateTimeOffset() }, CancellationToken.None);
        foreach (var e in stored)
        {
            state = concept.Fold(state, Event.Parser.ParseFrom(e.Payload.Span));
        }

        if (entryId is not null)
        {
            var until = readTime.ToDateTimeOffset();
            foreach (var e in (await services.Store.ReadEntry(journal, entryId, CancellationToken.None)).Where(e => e.RecordedAt <= until))
            {
                entry = concept.FoldEntry(entry, Event.Parser.ParseFrom(e.Payload.Span));
            }
        }

        return !state.Exists || (entryId is not null && entry is null)
            ? Missing(query, committed)
            : entry is not null ? Outcome<IMessage>.Of(concept.ViewEntry(state, entry), committed.Version)
            : FromState(state, query, readTime, committed);
    }

    private async ValueTask<Outcome<IMessage>> Events(ListEventsRequest list, Head<TState> committed)
    {
        var readTime = list.ReadTime?.ToInstant();
        if (readTime is { } instant && await NotYet(instant) is { } refused)
        {
            return Outcome<IMessage>.Refused(refused, committed.Version);
        }

        var version = ledger.Committed.Version;
        var from = list.PageToken.Length > 0 ? long.Parse(list.PageToken) : Math.Max(1, list.FromVersion);
        var size = list.PageSize == 0 ? DefaultPageSize : list.PageSize;
        var stored = await services.Store.ReadEvents(
            new(journal, from, version, size + 1) { RecordedUntil = readTime?.ToDateTimeOffset() }, CancellationToken.None);
        var response = new ListEventsResponse();
        var bytes = 0;
        foreach (var e in stored.Take(size))
        {
            bytes += e.Payload.Length;
            if (response.Events.Count > 0 && bytes > services.Options.MaxEventPageBytes)
            {
                break;
            }

            response.Events.Add(Event.Parser.ParseFrom(e.Payload.Span));
        }

        if (response.Events.Count < stored.Count)
        {
            response.NextPageToken = (response.Events[^1].Version + 1).ToString();
        }

        return Outcome<IMessage>.Of(response, version);
    }

    /// <summary>
    /// Waits for what is on its way with an earlier instant; refuses an instant that has not come, since the record of it is
    /// not closed.
    /// </summary>
    private async ValueTask<Rejection?> NotYet(Instant readTime)
    {
        if (readTime > services.Clock.Now)
        {
            return Rejection.Invalid("read_time", "READ_TIME_IN_FUTURE", "must not be later than now: the record of that instant is not closed.");
        }

        // Only for those: on a busy journal something later is always on its way.
        return ledger.LastRecordedBy(readTime) is { } earlier && (await earlier.Settled).How == Settlement.Failed ? Rejection.Retry : null;
    }

    private Outcome<IMessage> Missing(Query query, Head<TState> committed) =>
        Outcome<IMessage>.Refused(Rejection.NotFound(JournalAddress.ResourceOf(query.Request, journal)), committed.Version);
}
