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
            _ => throw new ArgumentException($"{query.Request.Descriptor.Name} is no list of the catalogue.", nameof(query)),
        };
        FrameTelemetry.End(span, outcome.Rejection, outcome.Version);
        return outcome;
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome<IMessage>> Read(Query query)
    {
        var journal = JournalAddress.Of(query.Request, "");
        return await store.ReadHead(journal, CancellationToken.None) is null
            ? Outcome<IMessage>.Refused(Rejection.NotFound(Naming.ResourceOf(query.Request, journal)))
            : await services.Grains.GetJournal(journal).Read(query);
    }

    /// <inheritdoc/>
    public ValueTask Ping() => default;

    private async Task<Outcome<IMessage>> Conflicts(ListConflictsRequest list, Caller caller)
    {
        var size = SizeOf(list.PageSize);
        var rows = await store.ListJournals(
            new("conflict", [.. caller.AudienceKeys], size + 1) { AfterName = NullIfEmpty(list.PageToken) }, CancellationToken.None);
        var (page, failed) = await Read(rows.Take(size), caller, name => new GetConflictRequest { Name = name });
        if (failed is not null)
        {
            return Outcome<IMessage>.Refused(failed);
        }

        var response = new ListConflictsResponse { NextPageToken = rows.Count > size ? rows[size - 1].Name : "" };
        response.Conflicts.AddRange(page.OfType<Conflict>());
        return Outcome<IMessage>.Of(response, 0);
    }

    private async Task<Outcome<IMessage>> Truces(ListTrucesRequest list, Caller caller)
    {
        if (await Parent(list.Parent, caller) is { } missing)
        {
            return Outcome<IMessage>.Refused(missing);
        }

        var size = SizeOf(list.PageSize);
        var query = new JournalQuery("truce", [.. caller.AudienceKeys], size + 1)
        {
            Conflict = list.Parent,
            AfterName = NullIfEmpty(list.PageToken),
        };
        await WakeDue(list.Parent);
        var rows = await store.ListJournals(query with { Statuses = [.. list.States.Select(s => s.ToString())] }, CancellationToken.None);
        var (page, failed) = await Read(rows.Take(size), caller, name => new GetTruceRequest { Name = name });
        if (failed is not null)
        {
            return Outcome<IMessage>.Refused(failed);
        }

        var response = new ListTrucesResponse { NextPageToken = rows.Count > size ? rows[size - 1].Name : "" };
        response.Truces.AddRange(page.OfType<Truce>());
        return Outcome<IMessage>.Of(response, 0);
    }

    private async Task<Outcome<IMessage>> Statements(ListStatementsRequest list, Caller caller)
    {
        if (await Parent(list.Parent, caller) is { } missing)
        {
            return Outcome<IMessage>.Refused(missing);
        }

        if (list.Party.Length > 0 && ForeignName.In(list.Party, list.Parent, "party") is { } foreign)
        {
            return Outcome<IMessage>.Refused(Rejection.Invalid(foreign));
        }

        // An embargo may have ended by now, in a journal that the caller cannot see.
        await WakeDue(list.Parent);
        var size = SizeOf(list.PageSize);
        var rows = await store.ListEntries(
            new(list.Parent, "statement", size + 1)
            {
                Party = list.Party,
                Category = list.Kind == DocumentKind.Unspecified ? "" : list.Kind.ToString(),
                Status = list.State == StatementState.Unspecified ? "" : list.State.ToString(),
                OccurredFrom = list.From?.ToInstant().ToDateTimeOffset(),
                OccurredBefore = list.Before?.ToInstant().ToDateTimeOffset(),
                After = EntryCursor.Parse(list.PageToken),
            },
            CancellationToken.None);
        var names = rows.Take(size).Select(row => ResourceName.Child(list.Parent, "statements", row.Id));
        var (page, failed) = await Read(names, list.Parent, caller, name => new GetStatementRequest { Name = name });
        if (failed is not null)
        {
            return Outcome<IMessage>.Refused(failed);
        }

        var response = new ListStatementsResponse { NextPageToken = rows.Count > size ? EntryCursor.Of(rows[size - 1]) : "" };
        response.Statements.AddRange(page.OfType<Statement>());
        return Outcome<IMessage>.Of(response, 0);
    }

    /// <summary>The list stands in the conflict's own record; what is due in its truces is announced there first.</summary>
    private async Task<Outcome<IMessage>> Instruments(ListInstrumentsRequest list, Query query)
    {
        if (await Parent(list.Parent, query.Caller) is { } missing)
        {
            return Outcome<IMessage>.Refused(missing);
        }

        await WakeDue(list.Parent);
        return await services.Grains.GetJournal(list.Parent).Read(query);
    }

    /// <summary>A parent that does not exist has no list, not an empty one.</summary>
    private async Task<Rejection?> Parent(string conflict, Caller caller) =>
        (await Read(new Query(caller, new GetConflictRequest { Name = conflict }))).Rejection;

    private Task<(IEnumerable<IMessage> Page, Rejection? Failed)> Read(
        IEnumerable<JournalHead> rows, Caller caller, Func<string, IMessage> get) => Read(rows.Select(r => r.Name), null, caller, get);

    /// <summary>
    /// The resources of a page. One that has left the caller's sight since its row was read is left out; one that cannot be
    /// reached fails the list, since a list without it would say that it is not there.
    /// </summary>
    private async Task<(IEnumerable<IMessage> Page, Rejection? Failed)> Read(
        IEnumerable<string> names, string? journal, Caller caller, Func<string, IMessage> get)
    {
        var outcomes = await Task.WhenAll(
            names.Select(name => services.Grains.GetJournal(journal ?? name).Read(new(caller, get(name))).AsTask()));
        return (
            outcomes.Select(o => o.Value).OfType<IMessage>(),
            outcomes.Select(o => o.Rejection).FirstOrDefault(r => r is { Code: not RejectionCode.NotFound }));
    }

    /// <summary>Wakes what is due in the conflict by now, whoever may see it.</summary>
    private async Task WakeDue(string conflict)
    {
        var (until, batch) = (clock.Now.ToDateTimeOffset(), services.Options.AlarmBatch);
        var woken = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var limit = woken.Count + batch;
            var due = await store.ReadDue(until, limit, CancellationToken.None, conflict);
            var fresh = due.Where(d => woken.Add(d.Name)).ToList();
            await Task.WhenAll(fresh.Select(d => services.Grains.GetJournal(d.Name).Wake().AsTask()));
            if (fresh.Count == 0 || due.Count < limit)
            {
                return;
            }
        }
    }

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
