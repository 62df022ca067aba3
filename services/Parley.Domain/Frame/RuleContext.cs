using System.Collections.Immutable;
using Google.Protobuf;
using NodaTime;
using Parley.Domain.Access;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>All that a rule may know beside the state and the request.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Now">The legal instant of the decision, in whole microseconds; everything due by then has happened.</param>
/// <param name="AssignedId">The id for whatever the request creates: derived from subject, parent and request id, so that a retry gets the same.</param>
public sealed record RuleContext(Caller Caller, Instant Now, string AssignedId)
{
    /// <summary>The other journals' resources that <see cref="Concept{TState}.References"/> asked for and that exist, by name.</summary>
    public ImmutableDictionary<string, IMessage> References { get; init; } = ImmutableDictionary<string, IMessage>.Empty;

    /// <summary>The entry that <see cref="Concept{TState}.EntryOf"/> asked for; null when there is none.</summary>
    public EntryState? Entry { get; init; }

    /// <summary>A resource that was asked for, when it exists and the caller may read it.</summary>
    public T? Reference<T>(string name)
        where T : class, IMessage => References.GetValueOrDefault(name) as T;

    /// <summary>The conflict, when it was asked for and exists.</summary>
    public Conflict? Conflict(string name) => Reference<Conflict>(name);
}
