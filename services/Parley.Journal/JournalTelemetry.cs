using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Parley.Journal;

/// <summary>The names under which the journal can be traced and measured, and its instruments.</summary>
public static class JournalTelemetry
{
    /// <summary>The activity source to listen to.</summary>
    public const string ActivitySourceName = "Parley.Journal";

    /// <summary>The meter to listen to.</summary>
    public const string MeterName = "Parley";

    /// <summary>The activity of one commit, a root with links to the commands whose appends it carries.</summary>
    public const string CommitActivity = "journal.commit";

    /// <summary>How many appends a commit carries.</summary>
    public const string BatchSizeTag = "parley.batch.size";

    /// <summary>The most links of a span: exporters cut off there by default, and more would be paid for and thrown away.</summary>
    public const int MaxLinks = 128;

    private static readonly ActivitySource Source = new(ActivitySourceName);
    private static readonly Meter Meter = new(MeterName);

    private static readonly Histogram<double> CommitDuration = Meter.CreateHistogram(
        "parley.journal.commit.duration", "s", "Time from handing a batch to the store until it is on disk or has failed.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
        });

    private static readonly Histogram<int> BatchSize = Meter.CreateHistogram(
        "parley.journal.batch.size", "{append}", "Appends in one commit.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] });

    private static readonly UpDownCounter<int> QueueDepth = Meter.CreateUpDownCounter<int>(
        "parley.journal.queue.depth", "{append}", "Appends that wait for the next batch.");

    /// <summary>The command that is being traced here, or the default when none is recorded.</summary>
    internal static ActivityContext CurrentCommand() =>
        Activity.Current is { Recorded: true } command ? command.Context : default;

    internal static Activity? StartCommit(List<WaitingAppend> batch) =>
        Source.HasListeners()
            ? Source.StartActivity(CommitActivity, ActivityKind.Internal, default(ActivityContext), [new(BatchSizeTag, batch.Count)], Links(batch))
            : null;

    internal static void Committed(int appends, TimeSpan duration)
    {
        CommitDuration.Record(duration.TotalSeconds);
        BatchSize.Record(appends);
    }

    internal static void Queued(int appends) => QueueDepth.Add(appends);

    private static List<ActivityLink> Links(List<WaitingAppend> batch)
    {
        var links = new List<ActivityLink>();
        foreach (var waiting in batch)
        {
            if (waiting.Command != default && links.Count < MaxLinks)
                links.Add(new ActivityLink(waiting.Command));
        }

        return links;
    }
}
