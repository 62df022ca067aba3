namespace Parley.Domain.Time;

/// <summary>Why a stated time, zone or period is refused. Part of the contract: see <c>time.proto</c>.</summary>
public static class TimeReasons
{
    public const string ZoneMissing = "ZONE_MISSING";
    public const string ZoneUnknown = "ZONE_UNKNOWN";
    public const string TimeOfDayMissing = "TIME_OF_DAY_MISSING";
    public const string TimeOfDayAmbiguous = "TIME_OF_DAY_AMBIGUOUS";
    public const string TimeOfDayInvalid = "TIME_OF_DAY_INVALID";
    public const string LocalTimeSkipped = "LOCAL_TIME_SKIPPED";
    public const string LocalTimeAmbiguous = "LOCAL_TIME_AMBIGUOUS";
    public const string LocalTimeInvalid = "LOCAL_TIME_INVALID";
    public const string OffsetMismatch = "OFFSET_MISMATCH";
    public const string RenderingsDisagree = "RENDERINGS_DISAGREE";
    public const string PeriodInvalid = "PERIOD_INVALID";
    public const string PeriodZero = "PERIOD_ZERO";
    public const string PeriodTooLong = "PERIOD_TOO_LONG";

    /// <summary>The metadata key under which the instants stand that a refused time may mean: RFC 3339, UTC, comma separated.</summary>
    public const string Candidates = "candidates";
}
