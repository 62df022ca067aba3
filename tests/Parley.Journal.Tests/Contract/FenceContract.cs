using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Contract;

/// <summary>Fenced: of two activations one wins, and nothing of the other lands between.</summary>
public abstract class FenceContract(IStoreFixture fixture) : JournalContract(fixture)
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task Write_OtherVersionThanExpected_IsFenced(long expected)
    {
        await Commit(Make.Append("t", 0, Make.Event(1)));

        Assert.Equal([Fenced], await Outcomes(Make.Append("t", expected, Make.Event(2)) with { TakesRow = true }));
        Assert.Equal([1], await Payloads("t"));
    }

    [Fact]
    public async Task Write_RightVersionOtherWriter_IsFenced()
    {
        await Commit(Make.Append("t", 0, Make.Event(1)));

        Assert.Equal([Fenced], await Outcomes(Make.Append("t", 1, Make.Event(2)) with { Writer = Make.Other }));
        Assert.Equal([1], await Payloads("t"));
    }

    [Fact]
    public async Task Write_NewJournalWithoutTakingTheRow_IsFenced()
    {
        Assert.Equal([Fenced], await Outcomes(Make.Append("t", 0) with { TakesRow = false }));
        Assert.Equal([Fenced], await Outcomes(Make.Append("t", 0) with { TakesRow = false, Writer = Guid.Empty }));
        Assert.Null(await Store.ReadHead("t", Cancellation));
    }

    [Fact]
    public async Task Write_TakesTheRow_ShutsTheEarlierWriterOut()
    {
        await Commit(Make.Append("t", 0, Make.Event(1)));
        await Commit(Make.Append("t", 1, Make.Event(2)) with { Writer = Make.Other, TakesRow = true });

        Assert.Equal([Fenced], await Outcomes(Make.Append("t", 2, Make.Event(3))));
        Assert.Equal(Make.Other, (await Store.ReadHead("t", Cancellation))!.Writer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_StaleActivationWithTwoQueued_GetsNeitherIn(bool inOneBatch)
    {
        await Commit(Make.Append("t", 0, Make.Event(1)));
        await Commit(Make.Append("t", 1, Make.Event(2)) with { Writer = Make.Other, TakesRow = true });
        var stale = new[] { Make.Append("t", 1, Make.Event(8)), Make.Append("t", 2, Make.Event(9)) };

        AppendOutcome[] outcomes = inOneBatch ? await Outcomes(stale) : [.. await Outcomes(stale[0]), .. await Outcomes(stale[1])];

        Assert.Equal([Fenced, Fenced], outcomes);
        Assert.Equal([1, 2], await Payloads("t"));
    }

    [Fact]
    public async Task Write_OneJournalFenced_OthersOfTheBatchCommit()
    {
        await Commit(Make.Append("a", 0), Make.Append("b", 0));

        Assert.Equal(
            [Committed, Fenced, Committed, Fenced, Committed],
            await Outcomes(Make.Append("a", 1), Make.Append("b", 5), Make.Append("c", 0), Make.Append("b", 1), Make.Append("a", 2)));
    }
}
