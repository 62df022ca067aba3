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
    public async Task Write_BatchRefused_EachJournalIsWrittenByItself()
    {
        var answers = await Queue("a", "b", "a", "c");
        (await Store.Next()).Refuse();

        foreach (var (journals, refused) in new[] { ("a a", false), ("b", true), ("c", false) })
        {
            var call = await Store.Next();
            Assert.Equal(journals, call.Journals);
            End(call, refused);
        }

        Assert.Equal([Committed, Refused, Committed, Committed], await Outcomes(answers));
    }

    [Fact]
    public async Task Write_JournalRefused_ItsAppendsBeforeThePoisonStandAndThoseAfterAreFenced()
    {
        var answers = await Queue("a", "a", "a", "b");
        (await Store.Next()).Refuse();

        foreach (var (journals, refused) in new[] { ("a a a", true), ("a", false), ("a", true), ("b", false) })
        {
            var call = await Store.Next();
            Assert.Equal(journals, call.Journals);
            End(call, refused);
        }

        Assert.Equal([Committed, Refused, Fenced, Committed], await Outcomes(answers));
    }

    [Fact]
    public async Task Write_FailsWhileWritingApart_TheRestIsNotTried()
    {
        var answers = await Queue("a", "b", "c");
        (await Store.Next()).Refuse();
        (await Store.Next()).Commit();
        (await Store.Next()).SetException(new IOException("disk"));

        Assert.Equal([Committed, Unavailable, Unavailable], await Outcomes(answers));
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

    private static void End(ScriptedStore.Call call, bool refused)
    {
        if (refused)
            call.Refuse();
        else
            call.Commit();
    }

    // Puts these appends into one batch.
    private async Task<Task<AppendResult>[]> Queue(params string[] journals)
    {
        var (_, busy) = await Busy();
        var answers = journals.Select(journal => Append(journal)).ToArray();
        busy.Commit();
        return answers;
    }
}
