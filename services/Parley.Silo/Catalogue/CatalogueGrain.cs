using Google.Protobuf;
using Orleans.Concurrency;
using Parley.Cluster;
using Parley.Contract;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.Journal;
using Parley.Silo.Frame;
using Parley.Silo.Time;
using Parley.V1;

namespace Parley.Silo.Catalogue;

/// <summary>
/// Lists over journals and entries: the index says which, with the audience in the query; the journals' grains say what. Rows
/// that are due are woken first, so that a filter by state never sees yesterday's.
/// </summary>
[StatelessWorker, Reentrant]
public sealed class CatalogueGrain(IJournalStore store, ILegalClock clock, FrameServices services) : Grain, ICatalogueGrain
{
    private const int DefaultPageSize = 50;

    // So few that large ones do not fill the memory before their bytes are counted.
    private const int ReadAtOnce = 50;

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> List(Query query)
    {
        using var span = FrameTelemetry.Start(Naming.Of(query.Request), "", "catalogue");
        var outcome = query.Request switch
        {
            ListConflictsRequest list => await Conflicts(list, query.Caller),
            ListTrucesRequest list => await Truces(list, query.Caller),
            ListStatementsRequest list => await Statements(list, query.Caller),
            ListInstrumentsRequest list => await Instruments(list, query),
            ListNegotiationsRequest list => await Negotiations(list, query.Caller),
            ListTextsRequest list => await Texts(list, query.Caller),
            ListSessionsRequest list => await Sessions(list, query.Caller),
            ListMessagesRequest list => await Messages(list, query.Caller),
            ListNotesRequest list => await Notes(list, query.Caller),
            ListRelaysRequest list => await Relays(list, query.Caller),
            _ => throw new ArgumentException($"{query.Request.Descriptor.Name} is no list of the catalogue.", nameof(query)),
        };
        FrameTelemetry.End(span, outcome.Rejection, outcome.Version);
        return outcome;
    }

    /// <inheritdoc/>
    public ValueTask<bool> Admits(Caller caller, string journal) => services.Admission.Admits(caller, journal);

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> Read(Query query)
    {
        var journal = JournalAddress.Of(query.Request, "");
        return await Admits(query.Caller, journal)
            ? await services.Grains.GetJournal(journal).Read(query)
            : Outcome<IMessage>.Refused(Rejection.NotFound(JournalAddress.ResourceOf(query.Request, journal)));
    }

    /// <inheritdoc/>
    public ValueTask Ping() => default;

    private Task<Outcome<IMessage>> Conflicts(ListConflictsRequest list, Caller caller) => Journals(
        new("conflict", [.. caller.AudienceKeys], SizeOf(list.PageSize)) { AfterName = NullIfEmpty(list.PageToken) },
        "conflicts/",
        caller,
        name => new GetConflictRequest { Name = name },
        (page, next) => new ListConflictsResponse { Conflicts = { page.Cast<Conflict>() }, NextPageToken = next });

    private async Task<Outcome<IMessage>> Truces(ListTrucesRequest list, Caller caller)
    {
        if (await Missing(list.Parent, list, caller) is { } missing)
        {
            return missing;
        }

        await WakeDue(list.Parent, ResourceName.TrucePattern, name => AsSeen(caller, new GetTruceRequest { Name = name }));
        return await Journals(
            Children("truce", list.Parent, list.PageSize, list.PageToken, caller) with { Statuses = [.. list.States.Select(s => s.ToString())] },
            list.Parent + "/truces/",
            caller,
            name => new GetTruceRequest { Name = name },
            (page, next) => new ListTrucesResponse { Truces = { page.Cast<Truce>() }, NextPageToken = next });
    }

    private async Task<Outcome<IMessage>> Negotiations(ListNegotiationsRequest list, Caller caller)
    {
        if (await Missing(list.Parent, list, caller) is { } missing)
        {
            return missing;
        }

        await WakeDue(list.Parent, ResourceName.NegotiationPattern, name => AsSeen(caller, new GetNegotiationRequest { Name = name }));
        return await Journals(
            Children("negotiation", list.Parent, list.PageSize, list.PageToken, caller) with { Statuses = [.. list.States.Select(s => s.ToString())] },
            list.Parent + "/negotiations/",
            caller,
            name => new GetNegotiationRequest { Name = name },
            (page, next) => new ListNegotiationsResponse { Negotiations = { page.Cast<Negotiation>() }, NextPageToken = next });
    }

    private async Task<Outcome<IMessage>> Texts(ListTextsRequest list, Caller caller)
    {
        if (await Missing(list.Parent, list, caller) is { } missing)
        {
            return missing;
        }

        var prefix = list.Parent + "/texts/";
        return await Journals(
            Children("text", list.Parent, list.PageSize, list.PageToken.Length > 0 ? list.PageToken : prefix, caller),
            prefix,
            caller,
            name => new GetTextRequest { Name = name },
            (page, next) => new ListTextsResponse { Texts = { page.Cast<NegotiatingText>() }, NextPageToken = next });
    }

