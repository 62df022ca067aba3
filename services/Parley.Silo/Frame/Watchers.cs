using System.Diagnostics;
using Parley.Cluster;
using Parley.Domain.Frame;
using Parley.Journal;

namespace Parley.Silo.Frame;

/// <summary>The observers of one journal, each for as long as its lease.</summary>
internal sealed class Watchers(TimeProvider time, TimeSpan lease, int limit)
{
    private readonly Dictionary<IJournalObserver, long> _observers = [];

    // As the observers have been told; null before they were told anything.
    private IReadOnlyList<string>? _audience;

    /// <summary>Adds an observer or renews its lease; false when there are too many.</summary>
    public bool Renew(IJournalObserver observer)
    {
        if (!_observers.ContainsKey(observer) && _observers.Count >= limit)
        {
            Expire();
            if (_observers.Count >= limit)
            {
                return false;
            }
        }

        _observers[observer] = time.GetTimestamp();
        return true;
    }

    /// <summary>Tells every observer. A notification that is lost is found out when the lease is renewed.</summary>
    public void Publish<TState>(string journal, IReadOnlyList<Pending<TState>> committed)
        where TState : JournalState
    {
        if (_observers.Count == 0)
        {
            return;
        }

        Expire();
        var events = committed.SelectMany(p => p.Append.Events).Select(e => e.Payload).ToList();
        var recorded = new Recorded(journal, committed[0].Append.ExpectedVersion + 1, events, Change(committed[^1].Append.Head.Audience), TraceContexts.Write(CausesOf(committed)));
        foreach (var observer in _observers.Keys)
        {
            observer.OnRecorded(recorded).Ignore();
        }
    }

    /// <summary>The audience, when it is not the one that observers know of.</summary>
    private string[]? Change(IReadOnlyList<string> audience)
    {
        var isKnown = _audience is { } known && (ReferenceEquals(known, audience) || known.SequenceEqual(audience));
        _audience = audience;
        return isKnown ? null : [.. audience];
    }

    /// <summary>What the pushed events come from, as many as a span is likely to keep.</summary>
    private static List<ActivityContext> CausesOf<TState>(IReadOnlyList<Pending<TState>> committed)
        where TState : JournalState =>
        [.. committed.Select(p => p.Cause).Where(c => c != default).Distinct().Take(JournalTelemetry.MaxLinks)];

    private void Expire()
    {
        foreach (var (observer, renewed) in _observers)
        {
            if (time.GetElapsedTime(renewed) > lease)
            {
                _observers.Remove(observer);
            }
        }
    }
}
