using Xunit;
using static Parley.Journal.AppendOutcome;

namespace Parley.Journal.Tests.Writer;

/// <summary>What callers are told when the store fails.</summary>
public sealed class FaultTests : WriterTest
{
    [Fact]
    public async Task Write_Throws_TheBatchIsUnavailableAndTheNextIsTried()
    {
        var (first, busy) = await Busy();
        var second = Append("a");
        busy.SetException(new IOException("disk"));
        var result = await first;
        Assert.Equal((Unavailable, "disk"), (result.Outcome, result.Error));

        (await Store.Next()).Commit();
        Assert.Equal(Committed, (await second).Outcome);
    }

    [Fact]
    public async Task Write_OverItsTime_IsUnavailableAndCancelled()
    {
        var (first, busy) = await Busy();

        Time.Advance(Options.CommitTimeout - TimeSpan.FromTicks(1));
        Assert.False(busy.Cancellation.IsCancellationRequested);
        Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(Unavailable, (await first).Outcome);
        Assert.True(busy.Cancellation.IsCancellationRequested);
    }

    [Fact]
    public async Task Write_AnswersTooFew_IsUnavailable()
    {
        var (first, busy) = await Busy();
        busy.SetResult([]);

        Assert.Equal(Unavailable, (await first).Outcome);
    }

    [Fact]
    public async Task Dispose_WritesWhatIsQueuedThenRefuses()
    {
        var (first, busy) = await Busy();
        var queued = Append("a");

        var stopping = Writer.DisposeAsync().AsTask();
        var late = Append("late");
        Assert.Equal(Unavailable, (await late).Outcome);
        Assert.False(stopping.IsCompleted);
        busy.Commit();
        var last = await Store.Next();
        Assert.Equal("a", last.Journals);
        last.Commit();

        await stopping;
        Assert.Equal([Committed, Committed], await Outcomes(first, queued));
    }
}
