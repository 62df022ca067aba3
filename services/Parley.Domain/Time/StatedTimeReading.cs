using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using Parley.Domain.Frame;

namespace Parley.Domain.Time;

/// <summary>
/// One wall-clock time with its zone or offset, read on its own. Either the instant, or why there is none and what instants
/// it may mean.
/// </summary>
internal readonly struct StatedTimeReading
{
    /// <summary>The first and last year in which Parley counts; the record is of living conflicts, not of history.</summary>
    public const int FirstYear = 1900;
    public const int LastYear = 2500;

    private const int DateLength = 10;
    private const int MinutesLength = 16;
    private const int SecondsLength = 19;

    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("uuuu-MM-dd");
    private static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly LocalDateTimePattern ToTheSecond = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    private StatedTimeReading(Instant instant, Offset offset) => (Instant, Offset, Violations, Candidates) = (instant, offset, [], []);

    private StatedTimeReading(ImmutableArray<FieldViolation> violations, ImmutableArray<Instant> candidates) =>
        (Violations, Candidates) = (violations, candidates);

    public Instant Instant { get; }

    /// <summary>The offset that held in the zone then.</summary>
    public Offset Offset { get; }

    public ImmutableArray<FieldViolation> Violations { get; }

    /// <summary>The instants that a refused time may mean, in order.</summary>
    public ImmutableArray<Instant> Candidates { get; }

    public bool IsResolved => Violations.IsEmpty;

    /// <summary>Reads one stated time.</summary>
    /// <param name="text">The wall-clock time.</param>
    /// <param name="zoneId">Its IANA zone, or empty.</param>
    /// <param name="offsetText">Its offset, or empty.</param>
    /// <param name="candidateZones">The zones that a time without one may be meant in.</param>
    /// <param name="path">The field that holds it.</param>
    public static StatedTimeReading Read(
        string text, string zoneId, string offsetText, IReadOnlyList<string> candidateZones, string path)
    {
        DateTimeZone? zone = null;
        Offset offset = default;
        var where = zoneId.Length > 0 ? Zones.TryFind(zoneId, out zone) : offsetText.Length > 0;
        var offsetReads = offsetText.Length == 0 || Zones.TryParseOffset(offsetText, out offset);
        if (where && offsetReads && TryParse(text, out var local))
        {
            return zone is null ? new(local.WithOffset(offset).ToInstant(), offset) : InZone(local, zone, offsetText.Length > 0 ? offset : null, path);
        }

        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        var midnights = AddTimeViolation(text, path, violations);
        if (zoneId.Length > 0 && zone is null)
        {
            violations.Add(new(path + ".zone", TimeReasons.ZoneUnknown,
                $"The IANA time zone database {Zones.DataVersion} has no zone {zoneId}. Name one that it has, such as Asia/Yerevan, or give utc_offset."));
        }

        if (!offsetReads)
        {
            violations.Add(new(path + ".utc_offset", zoneId.Length > 0 ? TimeReasons.OffsetMismatch : TimeReasons.ZoneUnknown,
                $"{offsetText} is no offset from UTC. Write it like +04:00."));
        }

        if (zoneId.Length > 0 || offsetText.Length > 0)
        {
            return new(violations.DrainToImmutable(), zone is null ? [] : InstantsOf(midnights, [zone]));
        }

        var zones = ZonesOf(candidateZones);
        var candidates = InstantsOf(TryParse(text, out local) ? [local] : midnights, zones);
        violations.Add(new(path + ".zone", TimeReasons.ZoneMissing, candidates.IsEmpty
            ? $"{text} names no zone. Give zone or utc_offset."
            : $"{text} names no zone; it may mean {Join(candidates, " or ")}. Give zone or utc_offset."));
        return new(violations.DrainToImmutable(), candidates);
    }

    /// <summary>Instants as RFC 3339, in the order given.</summary>
    public static string Join(IEnumerable<Instant> instants, string separator) =>
        string.Join(separator, instants.Select(InstantPattern.General.Format));

    private static bool TryParse(string text, out LocalDateTime local)
    {
        local = default;
        var pattern = text.Length switch
        {
            MinutesLength => ToTheMinute,
            SecondsLength => ToTheSecond,
            _ => null,
        };

        // NodaTime reads 24:00 as the next day's midnight; to a lawyer it is the midnight of two dates.
        return pattern is not null && !text.AsSpan(DateLength + 1).StartsWith("24") && pattern.Parse(text).TryGetValue(default, out local) && local.Year is >= FirstYear and <= LastYear;
    }

    private static StatedTimeReading InZone(LocalDateTime local, DateTimeZone zone, Offset? offset, string path)
    {
        var map = zone.MapLocal(local);
        if (map.Count == 0)
        {
            ImmutableArray<Instant> around = [.. Around(local, map).Order()];
            return new([new(path + ".local_time", TimeReasons.LocalTimeSkipped,
                $"In {zone.Id} the clocks skip {Text(local)}; by the offsets before and after the change it may mean {Join(around, " or ")}.")], around);
        }

        var first = map.First();
        var last = map.Last();
        if (offset is { } given)
        {
            foreach (var reading in (ReadOnlySpan<ZonedDateTime>)[first, last])
            {
                if (reading.Offset == given)
                {
                    return new(reading.ToInstant(), given);
                }
            }

            ImmutableArray<Instant> both = [.. new[] { first.ToInstant(), last.ToInstant(), local.WithOffset(given).ToInstant() }.Distinct().Order()];
            return new([new(path + ".utc_offset", TimeReasons.OffsetMismatch,
                $"{zone.Id} does not have the offset {Zones.Text(given)} at {Text(local)}; it has {string.Join(" or ", new[] { first, last }.Select(r => Zones.Text(r.Offset)).Distinct())}.")], both);
        }

        return map.Count == 1
            ? new(first.ToInstant(), first.Offset)
            : new([new(path + ".local_time", TimeReasons.LocalTimeAmbiguous,
                $"In {zone.Id} the clocks show {Text(local)} twice, at {Join([first.ToInstant(), last.ToInstant()], " and ")}. Give utc_offset {Zones.Text(first.Offset)} or {Zones.Text(last.Offset)}.")],
                [first.ToInstant(), last.ToInstant()]);
    }

    /// <summary>Says what is wrong with the text, if anything, and which midnights 24:00 may mean.</summary>
    private static ImmutableArray<LocalDateTime> AddTimeViolation(string text, string path, ImmutableArray<FieldViolation>.Builder violations)
    {
        path += ".local_time";
        if (TryParse(text, out _))
        {
            return [];
        }

        var dated = text.Length >= DateLength && Date.Parse(text[..DateLength]).TryGetValue(default, out var parsed)
            && parsed.Year is >= FirstYear and < LastYear ? parsed : (LocalDate?)null;
        if (dated is { } date && text.Length == DateLength)
        {
            violations.Add(new(path, TimeReasons.TimeOfDayMissing, $"{text} is a date without a time of day. Say at which time, such as {text}T06:00."));
            return [];
        }

        if (dated is { } day && text[DateLength..] is "T24:00" or "T24:00:00")
        {
            var next = day.PlusDays(1);
            violations.Add(new(path, TimeReasons.TimeOfDayAmbiguous,
                $"24:00 is read as the midnight of two dates. Say {Date.Format(day)}T00:00 or {Date.Format(next)}T00:00."));
            return [day.AtMidnight(), next.AtMidnight()];
        }

        violations.Add(new(path, TimeReasons.LocalTimeInvalid,
            $"{text} is not a local time. Write it like 2020-10-26T08:00 or 2020-10-26T08:00:30, years {FirstYear} to {LastYear}, with zone and offset in their own fields."));
        return [];
    }

    private static ImmutableArray<Instant> InstantsOf(ImmutableArray<LocalDateTime> locals, IReadOnlyList<DateTimeZone> zones) =>
        [.. locals.SelectMany(local => zones.SelectMany(zone => InstantsOf(local, zone.MapLocal(local)))).Distinct().Order()];

    private static IEnumerable<Instant> InstantsOf(LocalDateTime local, ZoneLocalMapping map) => map.Count switch
    {
        0 => Around(local, map),
        1 => [map.First().ToInstant()],
        _ => [map.First().ToInstant(), map.Last().ToInstant()],
    };

    private static IEnumerable<Instant> Around(LocalDateTime local, ZoneLocalMapping map) =>
        [local.WithOffset(map.EarlyInterval.WallOffset).ToInstant(), local.WithOffset(map.LateInterval.WallOffset).ToInstant()];

    private static List<DateTimeZone> ZonesOf(IReadOnlyList<string> ids)
    {
        var zones = new List<DateTimeZone>();
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (Zones.TryFind(id, out var zone))
            {
                zones.Add(zone);
            }
        }

        return zones;
    }

    private static string Text(LocalDateTime local) => ToTheSecond.Format(local);
}
