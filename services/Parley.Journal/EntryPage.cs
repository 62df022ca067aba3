using System.Text;

namespace Parley.Journal;

/// <summary>
/// The statement of one page of entries, as both stores run it. It names the filters that are set and no others, and keeps the
/// page between two places in the order of the list, so that an index leads straight to the page and no row beside it is read.
/// </summary>
internal sealed class EntryPage
{
    // As in the schema: the place of an entry without an instant.
    private const long NoInstant = -100_000_000_000_000_000;

    // The kind that has indexes of its own, which a statement uses only when it says this word itself.
    private const string Statement = "statement";

    private static readonly (string Column, Func<EntryQuery, string> Of)[] Filters =
    [
        ("status", q => q.Status), ("category", q => q.Category), ("party", q => q.Party), ("area", q => q.Area),
    ];

    // As in the schema: every set of these has an index, named after them in this order.
    private static readonly string[] Indexed = ["status", "category", "party"];

    private readonly List<object> _given = [];

    /// <param name="query">What is asked for.</param>
    /// <param name="mark">The sign before a parameter's number.</param>
    /// <param name="namesIndex">True for a database that has to be told the index: it would take the one that all entries are in.</param>
    public EntryPage(EntryQuery query, char mark, bool namesIndex)
    {
        var set = Filters.Where(f => f.Of(query).Length > 0).ToList();
        var indexed = query.Kind == Statement ? set.Select(f => f.Column).Intersect(Indexed).ToList() : [];
        var text = new StringBuilder("SELECT kind, id, status, category, party, severity, area, occurred_from, occurred_to, due_at FROM entry");
        if (namesIndex && indexed.Count > 0)
            text.Append($" INDEXED BY {Statement}_{string.Join('_', indexed)}");
        text.Append($" WHERE journal = (SELECT j.id FROM journal j WHERE j.name = {Give(query.Journal)}) AND kind = {Give(query.Kind)}");
        if (query.Kind == Statement)
            text.Append($" AND kind = '{Statement}'");
        foreach (var (column, of) in set)
            text.Append($" AND {column} = {Give(of(query))}");
        var (sort, id) = query.OldestFirst ? Behind(query) : Before(query);
        text.Append(query.OldestFirst
            ? $" AND (occurred_sort, id) > ({Give(sort)}, {Give(id)}) AND occurred_sort < {Give(End(query))} ORDER BY occurred_sort, id"
            : $" AND (occurred_sort, id) < ({Give(sort)}, {Give(id)}) AND occurred_sort >= {Give(From(query))} ORDER BY occurred_sort DESC, id DESC");
        text.Append($" LIMIT {Give(query.Limit)}");
        Text = text.ToString();

        string Give(object value)
        {
            _given.Add(value);
            return $"{mark}{_given.Count}";
        }
    }

    public string Text { get; }

    /// <summary>The parameters in their order: texts, 64-bit numbers and, last, the 32-bit limit.</summary>
    public IReadOnlyList<object> Given => _given;

    // One place, the earlier of the two: two conditions would leave the database to start at the later one and read on from there.
    private static (long Sort, string Id) Before(EntryQuery query)
    {
        var last = Last(query) ?? (long.MaxValue, "");
        return End(query) is var end && end <= last.Sort ? (end, "") : last;
    }

    // The later of the two, for the same reason. No id is empty, so that the first of an instant stands behind it.
    private static (long Sort, string Id) Behind(EntryQuery query)
    {
        var from = From(query);
        return Last(query) is { } last && last.Sort >= from ? last : (from, "");
    }

    private static (long Sort, string Id)? Last(EntryQuery query) =>
        query.After is { } after ? (after.OccurredFrom is { } at ? Instants.Floor(at) : NoInstant, after.Id) : null;

    private static long End(EntryQuery query) => query.OccurredBefore is { } before ? Instants.Ceiling(before) : long.MaxValue;

    // An entry without an instant lies in no interval.
    private static long From(EntryQuery query) =>
        query.OccurredFrom is { } from ? Instants.Ceiling(from) : query.OccurredBefore is null ? NoInstant : NoInstant + 1;
}