    private async Task<Outcome<IMessage>> Statements(ListStatementsRequest list, Caller caller)
    {
        if (await Missing(list.Parent, list, caller) is { } missing)
        {
            return missing;
        }

        if (list.Party.Length > 0 && ForeignName.In(list.Party, list.Parent, "party") is { } foreign)
        {
            return Outcome<IMessage>.Refused(Rejection.Invalid(foreign));
        }

        // An embargo may have ended by now, in a journal that the caller cannot see.
        await WakeDue(list.Parent, ResourceName.PressPattern, Wholly);
        var query = new EntryQuery(list.Parent, "statement", SizeOf(list.PageSize))
        {
            Party = list.Party,
            Category = list.Kind == DocumentKind.Unspecified ? "" : list.Kind.ToString(),
            Status = list.State == StatementState.Unspecified ? "" : list.State.ToString(),
            OccurredFrom = list.From?.ToInstant().ToDateTimeOffset(),
            OccurredBefore = list.Before?.ToInstant().ToDateTimeOffset(),
            After = EntryCursor.Parse(list.PageToken),
        };
        return await Entries(
            query,
            caller,
            id => new GetStatementRequest { Name = ResourceName.Child(list.Parent, "statements", id) },
            (page, next) => new ListStatementsResponse { Statements = { page.Cast<Statement>() }, NextPageToken = next });
    }

    private Task<Outcome<IMessage>> Sessions(ListSessionsRequest list, Caller caller) => EntriesOf(
        list.Parent,
        list,
        new(list.Parent, "session", SizeOf(list.PageSize))
        {
            Status = list.State == SessionState.Unspecified ? "" : list.State.ToString(),
            After = EntryCursor.Parse(list.PageToken),
        },
        caller,
        id => new GetSessionRequest { Name = ResourceName.Child(list.Parent, "sessions", id) },
        (page, next) => new ListSessionsResponse { Sessions = { page.Cast<Session>() }, NextPageToken = next });

    private Task<Outcome<IMessage>> Messages(ListMessagesRequest list, Caller caller) => EntriesOf(
        list.Parent,
        list,
        new(list.Parent, "message", SizeOf(list.PageSize)) { After = EntryCursor.Parse(list.PageToken) },
        caller,
        id => new GetMessageRequest { Name = ResourceName.Child(list.Parent, "messages", id) },
        (page, next) => new ListMessagesResponse { Messages = { page.Cast<CaucusMessage>() }, NextPageToken = next });

    private Task<Outcome<IMessage>> Notes(ListNotesRequest list, Caller caller) => EntriesOf(
        ResourceName.Desk(list.Parent),
        list,
        new(ResourceName.Desk(list.Parent), "note", SizeOf(list.PageSize)) { After = EntryCursor.Parse(list.PageToken) },
        caller,
        id => new GetNoteRequest { Name = ResourceName.Child(ResourceName.Desk(list.Parent), "notes", id) },
        (page, next) => new ListNotesResponse { Notes = { page.Cast<Note>() }, NextPageToken = next });

    private Task<Outcome<IMessage>> Relays(ListRelaysRequest list, Caller caller) => EntriesOf(
        ResourceName.Desk(list.Parent),
        list,
        new(ResourceName.Desk(list.Parent), "relay", SizeOf(list.PageSize)) { After = EntryCursor.Parse(list.PageToken) },
        caller,
        id => new GetRelayRequest { Name = ResourceName.Child(ResourceName.Desk(list.Parent), "relays", id) },
        (page, next) => new ListRelaysResponse { Relays = { page.Cast<Relay>() }, NextPageToken = next });

    /// <summary>The list stands in the conflict's own record; what is due in its truces is announced there first.</summary>
    private async Task<Outcome<IMessage>> Instruments(ListInstrumentsRequest list, Query query)
    {
        if (!await Admits(query.Caller, list.Parent))
        {
            return Outcome<IMessage>.Refused(Rejection.NotFound(list.Parent));
        }

        await WakeDue(list.Parent, ResourceName.TrucePattern, Wholly);
        return await services.Grains.GetJournal(list.Parent).Read(query);
    }

    /// <summary>A journal that does not exist, or that the caller may not read, has no list, not an empty one: it answers the list itself.</summary>
    private async Task<Outcome<IMessage>?> Missing(string journal, IMessage list, Caller caller)
    {
        var outcome = await Admits(caller, journal)
            ? await services.Grains.GetJournal(journal).Read(new(caller, list))
            : Outcome<IMessage>.Refused(Rejection.NotFound(JournalAddress.ResourceOf(list, journal)));
        return outcome.Rejection is null ? null : Outcome<IMessage>.Refused(outcome.Rejection);
    }

    private JournalQuery Children(string kind, string parent, int size, string after, Caller caller) => new(kind, [.. caller.AudienceKeys], SizeOf(size))
    {
        Conflict = ResourceName.ConflictOf(parent),
        AfterName = NullIfEmpty(after),
    };

