using NodaTime;
using NodaTime.Text;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Time;

/// <summary>
/// Periods as lawyers count them (ISO 8601): days, weeks, months and years on the calendar of a zone, hours, minutes and
/// seconds on the clock. Six months are not so many seconds.
/// </summary>
public static class Periods
{
    /// <summary>No truce provides for more.</summary>
    public const int MaximumYears = 200;

    private const double DaysInYear = 365.2425;
    private const double MonthsInYear = 12;
    private const double SecondsInDay = 86400;

    private static readonly Instant LastInstant = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>
    /// The days from which two periods are compared: with four years of first days every length of a month and year occurs.
    /// </summary>
    private static readonly LocalDateTime[] Anchors =
        [.. Enumerable.Range(0, 48).Select(month => new LocalDateTime(2000, 1, 1, 0, 0).PlusMonths(month))];

    /// <summary>Reads P6M, P2W, P1DT12H or PT48H: whole, not negative, at most <see cref="MaximumYears"/> years.</summary>
    public static bool TryParse(string text, out Period period) => Read(text, out period) is null;

    /// <summary>A period that was checked before it was recorded.</summary>
    /// <exception cref="ArgumentException">It was not.</exception>
    public static Period Parse(string recorded) =>
        Read(recorded, out var period) is null ? period : throw new ArgumentException($"{recorded} is not a period.", nameof(recorded));

    /// <summary>Why a text cannot be a period; null when it can.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The field that holds it.</param>
    /// <param name="zeroAllowed">Whether nothing at all, P0D, is a period here.</param>
    public static FieldViolation? Violation(string text, string path, bool zeroAllowed = false) => Read(text, out var period) switch
    {
        TimeReasons.PeriodTooLong => new(path, TimeReasons.PeriodTooLong, $"{text} is longer than {MaximumYears} years."),
        { } reason => new(path, reason, $"{text} is not a period. Write whole units like P6M, P2W, P1DT12H or PT48H."),
        _ when !zeroAllowed && IsZero(period) => new(path, TimeReasons.PeriodZero, $"{text} is no time at all. Give a period longer than that."),
        _ => null,
    };

    public static bool IsZero(Period period) => !period.HasDateComponent && !period.HasTimeComponent;

    /// <summary>True when the one is at least as long as the other, from whatever day one counts.</summary>
    public static bool IsAlwaysAtLeast(Period one, Period other) => Anchors.All(a => a + one >= a + other);

    /// <summary>True when the one is longer than the other, from whatever day one counts.</summary>
    public static bool IsAlwaysLonger(Period one, Period other) => Anchors.All(a => a + one > a + other);

    /// <summary>
    /// The end of a period: calendar units first, on the calendar of the zone (a month from 31 January ends on the last of
    /// February), then hours, minutes and seconds as they pass.
    /// </summary>
    /// <param name="start">From when.</param>
    /// <param name="period">How long.</param>
    /// <param name="zone">An IANA zone, an offset such as +04:00, or empty for UTC.</param>
    public static ResolvedTime Add(Instant start, Period period, string zone)
    {
        var on = Zones.Of(zone);
        var dated = Shift(start, period, on, zone, forward: true);
        var end = dated.ToInstant() + Clock(period);
        return WithInstant(dated, end, zone);
    }

    /// <summary>
    /// The start of a period that ends at an instant, so the last moment for a notice of that period: hours, minutes and
    /// seconds first, then calendar units, which undoes what <see cref="Add"/> does.
    /// </summary>
    public static ResolvedTime Subtract(Instant end, Period period, string zone) =>
        Shift(end - Clock(period), period, Zones.Of(zone), zone, forward: false);

    private static ResolvedTime Shift(Instant from, Period period, DateTimeZone on, string zone, bool forward)
    {
        // Beyond this year the calendar itself ends soon after; nobody's truce lasts so long.
        from = from > LastInstant ? LastInstant : from;
        if (!period.HasDateComponent)
        {
            return ResolvedTimes.At(from.InZone(on), zone);
        }

        var local = from.InZone(on).LocalDateTime;
        var dates = new PeriodBuilder { Years = period.Years, Months = period.Months, Weeks = period.Weeks, Days = period.Days }.Build();
        return ResolvedTimes.Map(forward ? local + dates : local - dates, on, zone);
    }

    private static ResolvedTime WithInstant(ResolvedTime dated, Instant end, string zone)
    {
        if (dated.ToInstant() == end)
        {
            return dated;
        }

        var time = ResolvedTimes.At(end, zone);
        time.Adjustment = dated.Adjustment;
        return time;
    }

    private static NodaTime.Duration Clock(Period period) =>
        NodaTime.Duration.FromHours(period.Hours) + NodaTime.Duration.FromMinutes(period.Minutes) + NodaTime.Duration.FromSeconds(period.Seconds);

    /// <summary>The reason why the text is no period, or null.</summary>
    private static string? Read(string text, out Period period)
    {
        // NodaTime takes a fraction, a sign and a dangling T as well; whole units are digits and letters only.
        if (text.Length < 3 || !char.IsAsciiLetterUpper(text[^1]) || text[^1] == 'T' || !text.All(char.IsAsciiLetterOrDigit)
            || !PeriodPattern.NormalizingIso.Parse(text).TryGetValue(Period.Zero, out period))
        {
            period = Period.Zero;
            return TimeReasons.PeriodInvalid;
        }

        var years = period.Years + (period.Months / MonthsInYear)
            + ((((double)period.Weeks * 7) + period.Days + (((period.Hours * 3600.0) + (period.Minutes * 60.0) + period.Seconds) / SecondsInDay)) / DaysInYear);
        return years > MaximumYears ? TimeReasons.PeriodTooLong : null;
    }
}
