using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Lists of journals: what a reader may see, filtered, a page after the other.</summary>
public abstract class JournalListContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private static Append Journal(string name, string conflict, string status, params string[] audience) =>
        Make.Append(name, 0) with { Head = new HeadColumns("truce", conflict, status, audience) };

    private async Task<string[]> Names(JournalQuery query) => [.. (await Store.ListJournals(query, Cancellation)).Select(head => head.Name)];

    private Task Fill() => Commit(
        Journal("d", "x", "OPEN", "red", "blue"), Journal("b", "x", "OPEN", "blue"), Journal("a", "y", "ENDED", "red"),
        Journal("c", "y", "OPEN", "public", "red"), Journal("e", "x", "ENDED"), Make.Append("n", 0) with { Head = new HeadColumns("negotiation", "x", "OPEN", ["red"]) });

    [Fact]
    public async Task ListJournals_ShowsEachJournalOfAnyKeyOnceInOrderOfName()
    {
        await Fill();

        Assert.Equal(["a", "c", "d"], await Names(new JournalQuery("truce", ["red"], 9)));
        Assert.Equal(["a", "b", "c", "d"], await Names(new JournalQuery("truce", ["red", "blue", "public"], 9)));
        Assert.Equal(["b", "d"], await Names(new JournalQuery("truce", ["blue", "blue", "none"], 9)));
        Assert.Empty(await Names(new JournalQuery("truce", ["none"], 9)));
        Assert.Empty(await Names(new JournalQuery("truce", [], 9)));
        Assert.Empty(await Names(new JournalQuery("truce", [], 9) { Conflict = "x" }));
    }

    [Fact]
    public async Task ListJournals_Filters_MustAllHold()
    {
        await Fill();
        await Commit(Make.Append("d", 1) with { Head = new HeadColumns("truce", "x", "OPEN", ["red", "blue"]), DueAt = Make.Noon });

        Assert.Equal(["b", "d"], await Names(new JournalQuery("truce", ["red", "blue"], 9) { Conflict = "x" }));
        Assert.Equal(["a"], await Names(new JournalQuery("truce", ["red"], 9) { Statuses = ["ENDED"] }));
        Assert.Equal(["a", "c"], await Names(new JournalQuery("truce", ["red"], 9) { Statuses = ["ENDED", "OPEN"], Conflict = "y" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("x")]
    public async Task ListJournals_AudienceChanges_IsFollowed(string? conflict)
    {
        await Fill();
        await Commit(Make.Append("d", 1) with { Head = new HeadColumns("truce", "x", "OPEN", ["green", "blue"]) });

        Assert.Equal(["d"], await Names(new JournalQuery("truce", ["green"], 9) { Conflict = conflict }));
        Assert.DoesNotContain("d", await Names(new JournalQuery("truce", ["red"], 9) { Conflict = conflict }));
        Assert.Contains("d", await Names(new JournalQuery("truce", ["blue"], 9) { Conflict = conflict }));
    }

    [Fact]
    public async Task ListJournals_KindChanges_IsFollowed()
    {
        await Fill();
        await Commit(Make.Append("d", 1) with { Head = new HeadColumns("negotiation", "x", "OPEN", ["red", "blue"]) });

        Assert.Equal(["d", "n"], await Names(new JournalQuery("negotiation", ["red"], 9)));
        Assert.Equal(["b"], await Names(new JournalQuery("truce", ["blue"], 9)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("x")]
    public async Task ListJournals_PageByPage_GivesEachThatStaysOnceWhateverComesBetween(string? conflict)
    {
        var names = Enumerable.Range(0, 25).Select(i => $"j{i:00}").ToArray();
        await Commit([.. names.Select((name, i) => Journal(name, "x", "OPEN", i % 2 == 0 ? "red" : "blue"))]);
        var seen = new List<string>();
        for (string? after = null; ; after = seen[^1])
        {
            var page = await Names(new JournalQuery("truce", ["red", "blue"], 4) { AfterName = after, Conflict = conflict });
            seen.AddRange(page);
            if (page.Length < 4)
                break;
            // Behind the page and far ahead of it; neither may shift what is still to come.
            await Commit(Journal($"a{seen.Count}", "x", "OPEN", "red"));
        }

        Assert.Equal(names, seen);
    }

    [Fact]
    public async Task ListJournals_ManyKeys_UpToTheLimit()
    {
        await Fill();
        var keys = Enumerable.Range(0, 255).Select(i => $"k{i}").Append("blue").ToArray();

        Assert.Equal(["b", "d"], await Names(new JournalQuery("truce", keys, 9)));
        await Assert.ThrowsAsync<ArgumentException>(() => Names(new JournalQuery("truce", [.. keys, "one more"], 9)));
    }
}