    /// <summary>A page of journals whose names begin alike, in order of name.</summary>
    private async Task<Outcome<IMessage>> Journals(
        JournalQuery query, string prefix, Caller caller, Func<string, IMessage> get, Func<IEnumerable<IMessage>, string, IMessage> response)
    {
        var rows = (await store.ListJournals(query with { Limit = query.Limit + 1 }, CancellationToken.None))
            .TakeWhile(r => r.Name.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        var (page, taken, failed) = await Read(rows.Take(query.Limit).Select(r => (r.Name, get(r.Name))), caller);
        return failed is not null
            ? Outcome<IMessage>.Refused(failed)
            : Outcome<IMessage>.Of(response(page, rows.Count > taken ? rows[taken - 1].Name : ""), 0);
    }

    /// <summary>A page of a journal's entries, the oldest first, for who may read it.</summary>
    private async Task<Outcome<IMessage>> EntriesOf(
        string journal, IMessage list, EntryQuery query, Caller caller, Func<string, IMessage> get, Func<IEnumerable<IMessage>, string, IMessage> response) =>
        await Missing(journal, list, caller) ?? await Entries(query with { OldestFirst = true }, caller, get, response);

    private async Task<Outcome<IMessage>> Entries(
        EntryQuery query, Caller caller, Func<string, IMessage> get, Func<IEnumerable<IMessage>, string, IMessage> response)
    {
        var rows = await store.ListEntries(query with { Limit = query.Limit + 1 }, CancellationToken.None);
        var (page, taken, failed) = await Read(rows.Take(query.Limit).Select(row => (query.Journal, get(row.Id))), caller);
        return failed is not null
            ? Outcome<IMessage>.Refused(failed)
            : Outcome<IMessage>.Of(response(page, rows.Count > taken ? EntryCursor.Of(rows[taken - 1]) : ""), 0);
    }

    /// <summary>
    /// The resources of a page, which ends early where the next would make it larger than a client takes, and how many rows it is made from.
    /// One that has left the caller's sight since its row was read is left out; one that cannot be reached fails the list, since a list
    /// without it would say that it is not there.
    /// </summary>
    private async Task<(List<IMessage> Page, int Taken, Rejection? Failed)> Read(IEnumerable<(string Journal, IMessage Get)> rows, Caller caller)
    {
        var (page, taken, bytes) = (new List<IMessage>(), 0, 0);
        foreach (var some in rows.Chunk(ReadAtOnce))
        {
            foreach (var outcome in await Task.WhenAll(some.Select(row => services.Grains.GetJournal(row.Journal).Read(new(caller, row.Get)).AsTask())))
            {
                if (outcome.Rejection is { Code: not RejectionCode.NotFound } failed)
                {
                    return ([], 0, failed);
                }

                bytes += outcome.Value?.CalculateSize() ?? 0;
                if (page.Count > 0 && bytes > services.Options.MaxListPageBytes)
                {
                    return (page, taken, null);
                }

                taken++;
                if (outcome.Value is { } resource)
                {
                    page.Add(resource);
                }
            }
        }

        return (page, taken, null);
    }

    /// <summary>
    /// Wakes what is due by now of the conflict's journals that a list is made from. Of no others: a list that waited for a vault or a room
    /// would tell that something happens there.
    /// </summary>
    private async Task WakeDue(string conflict, string pattern, Func<string, Task> wake)
    {
        var (until, batch) = (clock.Now.ToDateTimeOffset(), services.Options.AlarmBatch);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var limit = seen.Count + batch;
            var due = await store.ReadDue(until, limit, CancellationToken.None, conflict);
            var fresh = due.Where(d => seen.Add(d.Name)).ToList();
            await Task.WhenAll(fresh.Where(d => ResourceName.Matches(d.Name, pattern)).Select(d => wake(d.Name)));
            if (fresh.Count == 0 || due.Count < limit)
            {
                return;
            }
        }
    }

    /// <summary>As far as the caller sees it: a read lets time pass first, and whoever is kept out waits for nothing.</summary>
    private Task<Outcome<IMessage>> AsSeen(Caller caller, IMessage get) => services.Grains.GetJournal(JournalAddress.Of(get, "")).Read(new(caller, get)).AsTask();

    /// <summary>With what it has to tell the conflict, whoever may see it: the conflict's own record is everybody's.</summary>
    private Task Wholly(string journal) => services.Grains.GetJournal(journal).Wake().AsTask();

    private static int SizeOf(int asked) => asked == 0 ? DefaultPageSize : asked;

    private static string? NullIfEmpty(string cursor) => cursor.Length == 0 ? null : cursor;
}

/// <summary>The cursor of a list of entries: the last row's instant and id.</summary>
internal static class EntryCursor
{
    public static string Of(EntryColumns row) => $"{row.OccurredFrom?.UtcTicks.ToString() ?? ""} {row.Id}";

    public static (DateTimeOffset? OccurredFrom, string Id)? Parse(string cursor)
    {
        if (cursor.Length == 0)
        {
            return null;
        }

        var space = cursor.IndexOf(' ', StringComparison.Ordinal);
        DateTimeOffset? occurred = space == 0 ? null : new DateTimeOffset(long.Parse(cursor.AsSpan(0, space)), TimeSpan.Zero);
        return (occurred, cursor[(space + 1)..]);
    }
}
