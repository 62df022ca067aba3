using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>What a rule decided: events to record, or why not. An accepted request records at least one event.</summary>
public readonly struct Decision
{
    private Decision(ImmutableArray<Event> events, Rejection? rejection) => (Events, Rejection) = (events, rejection);

    /// <summary>The events, with body and, for an entry, its id; the frame adds journal, version, instants and, where the rule has not, the actor.</summary>
    public ImmutableArray<Event> Events { get; }

    public Rejection? Rejection { get; }

    public static implicit operator Decision(Rejection rejection) => new([], rejection);

    public static implicit operator Decision(Event body) => new([body], null);

    public static implicit operator Decision(ImmutableArray<Event> events) => new(events, null);

    public static implicit operator Decision(List<Event> events) => new([.. events], null);
}
