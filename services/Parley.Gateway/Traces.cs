using System.Diagnostics;
using System.Diagnostics.Metrics;
using Parley.Cluster;

namespace Parley.Gateway;

/// <summary>The gateway's part in traces and metrics.</summary>
internal static class Traces
{
    /// <summary>Spans of the gateway's own work: the server's span of a call is ASP.NET Core's.</summary>
    public static readonly ActivitySource Source = new("Parley.Gateway");

    private static readonly Meter Meter = new("Parley");

    /// <summary>Seconds from a call's arrival at the pipeline to its answer, by rpc and outcome.</summary>
    public static readonly Histogram<double> CommandDuration = Meter.CreateHistogram(
        "parley.command.duration",
        "s",
        "From a call's arrival to its answer, by rpc and outcome.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
        });

    /// <summary>Watches under way.</summary>
    public static readonly UpDownCounter<long> Watchers = Meter.CreateUpDownCounter<long>(
        "parley.watch.subscribers", "{watch}", "Watches under way.");

    /// <summary>What clients were refused, or were ended at, before any answer: connections and streams, by reason.</summary>
    public static readonly Counter<long> ClientsRefused = Meter.CreateCounter<long>(
        "parley.clients.refused", "{refusal}", "Connections and streams that the gateway has refused or cut, by reason.");

    /// <summary>
    /// The span of what a journal pushes to this gateway's watchers, linked to the commands that it comes from; null where those were
    /// not traced.
    /// </summary>
    public static Activity? StartPush(Recorded recorded) => recorded.Causes is { } causes && Source.HasListeners()
        ? Source.StartActivity(
            ActivityKind.Internal, default, [new("parley.journal", recorded.Journal), new("parley.version", recorded.LastVersion)],
            TraceContexts.Links(causes), name: "watch.push")
        : null;

    /// <summary>The id of the current trace; a fresh one where there is none, so that an error never goes without.</summary>
    public static string CurrentId() => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();

    /// <summary>Marks the call's span as refused. A refusal is an answer, so the span's status stays as it is.</summary>
    public static void TagRejection(string reason) => Activity.Current?.SetTag("parley.rejection", reason);

    /// <summary>Marks the call's span as failed.</summary>
    public static void TagFault(Exception exception)
    {
        if (Activity.Current is { } activity)
        {
            activity.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            activity.SetTag("error.type", exception.GetType().FullName);
        }
    }
}
