using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Values that break the rule of a field, by type and format, with the reason that must be given.</summary>
internal static class Values
{
    public const int DefaultMaxBytes = 256;

    private const long YearOneSeconds = -62_135_596_800;
    private const long AfterYear9999Seconds = 253_402_300_800;
    private const long TenThousandYearsSeconds = 315_576_000_000;

    public static IEnumerable<(string Name, string Reason, string Suffix, object Value)> Wrong(FieldDescriptor field, FieldRule rule) => field.FieldType switch
    {
        FieldType.String => WrongStrings(rule).Select(w => (w.Name, w.Reason, "", (object)w.Text)),
        FieldType.Enum => new[] { 9999, -1 }.Select(n => ($"enum {n}", "ENUM_UNKNOWN", "", System.Enum.ToObject(field.EnumType.ClrType, n))),
        FieldType.Int32 => WrongNumbers(rule).Select(n => ($"number {n}", "OUT_OF_RANGE", "", (object)(int)n)),
        FieldType.Int64 => WrongNumbers(rule).Select(n => ($"number {n}", "OUT_OF_RANGE", "", (object)n)),
        FieldType.Double => new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity }.Select(d => ($"{d}", "NOT_FINITE", "", (object)d)),
        FieldType.Message when field.MessageType == Timestamp.Descriptor => WrongInstants().Select(t => ($"{t.Seconds}s {t.Nanos}ns", "TIMESTAMP_INVALID", "", (object)t)),
        FieldType.Message when field.MessageType == Duration.Descriptor => WrongDurations().Select(d => ($"{d.Seconds}s {d.Nanos}ns", "DURATION_INVALID", "", (object)d)),
        FieldType.Message when field.MessageType == FieldMask.Descriptor => WrongMasks(),
        _ => [],
    };

    /// <summary>Texts that no text field takes.</summary>
    public static IEnumerable<(string Name, string Reason, string Text)> WrongTexts(int maxBytes)
    {
        yield return ("one byte too long", "TOO_LONG", new string('x', maxBytes + 1));
        yield return ("too long in bytes, not in characters", "TOO_LONG", new string('\u0634', (maxBytes / 2) + 1));
        yield return ("control character", "CONTROL_CHARACTER", "a\u0007b");
        yield return ("NUL", "CONTROL_CHARACTER", "\0");
        yield return ("C1 control character", "CONTROL_CHARACTER", "a\u0085");
        yield return ("override of direction", "DIRECTION_OVERRIDE", "a\u202eb");
    }

    private static IEnumerable<(string Name, string Reason, string Text)> WrongStrings(FieldRule rule)
    {
        foreach (var wrong in WrongTexts(rule.MaxBytes > 0 ? rule.MaxBytes : DefaultMaxBytes))
        {
            yield return wrong;
        }

        var (reason, texts) = rule.Format switch
        {
            FieldFormat.Id => ("ID_INVALID", new[] { "a", "1st", "Upper", "under_score", "spa ce", new string('a', 64), "\u0561\u0562" }),
            FieldFormat.Uuid => ("UUID_INVALID", ["seven", "{0b9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c11}", Guid.Empty.ToString(), "0b9d7f1e5c7d4b398d0f3f8f7a1f5c11"]),
            FieldFormat.Period => ("PERIOD_INVALID", ["six months", "P", "PT", "P1.5D", "-P1D", "P1H", "P1001Y"]),
            FieldFormat.TimeOfDay => ("TIME_OF_DAY_INVALID", ["24:00", "8:00", "08:60", "noon"]),
            FieldFormat.Date => ("DATE_INVALID", ["2020-02-30", "15.11.2020", "2020-11-15T00:00"]),
            FieldFormat.Zone => ("ZONE_UNKNOWN", ["Mars/Base", "asia/yerevan", "+04:00"]),
            FieldFormat.Language => ("LANGUAGE_INVALID", ["english!", "a", "e-n"]),
            _ => ("", []),
        };
        foreach (var text in texts)
        {
            yield return (text, reason, text);
        }

        if (rule.Resource.Length == 0)
        {
            yield break;
        }

        foreach (var name in new[] { "valley", "/", "planets/mars/moons/phobos", World.NameOf(rule.Resource) + "/", World.NameOf(rule.Resource).ToUpperInvariant() })
        {
            yield return ("name " + name, "NAME_INVALID", name);
        }
    }

    private static IEnumerable<long> WrongNumbers(FieldRule rule) =>
        rule.Minimum == 0 && rule.Maximum == 0 ? [] : [rule.Minimum - 1, rule.Maximum + 1, Math.Min(int.MinValue, rule.Minimum - 2), int.MaxValue > rule.Maximum ? int.MaxValue : rule.Maximum + 2];

    private static IEnumerable<Timestamp> WrongInstants() =>
    [
        new() { Seconds = YearOneSeconds - 1 }, new() { Seconds = AfterYear9999Seconds }, new() { Seconds = long.MaxValue },
        new() { Seconds = long.MinValue }, new() { Nanos = -1 }, new() { Nanos = 1_000_000_000 },
    ];

    private static IEnumerable<Duration> WrongDurations() =>
    [
        new() { Seconds = TenThousandYearsSeconds + 1 }, new() { Seconds = long.MinValue }, new() { Seconds = 1, Nanos = -1 },
        new() { Seconds = -1, Nanos = 1 }, new() { Nanos = 1_000_000_000 },
    ];

    private static IEnumerable<(string Name, string Reason, string Suffix, object Value)> WrongMasks()
    {
        var many = new FieldMask();
        many.Paths.AddRange(Enumerable.Repeat("title", Spoils.Many));
        yield return ("10000 paths", "TOO_MANY", "", many);
        foreach (var (name, reason, text) in WrongTexts(DefaultMaxBytes))
        {
            yield return (name, reason, ".paths[0]", new FieldMask { Paths = { text } });
        }
    }
}
