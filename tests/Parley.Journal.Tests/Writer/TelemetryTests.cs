using System.Diagnostics;
using System.Diagnostics.Metrics;
using Xunit;

namespace Parley.Journal.Tests.Writer;

/// <summary>What a commit tells those who watch.</summary>
public sealed class TelemetryTests : WriterTest
{
    private static readonly ActivitySource Commands = new("Parley.Journal.Tests");

    [Fact]
    public async Task Commit_IsARootLinkedToTheCommandsItCarries()
    {
        var ended = new List<Activity>();
        using var listener = Listen(ended);
        using var command = Commands.StartActivity("command");
        var (first, busy) = await Busy();
        busy.Commit();

        var result = await first;

        var commit = Find(ended, result);
        Assert.Null(commit.Parent);
        Assert.Equal(default, commit.ParentSpanId);
        Assert.NotEqual(command!.TraceId, commit.TraceId);
        Assert.Equal(command.Context, Assert.Single(commit.Links).Context);
        Assert.Equal(1, commit.GetTagItem("parley.batch.size"));
        Assert.Equal(ActivityStatusCode.Unset, commit.Status);
    }

    [Fact]
    public async Task Commit_OfManyCommands_LinksTo128()
    {
        var ended = new List<Activity>();
        using var listener = Listen(ended);
        var (_, busy) = await Busy();
        Task<AppendResult>[] answers;
        using (Commands.StartActivity("command"))
            answers = [.. Enumerable.Range(0, 129).Select(i => Append($"j{i}"))];
        busy.Commit();
        (await Store.Next()).Commit();

        var results = await Task.WhenAll(answers);

        Assert.Equal(128, Find(ended, results[0]).Links.Count());
    }

    [Fact]
    public async Task Commit_Fails_HasErrorStatus()
    {
        var ended = new List<Activity>();
        using var listener = Listen(ended);
        var (first, busy) = await Busy();
        busy.SetException(new IOException("disk"));

        var commit = Find(ended, await first);

        Assert.Equal((ActivityStatusCode.Error, "disk"), (commit.Status, commit.StatusDescription));
        Assert.Empty(commit.Links);
    }

    [Fact]
    public async Task Commit_RecordsDurationSizeAndDepth()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>();
        using var meters = new MeterListener();
        meters.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == JournalTelemetry.MeterName)
                self.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => seen[$"{instrument.Name} {instrument.Unit}"] = true);
        meters.SetMeasurementEventCallback<int>((instrument, _, _, _) => seen[$"{instrument.Name} {instrument.Unit}"] = true);
        meters.Start();
        var (first, busy) = await Busy();
        busy.Commit();
        await first;

        Assert.Equal(
            ["parley.journal.batch.size {append}", "parley.journal.commit.duration s", "parley.journal.queue.depth {append}"],
            seen.Keys.Order(StringComparer.Ordinal));
    }

    // Other tests commit at the same time; a result tells its own commit.
    private static Activity Find(List<Activity> ended, AppendResult result)
    {
        lock (ended)
            return Assert.Single(ended, activity => activity.Context == result.CommitSpan);
    }

    private static ActivityListener Listen(List<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is JournalTelemetry.ActivitySourceName or "Parley.Journal.Tests",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                lock (ended)
                    ended.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
