using Xunit;
using static Parley.Journal.Tests.Scale.LargeDatabase;

namespace Parley.Journal.Tests.Scale;

/// <summary>What a query reads depends on what it answers, not on how much there is: with each filter, each bound, and deep in a list.</summary>
public sealed class QueryCost(LargeDatabase database) : IClassFixture<LargeDatabase>
{
    private const int Page = 51;

    // The journal's own row, found by name, and the one more that tells that an index has no more.
    private const int RowsBeside = 3;

    // Where an answer is put together of several rows (a journal and its audience, what is due and its journal), it counts as so many.
    private static readonly Dictionary<string, Func<IJournalStore, Task<int>>> Queries = new(StringComparer.Ordinal)
    {
        ["observations, first page"] = List(new(Truce, "observation", Page)),
        ["observations, page in the middle"] = List(new(Truce, "observation", Page) { After = (At(200_000), "o200000") }),
        ["observations, last page"] = List(new(Truce, "observation", Page) { After = (At(20), "o20") }),
        ["statements, first page"] = List(new(Conflict, "statement", Page)),
        ["statements, among those without an instant"] = List(new(Conflict, "statement", Page) { After = (null, "s39000") }),
        ["statements, from an instant on"] = List(new(Conflict, "statement", Page) { OccurredFrom = At(399_990) }),
        ["statements, before an early instant"] = List(new(Conflict, "statement", Page) { OccurredBefore = At(20) }),
        ["statements, before an instant, second page"] = List(new(Conflict, "statement", Page) { OccurredBefore = At(200_000), After = (At(100), "s100") }),
        ["statements, within an hour, later page"] = List(
            new(Conflict, "statement", Page) { OccurredFrom = At(1000), OccurredBefore = At(1060), After = (At(1010), "s1010") }),
        ["statements by status"] = List(new(Conflict, "statement", Page) { Status = "RETRACTED" }),
        ["statements by status, deep"] = List(new(Conflict, "statement", Page) { Status = "RETRACTED", After = (At(100_000), "s100000") }),
        ["statements by a kind that has few"] = List(new(Conflict, "statement", Page) { Category = "LETTER" }),
        ["statements by a party that has few"] = List(new(Conflict, "statement", Page) { Party = "few" }),
        ["statements by a party, before an early instant"] = List(new(Conflict, "statement", Page) { Party = "party1", OccurredBefore = At(100) }),
        ["statements by status and kind"] = List(new(Conflict, "statement", Page) { Status = "RETRACTED", Category = "PRESS1" }),
        ["statements by status and party"] = List(new(Conflict, "statement", Page) { Status = "RETRACTED", Party = "party1" }),
        ["statements by kind and party"] = List(new(Conflict, "statement", Page) { Category = "LETTER", Party = "party2" }),
        ["statements by status, kind and party"] = List(new(Conflict, "statement", Page) { Status = "PUBLISHED", Category = "PRESS2", Party = "few" }),
        ["statements by all, deep and within bounds"] = List(new(Conflict, "statement", Page)
        {
            Status = "PUBLISHED",
            Category = "PRESS3",
            Party = "party1",
            OccurredFrom = At(1000),
            OccurredBefore = At(300_000),
            After = (At(150_000), "s150000"),
        }),
        ["events, from the beginning"] = Events(new(Truce, 1, Entries, Page)),
        ["events, in the middle"] = Events(new(Truce, 200_000, Entries, Page)),
        ["events, as of an instant, all before it"] = Events(new(Truce, 300_000, Entries, Page) { RecordedUntil = At(390_000) }),
        ["events, of the head"] = Events(new(Truce, 1, Entries, int.MaxValue) { HeadOnly = true }),
        ["events, of the head as of an instant"] = Events(new(Truce, 1, Entries, int.MaxValue) { HeadOnly = true, RecordedUntil = At(400_001) }),
        ["an entry's events"] = async store => (await store.ReadEntry(Truce, "o200000", Cancellation)).Count,
        ["activation"] = async store => (await store.ReadSnapshot(Truce, Cancellation))!.HeadEvents.Count,
        ["requests by id"] = async store => (await store.FindRequests(
            [.. Enumerable.Range(1000, 20).Select(i => (Truce, new RequestKey("monitor", RequestId(i))))], Cancellation)).Count(r => r is not null) * 2,
        ["requests that nobody has sent"] = async store => (await store.FindRequests(
            [.. Enumerable.Range(1000, 20).Select(i => (Truce, new RequestKey("nobody", RequestId(i))))], Cancellation)).Count(r => r is null),
        ["who may read a journal"] = async store => await store.Admits(new("truce", Truce, ["none", "public"], [("none", "nonf"), ("p", "pz")]), Cancellation) ? 1 : 0,
        ["what is due"] = async store => (await store.ReadDue(Make.Noon.AddDays(1), 500, Cancellation)).Count * 2,
        ["what is due in a conflict"] = async store => (await store.ReadDue(Make.Noon.AddDays(1), 500, Cancellation, Conflict)).Count * 2,
        ["truces of a conflict"] = async store => (await store.ListJournals(
            new("truce", ["public"], Page) { Conflict = Conflict, AfterName = Conflict + "/truces/t500" }, Cancellation)).Count * 2,
        ["truces that one may read"] = async store => (await store.ListJournals(
            new("truce", ["public"], Page) { AfterName = Conflict + "/truces/t500" }, Cancellation)).Count * 3,
    };

    public static TheoryData<string> Names => [.. Queries.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Query_OfMuch_ReadsNoMoreThanItAnswers(string query)
    {
        var (answered, rows, pages) = await database.Read(Queries[query]);
        TestContext.Current.TestOutputHelper?.WriteLine($"{query}: {answered} answered, {rows} rows and {pages} pages read");

        Assert.True(answered > 0, "The query answers nothing, so it shows nothing.");
        Assert.InRange(rows, 1, answered + RowsBeside);

        // Every row may stand on a page of its own, and be found through as many pages as an index is high.
        Assert.InRange(pages, 1, (5 * answered) + 30);
    }

    [Fact]
    public async Task Query_OfThePast_DoesNotReadWhatCameAfter()
    {
        var (answered, rows, _) = await database.Read(Events(new(Truce, 90, Entries, Page) { RecordedUntil = At(100) }));
        Assert.Equal(11, answered);
        Assert.InRange(rows, 1, Page + RowsBeside);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Func<IJournalStore, Task<int>> List(EntryQuery query) => async store => (await store.ListEntries(query, Cancellation)).Count;

    private static Func<IJournalStore, Task<int>> Events(EventQuery query) => async store => (await store.ReadEvents(query, Cancellation)).Count;
}
