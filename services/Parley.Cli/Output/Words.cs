using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using NodaTime.Text;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>Messages in words.</summary>
internal static partial class Words
{
    private static readonly InstantPattern Minutes = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");
    private static readonly InstantPattern Seconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");
    private static readonly OffsetDateTimePattern Rendered = OffsetDateTimePattern.ExtendedIso;
    private static readonly OffsetDateTimePattern Local = OffsetDateTimePattern.CreateWithInvariantCulture("dd MMM uuuu HH:mm o<g>");
    private static readonly OffsetDateTimePattern LocalSeconds = OffsetDateTimePattern.CreateWithInvariantCulture("dd MMM uuuu HH:mm:ss o<g>");

    /// <summary>An enum value as the contract's readers would say it: <c>in force</c>.</summary>
    public static string Of(System.Enum value) => value.ToString() == "Unspecified" ? "–" : WordStart().Replace(value.ToString(), " $0").ToLowerInvariant();

    /// <summary>An instant, UTC.</summary>
    public static string Of(Timestamp? time)
    {
        if (time is null)
        {
            return "–";
        }

        var instant = Instant.FromDateTimeOffset(time.ToDateTimeOffset());
        return (instant.ToUnixTimeSeconds() % 60 == 0 ? Minutes : Seconds).Format(instant);
    }

    /// <summary>A resolved instant, UTC.</summary>
    public static string Of(ResolvedTime? time) => Of(time?.Instant);

    /// <summary>A length of time in days, hours and minutes, or in seconds where it is short.</summary>
    public static string Of(Google.Protobuf.WellKnownTypes.Duration? length)
    {
        if (length is null)
        {
            return "–";
        }

        var span = length.ToTimeSpan();
        return span < TimeSpan.FromMinutes(2) ? $"{Math.Floor(span.TotalSeconds)} s"
            : string.Join(' ', new[] { (span.Days, "d"), (span.Hours, "h"), (span.Minutes, "min") }.Where(p => p.Item1 > 0).Select(p => $"{p.Item1} {p.Item2}"));
    }

    /// <summary>An instant on the clocks of the parties, those that show the same together: one line each.</summary>
    public static IEnumerable<string> Clocks(ResolvedTime? time) =>
        (time?.Renderings ?? []).GroupBy(r => r.LocalTime)
            .Select(g => $"{LocalTime(g.Key)} in {string.Join(", ", g.Select(r => r.Party.Length > 0 ? Id(r.Party) : r.Zone).Distinct())}");

    /// <summary>The last part of a name.</summary>
    public static string Id(string name) => ResourceName.IdOf(name);

    /// <summary>A text in the reader's language, else in English, else in the first that there is.</summary>
    public static string Of(LocalizedText? text, string language) => Choose(text, language).Text;

    /// <summary>The text that <see cref="Of(LocalizedText?, string)"/> gives, and its language.</summary>
    public static (string Language, string Text) Choose(LocalizedText? text, string language)
    {
        if (text is null || text.Values.Count == 0)
        {
            return ("", "");
        }

        foreach (var wanted in new[] { language, "en" })
        {
            foreach (var (tag, value) in text.Values)
            {
                if (tag.Equals(wanted, StringComparison.OrdinalIgnoreCase) || tag.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase))
                {
                    return (tag, value);
                }
            }
        }

        var first = text.Values.OrderBy(v => v.Key, StringComparer.Ordinal).First();
        return (first.Key, first.Value);
    }

    /// <summary>Who did something.</summary>
    public static string Of(Actor? actor) => actor is null ? "–" : actor.Party.Length > 0 ? Id(actor.Party) : Of(actor.Role);

    /// <summary>How a truce's term was agreed.</summary>
    public static string Of(Term? term) => term?.DurationCase switch
    {
        Term.DurationOneofCase.Fixed => term.Fixed.Period.Length > 0 ? $"fixed, {term.Fixed.Period}" : "fixed",
        Term.DurationOneofCase.AutoRenewing => $"{term.AutoRenewing.Period}, renewed by itself unless notice is given {term.AutoRenewing.NoticePeriod} before its end",
        Term.DurationOneofCase.PerformanceExtended => $"{term.PerformanceExtended.Period}, extended by performance",
        Term.DurationOneofCase.UntilEvent => $"until {term.UntilEvent.Condition}",
        Term.DurationOneofCase.Indefinite => "without a stated end",
        _ => "–",
    };

    /// <summary>How one instrument is related to another, as a verb.</summary>
    public static string Verb(RelationKind kind) => kind switch
    {
        RelationKind.Reaffirms => "reaffirms",
        RelationKind.Supersedes => "takes the place of",
        RelationKind.Extends => "extends",
        RelationKind.Implements => "carries out",
        RelationKind.Amends => "amends",
        RelationKind.Cites => "cites",
        _ => "is related to",
    };

    /// <summary>A number of things.</summary>
    public static string Count(int count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    private static string LocalTime(string text) => Rendered.Parse(text) is { Success: true } parsed
        ? (parsed.Value.Second == 0 ? Local : LocalSeconds).Format(parsed.Value)
        : text;

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
