using Google.Protobuf.WellKnownTypes;
using NodaTime;
using NodaTime.Text;
using Parley.V1;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace Parley.Domain.Time;

/// <summary>Between the contract's timestamps and NodaTime's instants.</summary>
public static class Instants
{
    private const int NanosecondsPerMicrosecond = 1000;

    public static Instant ToInstant(this Timestamp timestamp) =>
        Instant.FromUnixTimeSeconds(timestamp.Seconds).PlusNanoseconds(timestamp.Nanos);

    public static Instant ToInstant(this ResolvedTime time) => time.Instant.ToInstant();

    /// <summary>The instant of a stated time that has been resolved, as each one on record has.</summary>
    public static Instant ToInstant(this LegalTime time) => time.Resolved.ToInstant();

    public static Timestamp ToTimestamp(this Instant instant)
    {
        var seconds = instant.ToUnixTimeSeconds();
        return new() { Seconds = seconds, Nanos = (int)(instant - Instant.FromUnixTimeSeconds(seconds)).ToInt64Nanoseconds() };
    }

    public static Duration ToProto(this NodaTime.Duration duration)
    {
        var nanoseconds = duration.ToBigIntegerNanoseconds();
        return new() { Seconds = (long)(nanoseconds / 1_000_000_000), Nanos = (int)(nanoseconds % 1_000_000_000) };
    }

    /// <summary>The instant as RFC 3339, UTC, for messages and metadata.</summary>
    public static string ToText(this Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>The instant without what is smaller than a microsecond, the precision of the record.</summary>
    public static Instant Truncate(this Instant instant)
    {
        var nanoseconds = (instant - NodaConstants.UnixEpoch).ToBigIntegerNanoseconds();
        return NodaConstants.UnixEpoch + NodaTime.Duration.FromNanoseconds(
            (nanoseconds - (((nanoseconds % NanosecondsPerMicrosecond) + NanosecondsPerMicrosecond) % NanosecondsPerMicrosecond)));
    }

    /// <summary>True when the timestamp is one that protobuf allows: years 1 to 9999, nanoseconds in range.</summary>
    public static bool IsValid(this Timestamp timestamp) =>
        timestamp.Seconds is >= -62135596800 and <= 253402300799 && timestamp.Nanos is >= 0 and <= 999_999_999;
}
