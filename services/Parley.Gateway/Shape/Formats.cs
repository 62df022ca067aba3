using System.Collections.Frozen;
using System.Globalization;
using NodaTime;
using Parley.Contract;
using Parley.V1;

namespace Parley.Gateway.Shape;

/// <summary>What is wrong with a string of a given format.</summary>
internal sealed record FormatError(string Reason, string Description);

/// <summary>The formats that the contract's rules name.</summary>
internal static class Formats
{
    private static readonly FormatError BadId = new("ID_INVALID", "An id must match [a-z][a-z0-9-]{1,62}.");
    private static readonly FormatError BadUuid = new("UUID_INVALID", "This must be a UUID such as 0b9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c11, and not all zeros.");
    private static readonly FormatError BadPeriod = new("PERIOD_INVALID", "This must be an ISO 8601 period of whole units such as P6M, P1Y6M or PT48H, of at most 1000 years.");
    private static readonly FormatError BadTimeOfDay = new("TIME_OF_DAY_INVALID", "This must be a time of day from 00:00 to 23:59:59, such as 06:00 or 21:45:30.");
    private static readonly FormatError BadDate = new("DATE_INVALID", "This must be a calendar date such as 2020-11-15.");
    private static readonly FormatError BadZone = new("ZONE_UNKNOWN", "This must be a zone of the IANA time zone database, such as Asia/Yerevan.");
    private static readonly FormatError BadLanguage = new("LANGUAGE_INVALID", "This must be a well-formed BCP 47 language tag, such as hy or az-Latn.");

    private static readonly FrozenSet<string> Zones = DateTimeZoneProviders.Tzdb.Ids.ToFrozenSet();
    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss"];

    /// <summary>Null when the text has the format.</summary>
    public static FormatError? Check(string text, FieldFormat format) => format switch
    {
        FieldFormat.Id => ResourceName.IsId(text) ? null : BadId,
        FieldFormat.Uuid => Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty ? null : BadUuid,
        FieldFormat.Period => IsoPeriod.IsPeriod(text) ? null : BadPeriod,
        FieldFormat.TimeOfDay => TimeOnly.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : BadTimeOfDay,
        FieldFormat.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : BadDate,
        FieldFormat.Zone => Zones.Contains(text) ? null : BadZone,
        FieldFormat.Language => LanguageTag.IsWellFormed(text) ? null : BadLanguage,
        _ => null,
    };
}

/// <summary>ISO 8601 periods of whole years, months, weeks, days, hours, minutes and seconds.</summary>
internal static class IsoPeriod
{
    private const long MaxYears = 1000;

    // Each unit in its order, and how many of it make the longest period.
    private static readonly (char Unit, long Most)[] Dates = [('Y', MaxYears), ('M', MaxYears * 12), ('W', MaxYears * 53), ('D', MaxYears * 366)];
    private static readonly (char Unit, long Most)[] Times = [('H', MaxYears * 366 * 24), ('M', MaxYears * 366 * 1440), ('S', MaxYears * 366 * 86400)];

    public static bool IsPeriod(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || text[0] != 'P')
        {
            return false;
        }

        text = text[1..];
        var at = text.IndexOf('T');
        return at < 0 ? AreUnits(text, Dates)
            : (at == 0 || AreUnits(text[..at], Dates)) && AreUnits(text[(at + 1)..], Times);
    }

    private static bool AreUnits(ReadOnlySpan<char> text, ReadOnlySpan<(char Unit, long Most)> units)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits is < 1 or > 12)
            {
                return false;
            }

            var number = long.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
            while (!units.IsEmpty && units[0].Unit != text[digits])
            {
                units = units[1..];
            }

            if (units.IsEmpty || number > units[0].Most)
            {
                return false;
            }

            units = units[1..];
            text = text[(digits + 1)..];
        }

        return true;
    }
}
