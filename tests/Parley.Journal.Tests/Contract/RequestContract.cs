using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Contract;

/// <summary>Once: the same request writes its events once and is told where they are.</summary>
public abstract class RequestContract(IStoreFixture fixture) : JournalContract(fixture)
{
    private static readonly RequestKey First = Make.Request("alice", 1);

    [Fact]
    public async Task Write_RequestOfAnOlderBatch_IsADuplicateWithItsVersionAndHash()
    {
        await Commit(Make.Append("t", 0), Make.Append("t", 1, Make.Event(2), Make.Event(3)).As(First, hash: 42));

        var result = Assert.Single(await Write(Make.Append("t", 3, Make.Event(9)).As(First, hash: 1)));

        Assert.Equal((Duplicate, 2L), (result.Outcome, result.Version));
        Assert.Equal([42], result.RequestHash.ToArray());
        Assert.Equal([1, 2, 3], await Payloads("t"));
    }

    [Fact]
    public async Task Write_RequestTwiceInABatch_IsADuplicateAndFencesWhatFollows()
    {
        var outcomes = await Outcomes(
            Make.Append("t", 0).As(First), Make.Append("t", 1).As(First), Make.Append("t", 1).As(Make.Request("alice", 2)), Make.Append("u", 0));

        Assert.Equal([Committed, Duplicate, Fenced, Committed], outcomes);
        Assert.Equal([1], await Payloads("t"));
    }

    [Fact]
    public async Task Write_RepeatThatIsFenced_IsFenced()
    {
        await Commit(Make.Append("t", 0).As(First));

        Assert.Equal([Fenced], await Outcomes(Make.Append("t", 0).As(First)));
    }

    [Fact]
    public async Task Write_RepeatThatWouldBeRefused_IsADuplicate()
    {
        await Commit(Make.Append("t", 0).As(First));
        var large = new NewEvent(null, new byte[MaxEventBytes + 1], Make.Noon);

        Assert.Equal([Duplicate], await Outcomes(Make.Append("t", 1, large).As(First)));
    }

    [Fact]
    public async Task Write_SameIdOfAnotherSubjectOrJournal_IsAnotherRequest() => await Commit(
        Make.Append("t", 0).As(First), Make.Append("t", 1).As(First with { Subject = "bob" }), Make.Append("u", 0).As(First));

    [Fact]
    public async Task FindRequests_AnswersInTheOrderAsked()
    {
        await Commit(Make.Append("t", 0), Make.Append("t", 1).As(First, hash: 5), Make.Append("u", 0).As(Make.Request("bob", 2)));

        var found = await Store.FindRequests(
            [("u", Make.Request("bob", 2)), ("t", Make.Request("bob", 2)), ("t", First), ("none", First), ("t", Make.Request("alice", 3))],
            Cancellation);

        Assert.Equal([1L, null, 2L, null, null], found.Select(request => request?.Version));
        Assert.Equal([5], found[2]!.Hash.ToArray());
    }

    [Fact]
    public async Task FindRequests_WithoutHash_HashIsEmpty()
    {
        await Commit(Make.Append("t", 0) with { Request = First });

        Assert.True(Assert.Single(await Store.FindRequests([("t", First)], Cancellation))!.Hash.IsEmpty);
    }
}
