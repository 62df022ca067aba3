using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Writer;

/// <summary>What goes into one commit, and what the queue takes.</summary>
public sealed class BatchTests : WriterTest
{
    [Fact]
    public async Task Append_WhileWriting_FillsTheNextBatchInOrder()
    {
        var (first, busy) = await Busy();
        var answers = new[] { Append("a"), Append("b"), Append("a") };
        busy.Commit();

        var next = await Store.Next();
        Assert.Equal("a b a", next.Journals);
        Assert.All(answers, answer => Assert.False(answer.IsCompleted));
        next.Commit();
        Assert.Equal([Committed, Committed, Committed, Committed], await Outcomes([first, .. answers]));
    }

    [Fact]
    public async Task Append_AtMaxBatchAppendsAndOneMore_GoesIntoTwoCommits()
    {
        Options.MaxBatchAppends = 3;
        var (_, busy) = await Busy();
        var answers = "abcd".Select(name => Append($"{name}")).ToArray();
        busy.Commit();

        var full = await Store.Next();
        Assert.Equal("a b c", full.Journals);
        full.Commit();
        var rest = await Store.Next();
        Assert.Equal("d", rest.Journals);
        rest.Commit();
        await Outcomes(answers);
    }

    [Fact]
    public async Task Append_AtMaxBatchBytesAndOneMore_GoesIntoTwoCommits()
    {
        Options.MaxBatchBytes = 100;
        var (_, busy) = await Busy();
        Task<AppendResult> Sized(string journal, int bytes) => Writer.Append(Make.Append(journal, 0, new NewEvent(null, new byte[bytes], Make.Noon)));
        var answers = new[] { Sized("a", 40), Sized("b", 60), Sized("c", 1), Sized("larger", 101), Sized("d", 1) };
        busy.Commit();

        foreach (var expected in new[] { "a b", "c", "larger", "d" })
        {
            var call = await Store.Next();
            Assert.Equal(expected, call.Journals);
            call.Commit();
        }

        await Outcomes(answers);
    }

    [Fact]
    public async Task Append_AtQueueCapacityAndOneMore_TheLastIsToldAtOnce()
    {
        Options.QueueCapacity = 4;
        var (first, busy) = await Busy();
        var queued = Enumerable.Range(0, 4).Select(i => Append($"q{i}")).ToArray();

        var past = Append("past");

        Assert.True(past.IsCompletedSuccessfully);
        Assert.Equal(QueueFull, (await past).Outcome);
        busy.Commit();
        (await Store.Next()).Commit();
        Assert.All(await Outcomes([first, .. queued]), outcome => Assert.Equal(Committed, outcome));
        var after = Append("after");
        (await Store.Next()).Commit();
        Assert.Equal(Committed, (await after).Outcome);
    }

    [Fact]
    public async Task Append_WithoutEvents_IsAnArgumentError() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Writer.Append(Make.Append("t", 0) with { Events = [] }));

    [Fact]
    public async Task Append_ContinuationBlocks_TheWriterGoesOn()
    {
        using var release = new ManualResetEventSlim();
        var (first, busy) = await Busy();
        var blocked = first.ContinueWith(
            _ => release.Wait(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken,
            TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        busy.Commit();

        var second = Append("second");
        (await Store.Next()).Commit();
        Assert.Equal(Committed, (await second).Outcome);
        Assert.False(blocked.IsCompleted);
        release.Set();
        await blocked;
    }
}
