using NodaTime;
using Parley.Domain.Time;

namespace Parley.Silo.Time;

/// <summary>
/// The time that the law counts. Only what has legal meaning asks it; tokens, probes, back-off and Orleans keep real time.
/// </summary>
public interface ILegalClock
{
    /// <summary>The instant now, in whole microseconds, the precision of the record.</summary>
    Instant Now { get; }
}

/// <summary>Real time as legal time.</summary>
/// <param name="time">The source.</param>
public sealed class SystemLegalClock(TimeProvider time) : ILegalClock
{
    public Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow()).Truncate();
}
