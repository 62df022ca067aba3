using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Writer;

/// <summary>What becomes of a writer's queue after its activation gave up.</summary>
public sealed class PurgeTests : WriterTest
{
    [Fact]
    public async Task Purge_QueuedAndLaterAppendsOfThatWriter_AreFenced()
    {
        var (first, busy) = await Busy(by: Make.Other);
        var queued = Append("a");
        var others = Append("b", by: Make.Other);

        Writer.Purge(Make.Me);
        var later = Append("c");
        Assert.Equal(Fenced, (await later).Outcome);
        busy.Commit();

        var next = await Store.Next();
        Assert.Equal("b", next.Journals);
        next.Commit();
        Assert.Equal([Committed, Fenced, Committed], await Outcomes(first, queued, others));
    }

    [Fact]
    public async Task Purge_WhatIsBeingWritten_EndsAsTheStoreSays()
    {
        var (first, busy) = await Busy();

        Writer.Purge(Make.Me);
        Assert.Equal(Fenced, (await Append("a")).Outcome);
        busy.Commit();

        Assert.Equal(Committed, (await first).Outcome);
    }

    [Fact]
    public async Task Purge_LastOfItAnswered_IsForgotten()
    {
        var (first, busy) = await Busy();
        Writer.Purge(Make.Me);
        busy.Commit();
        await first;

        var (again, call) = await Busy();
        call.Commit();
        Assert.Equal(Committed, (await again).Outcome);
    }

    [Fact]
    public async Task Purge_NothingUnderway_IsForgotten()
    {
        Writer.Purge(Make.Me);
        var (first, busy) = await Busy();
        busy.Commit();
        Assert.Equal(Committed, (await first).Outcome);

        Writer.Purge(Make.Me);
        var (again, call) = await Busy();
        call.Commit();
        Assert.Equal(Committed, (await again).Outcome);
    }
}
