using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Parley.Cli.Scenarios;

/// <summary>
/// Fills variables in: <c>${name}</c>, <c>${start+5s}</c> and <c>${now-1m}</c> (RFC 3339), <c>${local:Asia/Baku:start+5s}</c> (the wall-clock
/// time there), and <c>$${</c> for the two characters themselves.
/// </summary>
/// <param name="values">The values by name.</param>
/// <param name="start">When the play started, on its clock.</param>
/// <param name="now">The instant of the step.</param>
/// <param name="problems">Gathers what cannot be filled in, which then stays as it is; null: the first such is an exception.</param>
internal sealed partial class Variables(ImmutableDictionary<string, string> values, Instant start, Instant now, List<string>? problems = null)
{
    private readonly Func<string, string?> _valueOf = values.GetValueOrDefault;

    private Variables(ImmutableDictionary<string, string> values, Instant start, Func<string, string?> valueOf)
        : this(values, start, start) => _valueOf = valueOf;

    /// <summary>The variables of a scenario, each filled in with the others that it names.</summary>
    /// <exception cref="UsageException">They refer to one another in a circle, or to one that is unknown.</exception>
    public static ImmutableDictionary<string, string> Settled(ImmutableDictionary<string, string> values, Instant start)
    {
        var settled = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new List<string>();
        foreach (var name in values.Keys.Order(StringComparer.Ordinal))
        {
            _ = Settle(name);
        }

        return settled.ToImmutableDictionary();

        string? Settle(string name)
        {
            if (settled.TryGetValue(name, out var done) || !values.TryGetValue(name, out var text))
            {
                return done;
            }

            if (open.Contains(name))
            {
                throw new UsageException($"The variables {string.Join(", ", open)} refer to one another in a circle. Give one of them a value of its own.");
            }

            open.Add(name);
            settled[name] = done = new Variables(values, start, Settle).Fill(text);
            open.Remove(name);
            return done;
        }
    }

    /// <summary>A copy of a tree in which every text is filled in.</summary>
    /// <exception cref="UsageException">A variable is unknown.</exception>
    public JsonNode? Fill(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Select(m => KeyValuePair.Create(m.Key, Fill(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Fill)]),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Fill(text)),
        _ => node?.DeepClone(),
    };

    /// <summary>The text filled in.</summary>
    /// <exception cref="UsageException">A variable is unknown.</exception>
    public string Fill(string text) => Placeholder().Replace(text, m => m.Value == "$${" ? "${" : ValueOf(m.Groups["name"].Value) ?? m.Value);

    /// <summary>A length of time such as <c>1h30m</c>, <c>5s</c> or <c>500ms</c>; null where it is none.</summary>
    public static Duration? ParseLength(string text)
    {
        if (!Length().IsMatch(text))
        {
            return null;
        }

        var total = Duration.Zero;
        foreach (Match part in LengthPart().Matches(text))
        {
            var number = int.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture);
            total += part.Groups["unit"].Value switch
            {
                "d" => Duration.FromDays(number),
                "h" => Duration.FromHours(number),
                "m" => Duration.FromMinutes(number),
                "s" => Duration.FromSeconds(number),
                _ => Duration.FromMilliseconds(number),
            };
        }

        return total;
    }

    private string? ValueOf(string name)
    {
        if (_valueOf(name) is { } value)
        {
            return value;
        }

        if (Computed().Match(name) is not { Success: true } match)
        {
            return Unknown($"The variable ${{{name}}} is not known here. Known are {string.Join(", ", values.Keys.Order(StringComparer.Ordinal).Append("start").Append("now"))}.");
        }

        var instant = match.Groups["base"].Value == "start" ? start : now;
        if (match.Groups["length"] is { Success: true } length)
        {
            var by = ParseLength(length.Value)!.Value;
            instant = match.Groups["sign"].Value == "-" ? instant - by : instant + by;
        }

        if (match.Groups["zone"] is not { Success: true } zone)
        {
            return InstantPattern.ExtendedIso.Format(instant);
        }

        return DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Value) is { } there
            ? LocalDateTimePattern.ExtendedIso.Format(instant.InZone(there).LocalDateTime)
            : Unknown($"${{{name}}}: the zone {zone.Value} is not known. Zones look like Asia/Yerevan.");
    }

    private string? Unknown(string problem)
    {
        if (problems is null)
        {
            throw new UsageException(problem);
        }

        problems.Add(problem);
        return null;
    }

    [GeneratedRegex(@"\$\$\{|\$\{(?<name>[^}]*)\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^(?:local:(?<zone>[^:]+):)?(?<base>start|now)(?:(?<sign>[+-])(?<length>(?:\d{1,6}(?:d|h|ms|m|s))+))?$", RegexOptions.None, 1000)]
    private static partial Regex Computed();

    [GeneratedRegex(@"^(?:\d{1,6}(?:d|h|ms|m|s))+$", RegexOptions.None, 1000)]
    private static partial Regex Length();

    [GeneratedRegex(@"(?<number>\d{1,6})(?<unit>d|h|ms|m|s)", RegexOptions.None, 1000)]
    private static partial Regex LengthPart();
}
