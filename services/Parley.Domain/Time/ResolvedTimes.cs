using NodaTime;
using NodaTime.TimeZones;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>Instants with the zone that stands behind them.</summary>
public static class ResolvedTimes
{
    /// <summary>The instant in a zone.</summary>
    /// <param name="instant">The instant.</param>
    /// <param name="zone">An IANA zone, an offset such as +04:00, or empty for UTC.</param>
    public static ResolvedTime At(Instant instant, string zone) => At(instant.InZone(Zones.Of(zone)), zone);

    /// <summary>The zone in which periods from this time are counted: its own, or else its offset.</summary>
    public static string CountingZone(this ResolvedTime time) => time.Zone.Length > 0 ? time.Zone : time.UtcOffset;

    /// <summary>A copy with the instant on the clocks of the parties.</summary>
    public static ResolvedTime WithRenderings(this ResolvedTime time, IEnumerable<PartyZone> parties)
    {
        var rendered = time.Clone();
        rendered.Renderings.Clear();
        rendered.Renderings.AddRange(Renderings.For(time.ToInstant(), parties));
        return rendered;
    }

    /// <summary>
    /// The instant of a computed local time. Where a clock change skips it, it moves forward by the length of the gap; where
    /// a clock change repeats it, it is the earlier of the two.
    /// </summary>
    internal static ResolvedTime Map(LocalDateTime local, DateTimeZone zone, string name)
    {
        var map = zone.MapLocal(local);
        var time = At(map.Count == 0 ? Resolvers.ReturnForwardShifted(local, zone, map.EarlyInterval, map.LateInterval) : map.First(), name);
        time.Adjustment = map.Count switch
        {
            0 => TimeAdjustment.MovedOutOfGap,
            1 => TimeAdjustment.Unspecified,
            _ => TimeAdjustment.EarlierOfTwo,
        };
        return time;
    }

    internal static ResolvedTime At(in ZonedDateTime time, string zone) => new()
    {
        Instant = time.ToInstant().ToTimestamp(),
        Zone = Zones.IsKnown(zone) ? zone : "",
        UtcOffset = Zones.Text(time.Offset),
        TzVersion = Zones.DataVersion,
    };
}
