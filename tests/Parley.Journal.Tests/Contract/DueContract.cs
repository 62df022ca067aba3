using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>What is due, in order and no more than asked for.</summary>
public abstract class DueContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private static Append Due(string journal, int? minute, params int?[] entries) => Make.Append(journal, 0) with
    {
        DueAt = At(minute),
        Entries = [.. entries.Select((entry, i) => new EntryColumns("statement", $"e{i}") { DueAt = At(entry) })],
    };

    private static DateTimeOffset? At(int? minute) => minute is { } known ? Make.Noon.AddMinutes(known) : null;

    private async Task<(string, DateTimeOffset)[]> Read(int until, int limit) =>
        [.. (await Store.ReadDue(Make.Noon.AddMinutes(until), limit, Cancellation)).Select(due => (due.Name, due.DueAt))];

    [Fact]
    public async Task ReadDue_HeadsAndEntries_EarliestFirstThenByName()
    {
        await Commit(Due("late", 9), Due("head", 2, 5), Due("entry", 7, 4, 1), Due("b", 3), Due("a", 3), Due("only", null, 3), Due("never", null, (int?)null));

        Assert.Equal(
            [("entry", Make.Noon.AddMinutes(1)), ("head", Make.Noon.AddMinutes(2)), ("a", Make.Noon.AddMinutes(3)), ("b", Make.Noon.AddMinutes(3)), ("only", Make.Noon.AddMinutes(3))],
            await Read(until: 8, limit: 10));
    }

    [Fact]
    public async Task ReadDue_Limit_KeepsTheEarliest()
    {
        await Commit(Due("a", 5, 1), Due("b", 2), Due("c", null, 3, 4), Due("d", 4));

        Assert.Equal(["a", "b", "c"], (await Read(until: 9, limit: 3)).Select(due => due.Item1));
        Assert.Equal(["a"], (await Read(until: 9, limit: 1)).Select(due => due.Item1));
        Assert.Empty(await Read(until: 9, limit: 0));
    }

    [Fact]
    public async Task ReadDue_OfAConflict_LeavesTheOthersOut()
    {
        Append In(string conflict, Append append) => append with { Head = append.Head with { Conflict = conflict } };
        await Commit(In("x", Due("a", 1)), In("y", Due("b", 1)), In("x", Due("c", null, 2)), In("y", Due("d", null, 2)));

        var due = await Store.ReadDue(Make.Noon.AddMinutes(9), 9, Cancellation, "x");
        Assert.Equal(["a", "c"], due.Select(d => d.Name));
    }

    [Fact]
    public async Task ReadDue_AtTheInstant_IsIncludedAndJustBeforeIsNot()
    {
        await Commit(Due("a", 1));

        Assert.Single(await Store.ReadDue(Make.Noon.AddMinutes(1), 9, Cancellation));
        Assert.Empty(await Store.ReadDue(Make.Noon.AddMinutes(1).AddTicks(-1), 9, Cancellation));
    }

    [Fact]
    public async Task ReadDue_DoneOrMoved_FollowsTheLastAppend()
    {
        await Commit(Due("a", 1, 2));
        await Commit(Make.Append("a", 1) with { Entries = [new EntryColumns("statement", "e0") { DueAt = Make.Noon.AddMinutes(6) }] });

        Assert.Equal([("a", Make.Noon.AddMinutes(6))], await Read(until: 9, limit: 9));
        await Commit(Make.Append("a", 2) with { Entries = [new EntryColumns("statement", "e0")] });
        Assert.Empty(await Read(until: 9, limit: 9));
    }
}
