using NodaTime;
using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Vaults;

/// <summary>The arithmetic of blind ranges. Instants are stated to the second, so their overlaps are whole seconds.</summary>
internal static class Overlaps
{
    /// <summary>Whether a filing ends before it begins.</summary>
    public static bool IsReversed(RangeFiling filing) => Count(filing.To) < Count(filing.From);

    /// <summary>The value that suits all filings, as the choice says; null when none does.</summary>
    public static RangeValue? Of(IReadOnlyCollection<RangeFiling> filings, BlindRangeKind kind, BlindRangeChoice choice)
    {
        var (from, to) = (filings.Max(f => Count(f.From)), filings.Min(f => Count(f.To)));
        if (from > to)
        {
            return null;
        }

        var chosen = choice switch
        {
            BlindRangeChoice.Earliest => from,
            BlindRangeChoice.Latest => to,
            _ => Middle(from, to),
        };
        return kind == BlindRangeKind.Instant ? new() { Instant = InUtc(Instant.FromUnixTimeSeconds(chosen)) } : new() { Number = chosen };
    }

    /// <summary>Of two middle numbers the smaller one, below zero too.</summary>
    private static long Middle(long from, long to) => (long)(((Int128)from + to) >> 1);

    private static long Count(RangeValue value) =>
        value.ValueCase == RangeValue.ValueOneofCase.Instant ? value.Instant.ToInstant().ToUnixTimeSeconds() : value.Number;

    /// <summary>
    /// Nobody stated this instant, so it stands in nobody's zone: it is stated in UTC, and rendered for every party where it is read.
    /// </summary>
    private static LegalTime InUtc(Instant instant)
    {
        var resolved = ResolvedTimes.At(instant, "");
        return new() { LocalTime = instant.InUtc().LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm:ss", null), UtcOffset = resolved.UtcOffset, Resolved = resolved };
    }
}
