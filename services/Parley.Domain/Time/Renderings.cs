using NodaTime;
using NodaTime.Text;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>A party and the zone on whose clocks its people live.</summary>
/// <param name="Party">The party's name; empty for a zone that the text itself names.</param>
/// <param name="Zone">The IANA zone.</param>
public readonly record struct PartyZone(string Party, string Zone);


/// <summary>An instant on the clocks of the parties, so that nobody has to convert.</summary>
public static class Renderings
{
    // What is smaller than a second is shown only where there is any: an act has its microsecond, a stated time has not.
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.FFFFFF");

    /// <summary>The instant on each clock, in the order given.</summary>
    public static IEnumerable<RenderedTime> For(Instant instant, IEnumerable<PartyZone> parties) =>
        parties.Select(p => new RenderedTime { Party = p.Party, Zone = p.Zone, LocalTime = Text(instant.InZone(Zones.Of(p.Zone))) });

    /// <summary>The instant on the clocks of a zone, ISO 8601 with offset: 2020-11-10T01:00:00+04:00.</summary>
    public static string Text(in ZonedDateTime time) => Local.Format(time.LocalDateTime) + Zones.Text(time.Offset);
}
