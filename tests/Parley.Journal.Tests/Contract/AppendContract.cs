using Xunit;

namespace Parley.Journal.Tests.Contract;

/// <summary>Gapless, ordered, durable.</summary>
public abstract class AppendContract(IStoreFixture fixture) : JournalContract(fixture)
{
    [Fact]
    public async Task Write_FirstAppend_CreatesTheJournalWithItsHead()
    {
        var results = await Write(Make.Append("t", 0, Make.Event(1), Make.Event(2, minute: 1)) with { DueAt = Make.Noon.AddDays(1) });

        Assert.Equal(new AppendResult(AppendOutcome.Committed, 2), Assert.Single(results));
        var head = await Store.ReadHead("t", Cancellation);
        Assert.NotNull(head);
        Assert.Equal(("t", 2L, Make.Me), (head.Name, head.Version, head.Writer));
        Assert.Equal((Make.Noon.AddDays(1), Make.Noon, Make.Noon.AddMinutes(1)), (head.DueAt, head.CreatedAt, head.UpdatedAt));
        Assert.Equal(("truce", "conflicts/one", "IN_FORCE"), (head.Columns.Kind, head.Columns.Conflict, head.Columns.Status));
        Assert.Equal(["public"], head.Columns.Audience);
    }

    [Fact]
    public async Task Write_Trace_IsKeptInTheHeadUntilAnAppendComesWithAnother()
    {
        await Commit(Make.Append("new", 0) with { Trace = new byte[] { 1, 2, 3 } }, Make.Append("old", 0));
        Assert.Equal([1, 2, 3], await TraceOf("new"));
        Assert.Empty(await TraceOf("old"));

        // Nothing else of the head changes, and several appends of one batch leave the last.
        await Commit(Make.Append("old", 1) with { Trace = new byte[] { 4 } }, Make.Append("old", 2) with { Trace = new byte[] { 5, 6 } });
        await Commit(Make.Append("new", 1) with { Trace = new byte[] { 1, 2, 3 } });
        await Reopen();
        Assert.Equal([5, 6], await TraceOf("old"));
        Assert.Equal([1, 2, 3], await TraceOf("new"));
        Assert.Equal([5, 6], (await Store.ReadSnapshot("old", Cancellation))!.Head.Trace.ToArray());
        await Commit(Make.Append("new", 2) with { TakesRow = true });
        Assert.Empty(await TraceOf("new"));
    }

    [Fact]
    public async Task Write_Trace_OfAnAppendThatFails_IsNotKept()
    {
        await Commit(Make.Append("t", 0) with { Trace = new byte[] { 1 } });
        Assert.Equal([AppendOutcome.Fenced], await Outcomes(Make.Append("t", 0) with { Trace = new byte[] { 2 } }));
        Assert.Equal([1], await TraceOf("t"));
    }

    private async Task<byte[]> TraceOf(string journal) => (await Store.ReadHead(journal, Cancellation))!.Trace.ToArray();

    [Fact]
    public async Task Write_SeveralAppendsOfAJournalInABatch_AreWrittenInOrder()
    {
        await Commit(
            Make.Append("a", 0, Make.Event(1)), Make.Append("b", 0, Make.Event(9)),
            Make.Append("a", 1, Make.Event(2), Make.Event(3)), Make.Append("a", 3, Make.Event(4, minute: 5)));

        Assert.Equal([1, 2, 3, 4], await Payloads("a"));
        Assert.Equal([9], await Payloads("b"));
        var head = await Store.ReadHead("a", Cancellation);
        Assert.Equal((4L, Make.Noon.AddMinutes(5)), (head!.Version, head.UpdatedAt));
    }

    [Fact]
    public async Task Write_ColumnsChange_HeadHasTheLast()
    {
        await Commit(Make.Append("t", 0) with { DueAt = Make.Noon });
        await Commit(
            Make.Append("t", 1) with { Head = new HeadColumns("truce", "conflicts/two", "ENDED", ["x", "y"]) },
            Make.Append("t", 2) with { Head = new HeadColumns("truce", "conflicts/two", "ENDED", []) });

        var head = await Store.ReadHead("t", Cancellation);
        Assert.Equal(("conflicts/two", "ENDED", null), (head!.Columns.Conflict, head.Columns.Status, head.DueAt));
        Assert.Empty(head.Columns.Audience);
    }

    [Fact]
    public async Task Write_Reopened_EverythingIsThere()
    {
        await Commit(Make.Append("t", 0, Make.Event(1)), Make.Append("t", 1, Make.Event(2)));
        await Reopen();
        await Commit(Make.Append("t", 2, Make.Event(3)));

        Assert.Equal([1, 2, 3], await Payloads("t"));
    }

    [Fact]
    public async Task Write_EmptyPayload_ComesBackEmpty()
    {
        await Commit(Make.Append("t", 0, new NewEvent(null, ReadOnlyMemory<byte>.Empty, Make.Noon)));

        var e = Assert.Single(await Store.ReadEvents(new EventQuery("t", 1, 1, 1), Cancellation));
        Assert.True(e.Payload.IsEmpty);
    }

    [Fact]
    public async Task Write_InstantsAtTheEnds_ComeBackAsTheyWere()
    {
        var last = new DateTimeOffset(DateTimeOffset.MaxValue.Ticks - (DateTimeOffset.MaxValue.Ticks % 10), TimeSpan.Zero);
        await Commit(Make.Append("t", 0, new NewEvent(null, new byte[1], DateTimeOffset.MinValue), new NewEvent(null, new byte[1], last)));

        var events = await Store.ReadEvents(new EventQuery("t", 1, 2, 2), Cancellation);
        Assert.Equal([DateTimeOffset.MinValue, last], events.Select(e => e.RecordedAt));
    }

    [Fact]
    public async Task Write_WithoutEvents_IsAnArgumentErrorAndWritesNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Write(Make.Append("a", 0), Make.Append("b", 0) with { Events = [] }));

        Assert.Null(await Store.ReadHead("a", Cancellation));
    }

    [Fact]
    public async Task Write_EmptyBatch_IsAnswered() => Assert.Empty(await Write());

    [Fact]
    public async Task Write_Cancelled_WritesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Write([Make.Append("t", 0)], cancelled.Token));
        Assert.Null(await Store.ReadHead("t", Cancellation));
    }
}
