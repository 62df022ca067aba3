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

    /// <summary>A trace of its own, linked to what it comes from where that was traced. It becomes current.</summary>
    public static Activity? StartOwnTrace(string name, string journal, string kind, ActivityContext cause)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // A default parent would be taken for none given, and whatever is current for the parent.
        Activity.Current = null;
        return Source.StartActivity(
            ActivityKind.Internal, default, [new("parley.journal", journal), new("parley.kind", kind)], cause == default ? null : [new(cause)], name: name);
    }

    /// <summary>The span of a timed transition. What is current stays.</summary>
    public static Activity? StartTransition(string journal, string kind, NodaTime.Instant dueAt, long version, ActivityContext cause)
    {
        var outer = Activity.Current;
        var span = StartOwnTrace("timed.transition", journal, kind, cause);
        span?.SetTag("parley.due_at", dueAt.ToString());
        span?.SetTag("parley.version", version);
        Activity.Current = outer;
        return span;
    }

    /// <summary>A transition is over when it is on disk, or when it is known that it is to be decided again.</summary>
    public static void EndTransition(Activity? span, Settlement how, AppendResult result)
    {
        if (span is null)
        {
            return;
        }

        if (result.CommitSpan != default)
        {
            span.AddLink(new(result.CommitSpan));
        }

        if (how != Settlement.Committed)
        {
            span.SetStatus(ActivityStatusCode.Error, how.ToString());
        }

        var outer = Activity.Current;
        span.Stop();
        Activity.Current = outer;
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
    public static ValueTask<Settled> Await(Task<Settled> settled) =>
        Activity.Current is { IsAllDataRequested: true } ? AwaitTraced(settled) : new(settled);

    private static async ValueTask<Settled> AwaitTraced(Task<Settled> settled)
    {
        using var wait = Source.StartActivity("journal.wait");
        var result = await settled;
        if (result.Result.CommitSpan is { } commit && commit != default)
        {
            wait?.AddLink(new(commit));
        }

        return result;
    }
}
