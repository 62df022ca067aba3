using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Whether a reader may read a journal: by the keys of its audience, and by those that count from an instant on.</summary>
public abstract class AdmissionContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private static Append Journal(string name, long expected, params string[] audience) =>
        Make.Append(name, expected) with { Head = new HeadColumns("truce", "x", "OPEN", audience) };

    private Task<bool> Admits(string journal, params string[] keys) => Store.Admits(new("truce", journal, keys, []), Cancellation);

    private Task<bool> AdmitsBetween(string journal, params (string Behind, string Last)[] ranges) =>
        Store.Admits(new("truce", journal, ["none"], ranges), Cancellation);

    [Fact]
    public async Task Admits_WhoHoldsAKeyOfTheJournal()
    {
        await Commit(Journal("a", 0, "red", "blue \"1\""), Journal("b", 0, "green"), Journal("c", 0));

        Assert.True(await Admits("a", "red"));
        Assert.True(await Admits("a", "none", "blue \"1\""));
        Assert.False(await Admits("a", "green", "re", "redd", ""));
        Assert.False(await Admits("c", "red", "green"));
        Assert.False(await Admits("d", "red", "green"));
        Assert.False(await Admits("a"));
        Assert.False(await Store.Admits(new("negotiation", "a", ["red"], []), Cancellation));
    }

    [Fact]
    public async Task Admits_AudienceChanges_IsFollowedAtOnce()
    {
        await Commit(Journal("a", 0, "red"));
        await Commit(Journal("a", 1, "green"));

        Assert.True(await Admits("a", "green"));
        Assert.False(await Admits("a", "red"));
    }

    [Fact]
    public async Task Admits_RangesOfKeys_ReachBehindTheFirstAndUpToTheLast()
    {
        await Commit(Journal("a", 0, "red\u001f2026"), Journal("b", 0, "ключ\u001f2026"));

        Assert.True(await AdmitsBetween("a", ("red\u001f", "red\u001f2026")));
        Assert.True(await AdmitsBetween("a", ("blue\u001f", "blue\u001f2027"), ("red\u001f", "red\u001f2027")));
        Assert.True(await AdmitsBetween("b", ("ключ\u001f", "ключ\u001f2026")));
        Assert.False(await AdmitsBetween("a", ("red\u001f", "red\u001f2025")));
        Assert.False(await AdmitsBetween("a", ("red\u001f2026", "red\u001f2027")));
        Assert.False(await AdmitsBetween("b", ("red\u001f", "red\u001f2026")));
    }

    [Fact]
    public async Task Admits_MoreKeysThanAListTakes()
    {
        await Commit(Journal("a", 0, "red"));

        string[] keys = [.. Enumerable.Range(0, 1000).Select(i => $"k{i}")];
        Assert.True(await Admits("a", [.. keys, "red"]));
        Assert.False(await Admits("a", keys));
    }
}
