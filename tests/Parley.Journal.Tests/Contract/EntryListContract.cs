using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Lists of entries: the latest first, filtered, a page after the other.</summary>
public abstract class EntryListContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private static EntryColumns Entry(string id, int? minute) =>
        new("statement", id) { OccurredFrom = minute is { } known ? Make.Noon.AddMinutes(known) : null };

    private static Append With(params EntryColumns[] entries) => Make.Append("t", 0) with { Entries = entries };

    private async Task<string[]> Ids(EntryQuery query) => [.. (await Store.ListEntries(query, Cancellation)).Select(entry => entry.Id)];

    [Fact]
    public async Task ListEntries_GivesEveryColumnBack()
    {
        var entry = new EntryColumns("statement", "e")
        {
            Status = "s",
            Category = "c",
            Party = "p",
            Severity = "v",
            Area = "a",
            OccurredFrom = Make.Noon,
            OccurredTo = Make.Noon.AddHours(1),
            DueAt = Make.Noon.AddDays(1),
        };
        await Commit(With(entry));

        Assert.Equal(entry, Assert.Single(await Store.ListEntries(new EntryQuery("t", "statement", 9), Cancellation)));
        Assert.Empty(await Ids(new EntryQuery("t", "observation", 9)));
        Assert.Empty(await Ids(new EntryQuery("u", "statement", 9)));
    }

    [Fact]
    public async Task ListEntries_LatestFirstThenIdDescending_WithoutInstantLast()
    {
        await Commit(With(Entry("a", 1), Entry("b", null), Entry("c", 3), Entry("d", 1), Entry("e", null)));

        Assert.Equal(["c", "d", "a", "e", "b"], await Ids(new EntryQuery("t", "statement", 9)));
    }

    [Fact]
    public async Task ListEntries_Filters_MustAllHold()
    {
        await Commit(With(
            Entry("a", 1) with { Status = "OPEN", Party = "red", Area = "north", Category = "shelling" },
            Entry("b", 2) with { Status = "OPEN", Party = "blue" }, Entry("c", 3) with { Status = "CLOSED", Party = "red" }, Entry("d", null)));

        Assert.Equal(["b", "a"], await Ids(new EntryQuery("t", "statement", 9) { Status = "OPEN" }));
        Assert.Equal(["c", "a"], await Ids(new EntryQuery("t", "statement", 9) { Party = "red" }));
        Assert.Equal(["a"], await Ids(new EntryQuery("t", "statement", 9) { Status = "OPEN", Party = "red", Area = "north", Category = "shelling" }));
        Assert.Equal(["c", "b"], await Ids(new EntryQuery("t", "statement", 9) { OccurredFrom = Make.Noon.AddMinutes(2) }));
        Assert.Equal(["b", "a"], await Ids(new EntryQuery("t", "statement", 9) { OccurredBefore = Make.Noon.AddMinutes(3) }));
        Assert.Equal(["c"], await Ids(new EntryQuery("t", "statement", 9) { OccurredFrom = Make.Noon.AddMinutes(2).AddTicks(1) }));
    }

    [Fact]
    public async Task ListEntries_PageByPage_GivesEachOnce()
    {
        var entries = Enumerable.Range(0, 23).Select(i => Entry($"e{i:00}", i % 5 == 0 ? null : i / 3)).ToArray();
        await Commit(With(entries));
        var all = await Ids(new EntryQuery("t", "statement", 99));
        var seen = new List<EntryColumns>();
        while (seen.Count % 4 == 0 && seen.Count <= entries.Length)
        {
            var after = seen.Count == 0 ? ((DateTimeOffset?, string)?)null : (seen[^1].OccurredFrom, seen[^1].Id);
            var page = await Store.ListEntries(new EntryQuery("t", "statement", 4) { After = after }, Cancellation);
            if (page.Count == 0)
                break;
            seen.AddRange(page);
        }

        Assert.Equal(23, all.Length);
        Assert.Equal(all, seen.Select(entry => entry.Id));
    }

    [Fact]
    public async Task Write_EntryAgain_ReplacesItsRow()
    {
        await Commit(With(Entry("a", 1) with { Status = "OPEN" }));
        await Commit(Make.Append("t", 1) with { Entries = [Entry("a", 5) with { Status = "CLOSED" }, Entry("b", 2)] });

        Assert.Equal(["a", "b"], await Ids(new EntryQuery("t", "statement", 9)));
        Assert.Equal(["a"], await Ids(new EntryQuery("t", "statement", 9) { Status = "CLOSED" }));
        Assert.Empty(await Ids(new EntryQuery("t", "statement", 9) { Status = "OPEN" }));
    }

    [Fact]
    public async Task Write_NewEntryThatIsChangedInTheSameBatch_StandsAsItWasChangedLast()
    {
        var made = Entry("a", 1) with { Status = "OPEN", IsNew = true };
        await Commit(
            With(made, Entry("b", 2) with { IsNew = true }),
            Make.Append("t", 1) with { Entries = [made with { Status = "CLOSED", IsNew = false }] },
            Make.Append("u", 0) with { Entries = [made] });

        Assert.Equal(["b", "a"], await Ids(new EntryQuery("t", "statement", 9)));
        Assert.Equal(["a"], await Ids(new EntryQuery("t", "statement", 9) { Status = "CLOSED" }));
        Assert.Equal(["a"], await Ids(new EntryQuery("u", "statement", 9) { Status = "OPEN" }));
    }
}
