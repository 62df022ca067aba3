using Google.Protobuf;
using Parley.Domain.Access;
using Parley.Domain.Frame;

namespace Parley.Cluster;

/// <summary>A command on its way to a journal.</summary>
/// <param name="Caller">Who sends it.</param>
/// <param name="Request">The request message; never changed once handed over.</param>
/// <param name="RequestId">The sender's request id, or one the gateway drew.</param>
/// <param name="AssignedId">The id for whatever it creates, derived by <see cref="AssignedIds"/>.</param>
[GenerateSerializer, Immutable, Alias("Parley.Command")]
public sealed record Command(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] IMessage Request,
    [property: Id(2)] Guid RequestId,
    [property: Id(3)] string AssignedId);

/// <summary>A query on its way to a journal or the catalogue.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Request">The request message. A page token in it is a plain cursor.</param>
[GenerateSerializer, Immutable, Alias("Parley.Query")]
public sealed record Query([property: Id(0)] Caller Caller, [property: Id(1)] IMessage Request);

/// <summary>An answer or a refusal. A refusal is a value: it crosses the wire cheaply and is no fault.</summary>
/// <typeparam name="T">The answer.</typeparam>
/// <param name="Value">The answer; null when refused.</param>
/// <param name="Rejection">Why not; null when answered.</param>
/// <param name="Version">The journal's version that the answer was given at; 0 where that says nothing.</param>
[GenerateSerializer, Immutable, Alias("Parley.Outcome`1")]
public readonly record struct Outcome<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] Rejection? Rejection,
    [property: Id(2)] long Version)
    where T : class
{
    public static Outcome<T> Of(T value, long version) => new(value, null, version);

    public static Outcome<T> Refused(Rejection rejection, long version = 0) => new(null, rejection, version);
}

/// <summary>A watch that was granted.</summary>
/// <param name="Version">The journal's version.</param>
/// <param name="Duration">How long it holds without renewal.</param>
[GenerateSerializer, Immutable, Alias("Parley.WatchLease")]
public sealed record WatchLease([property: Id(0)] long Version, [property: Id(1)] TimeSpan Duration);

/// <summary>What a journal says when it has been woken.</summary>
/// <param name="CallsRest">
/// For how long, in real time, waking it again does nothing for its calls to other journals; null when none of them waits.
/// </param>
/// <param name="DueAt">When, in legal time, something else is due in it; null for never.</param>
[GenerateSerializer, Immutable, Alias("Parley.Woken")]
public sealed record Woken([property: Id(0)] TimeSpan? CallsRest, [property: Id(1)] DateTimeOffset? DueAt);

/// <summary>Events that have been recorded.</summary>
/// <param name="Journal">The journal.</param>
/// <param name="FirstVersion">The version of the first.</param>
/// <param name="Events">The events as stored, one serialized message each, with gapless versions.</param>
/// <param name="Audience">
/// Who may read the journal now, as audience keys, when that has changed: whoever no longer may is told nothing of these events.
/// Null when it has not.
/// </param>
/// <param name="Causes">
/// The traces that the events come from, for a span's links (<see cref="TraceContexts"/>); null for none. Clients are sent nothing
/// of it.
/// </param>
[GenerateSerializer, Immutable, Alias("Parley.Recorded")]
public sealed record Recorded(
    [property: Id(0)] string Journal,
    [property: Id(1)] long FirstVersion,
    [property: Id(2)] IReadOnlyList<ReadOnlyMemory<byte>> Events,
    [property: Id(3)] string[]? Audience = null,
    [property: Id(4)] byte[]? Causes = null)
{
    public long LastVersion => FirstVersion + Events.Count - 1;
}
