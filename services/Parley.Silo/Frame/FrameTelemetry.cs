using System.Diagnostics;
using System.Diagnostics.Metrics;
using Parley.Domain.Frame;
using Parley.Journal;

namespace Parley.Silo.Frame;

/// <summary>Spans and figures of the grain frame. Never the text of anything, never a token.</summary>
internal static class FrameTelemetry
{
    public static readonly ActivitySource Source = new("Parley.Silo");

    private static readonly Meter Meter = new("Parley");

    /// <summary>From the instant a transition was due to its commit, in seconds.</summary>
    public static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("parley.timed_transition.lateness", "s");

    public static readonly UpDownCounter<int> Activations = Meter.CreateUpDownCounter<int>("parley.activations", "{activation}");

    /// <summary>The span of a command or query, named by its message.</summary>
    public static Activity? Start(string name, string journal, string kind)
    {
        var activity = Source.StartActivity(name);
        activity?.SetTag("parley.journal", journal);
        activity?.SetTag("parley.kind", kind);
        return activity;
    }

    /// <summary>A refusal is an answer, not an error.</summary>
    public static void End(Activity? activity, Rejection? rejection, long version)
    {
        if (activity is null)
        {
            return;
        }

        activity.SetTag("parley.version", version);
        if (rejection is null)
        {
            return;
        }

        activity.SetTag("parley.rejection", rejection.Reason);
        if (rejection.Code == RejectionCode.Unavailable)
        {
            activity.SetStatus(ActivityStatusCode.Error, rejection.Reason);
        }
    }

    /// <summary>Waits for a version in a span of its own, linked to the commit that brought it.</summary>
    public static async ValueTask<Settled> Await(Task<Settled> settled)
    {
        if (Activity.Current is null || !Source.HasListeners())
        {
            return await settled;
        }

        using var wait = Source.StartActivity("journal.wait");
        var result = await settled;
        if (result.Result.CommitSpan is { } commit && commit != default)
        {
            wait?.AddLink(new(commit));
        }

        return result;
    }
}
