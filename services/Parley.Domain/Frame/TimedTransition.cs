using System.Collections.Immutable;
using NodaTime;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>What happens next by itself in a journal, and when.</summary>
public sealed record TimedTransition
{
    private readonly Func<ImmutableArray<Event>>? _record;
    private ImmutableArray<Event> _events;

    /// <summary>A transition whose events are known ahead.</summary>
    /// <param name="dueAt">The instant at which it is due.</param>
    /// <param name="events">The events that record it.</param>
    public TimedTransition(Instant dueAt, ImmutableArray<Event> events) => (DueAt, _events) = (dueAt, events);

    /// <summary>
    /// A transition that is worked out when it happens and not before: after every command the frame asks when something is due, and
    /// what will come of it is then nobody's business yet.
    /// </summary>
    /// <param name="dueAt">The instant at which it is due, whatever comes of it.</param>
    /// <param name="record">Works out the events that record it.</param>
    public TimedTransition(Instant dueAt, Func<ImmutableArray<Event>> record) => (DueAt, _record) = (dueAt, record);

    /// <summary>The one that is due first; null when there is none.</summary>
    /// <param name="inTheLawsOrder">Those that there are; of equal instants the first in the law's order stays.</param>
    public static TimedTransition? First(params IEnumerable<TimedTransition?> inTheLawsOrder)
    {
        TimedTransition? first = null;
        foreach (var transition in inTheLawsOrder)
        {
            first = first is null || transition?.DueAt < first.DueAt ? transition : first;
        }

        return first;
    }

    /// <summary>The instant at which it is due.</summary>
    public Instant DueAt { get; init; }

    /// <summary>The events that record it, the same however often they are asked for.</summary>
    public ImmutableArray<Event> Events
    {
        get => _events.IsDefault ? _events = _record!() : _events;
        init => _events = value;
    }
}
