namespace Parley.Journal;

/// <summary>Instants as the stores keep them: whole microseconds since 1970-01-01T00:00:00Z.</summary>
internal static class Instants
{
    /// <summary>The last whole microsecond at or before <paramref name="instant"/>.</summary>
    public static long Floor(DateTimeOffset instant)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        return Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond) is var (whole, rest) && rest < 0 ? whole - 1 : whole;
    }

    /// <summary>The first whole microsecond at or after <paramref name="instant"/>.</summary>
    public static long Ceiling(DateTimeOffset instant) => IsWhole(instant) ? Floor(instant) : Floor(instant) + 1;

    /// <summary>Whether the store can keep the instant as it is.</summary>
    public static bool IsWhole(DateTimeOffset instant) => instant.UtcTicks % TimeSpan.TicksPerMicrosecond == 0;

    /// <summary>The instant of a stored number, in UTC.</summary>
    public static DateTimeOffset From(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
