using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>When events happened.</summary>
public static class EventTimes
{
    /// <summary>When it happened in law: when it was due, or else when it was recorded.</summary>
    public static Timestamp HappenedAt(this Event e) => e.DueAt ?? e.RecordedAt;
}
