using CsCheck;
using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Any filters, bounds and place to go on from give what sorting and filtering by hand gives.</summary>
public abstract class AnyEntryListContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private static readonly Gen<int?> Minutes = Gen.Frequency((1, Gen.Const((int?)null)), (6, Gen.Int[0, 6].Select(m => (int?)m)));

    private static readonly Gen<EntryQuery> Queries = Gen.Select(
        Of("statement", "observation"), Of("", "OPEN"), Of("", "letter"), Of("", "red"), Minutes, Minutes,
        (kind, status, category, party, from, before) => new EntryQuery("t", kind, 5)
        {
            Status = status,
            Category = category,
            Party = party,
            OccurredFrom = At(from),
            OccurredBefore = At(before),
        });

    private static readonly Gen<(DateTimeOffset?, string)?> Places = Gen.Select(
        Minutes, Gen.Int[0, 60], Gen.Bool, (minute, id, none) => none ? ((DateTimeOffset?, string)?)null : (At(minute), $"e{id:00}"));

    [Fact]
    public async Task ListEntries_AnyQuery_IsAsByHand()
    {
        var entries = Enumerable.Range(0, 60).Select(i => new EntryColumns(i % 4 == 0 ? "observation" : "statement", $"e{i:00}")
        {
            Status = i % 5 == 0 ? "CLOSED" : "OPEN",
            Category = i % 3 == 0 ? "" : "letter",
            Party = i % 7 < 3 ? "red" : i % 7 < 5 ? "blue" : "",
            OccurredFrom = At(i % 11 == 0 ? null : i % 7),
        }).ToArray();
        await Commit(Make.Append("t", 0) with { Entries = entries });

        await Gen.Select(Queries, Places, Gen.Bool, (query, after, oldestFirst) => query with { After = after, OldestFirst = oldestFirst }).SampleAsync(
            async query => Assert.Equal(ByHand(entries, query), (await Store.ListEntries(query, Cancellation)).Select(e => e.Id)), iter: 1000);
    }

    private static IEnumerable<string> ByHand(EntryColumns[] entries, EntryQuery query) => entries
        .Where(e => e.Kind == query.Kind)
        .Where(e => (query.Status is "" || e.Status == query.Status) && (query.Category is "" || e.Category == query.Category) && (query.Party is "" || e.Party == query.Party))
        .Where(e => query.OccurredFrom is null || e.OccurredFrom >= query.OccurredFrom)
        .Where(e => query.OccurredBefore is null || e.OccurredFrom < query.OccurredBefore)
        .Where(e => query.After is not { } after || Way(query) * Compare((e.OccurredFrom, e.Id), after) > 0)
        .Order(Comparer<EntryColumns>.Create((one, other) => Way(query) * Compare((one.OccurredFrom, one.Id), (other.OccurredFrom, other.Id))))
        .Take(query.Limit)
        .Select(e => e.Id);

    private static int Way(EntryQuery query) => query.OldestFirst ? 1 : -1;

    private static int Compare((DateTimeOffset? At, string Id) one, (DateTimeOffset? At, string Id) other) =>
        Nullable.Compare(one.At, other.At) is var byTime and not 0 ? byTime : string.CompareOrdinal(one.Id, other.Id);

    private static Gen<string> Of(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static DateTimeOffset? At(int? minute) => minute is { } known ? Make.Noon.AddMinutes(known) : null;
}
