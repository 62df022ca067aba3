using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;

namespace Parley.Domain.Time;

/// <summary>Zones of the IANA time zone database, and fixed offsets from UTC.</summary>
public static class Zones
{
    /// <summary>The zone in which periods count when nobody has named one.</summary>
    public const string Utc = "UTC";

    private static readonly OffsetPattern Minutes = OffsetPattern.CreateWithInvariantCulture("Z+HH:mm");
    private static readonly OffsetPattern Seconds = OffsetPattern.CreateWithInvariantCulture("+HH:mm:ss");
    private static readonly OffsetPattern MinutesShown = OffsetPattern.CreateWithInvariantCulture("+HH:mm");

    /// <summary>The version of the time zone data in use, for example 2026a.</summary>
    public static string DataVersion { get; } = TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>True for an id of the IANA database, in its own spelling.</summary>
    public static bool IsKnown(string id) => TryFind(id, out _);

    /// <summary>The zone with this IANA id.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out DateTimeZone? zone)
    {
        // NodaTime also takes "UTC+04", which is no IANA zone: a fixed offset belongs into utc_offset.
        zone = id.StartsWith(Utc, StringComparison.Ordinal) && id.Length > Utc.Length ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
        return zone is not null;
    }

    /// <summary>True when two ids name one zone of the IANA database: Europe/Kiev is Europe/Kyiv.</summary>
    public static bool AreOne(string one, string other) => one == other || Canonical(one) == Canonical(other);

    /// <summary>The zone that a record names: an IANA id, an offset such as +04:00, or nothing, which is UTC.</summary>
    /// <exception cref="ArgumentException">The record names neither; zones are checked before they are recorded.</exception>
    public static DateTimeZone Of(string recorded)
    {
        if (recorded.Length == 0)
        {
            return DateTimeZone.Utc;
        }

        if (TryFind(recorded, out var zone))
        {
            return zone;
        }

        return TryParseOffset(recorded, out var offset)
            ? DateTimeZone.ForOffset(offset)
            : throw new ArgumentException($"The time zone data {DataVersion} has no zone {recorded}.", nameof(recorded));
    }

    /// <summary>Reads +04:00, -03:30, +02:30:17 or Z.</summary>
    public static bool TryParseOffset(string text, out Offset offset)
    {
        var parsed = text.Length > 6 ? Seconds.Parse(text) : Minutes.Parse(text);
        return parsed.TryGetValue(Offset.Zero, out offset);
    }

    /// <summary>An offset as +04:00; seconds, which some zones had long ago, only where there are any.</summary>
    public static string Text(Offset offset) => offset.Seconds % 60 == 0 ? MinutesShown.Format(offset) : Seconds.Format(offset);

    private static string Canonical(string id) => TzdbDateTimeZoneSource.Default.CanonicalIdMap.TryGetValue(id, out var canonical) ? canonical : id;
}
