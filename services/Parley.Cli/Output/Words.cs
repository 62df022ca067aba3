using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using NodaTime;
using NodaTime.Text;
using Parley.Cli.Output.Talks;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Output;

/// <summary>Values of the contract in plain words.</summary>
internal static partial class Words
{
    /// <summary>Where nothing is known.</summary>
    public const string Nothing = "–";

    private static readonly InstantPattern Minutes = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm'Z'");
    private static readonly InstantPattern Seconds = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    /// <summary>An enum value as people would say it: <c>in force</c>.</summary>
    public static string Of(System.Enum value) => value switch
    {
        DocumentKind.ReplyToAccusation => "reply to an accusation",
        DocumentKind.JointCommunique => "joint communiqué",
        TruceReciprocity.ReciprocalUnilateral => "each side by its own act",
        TruceForm.SeparateIdenticalStatements => "separate statements in the same words",
        StatementState.Embargoed => "under embargo",
        StatementState.Retracted => "taken back",
        ConsentState.Awaited => "has not answered yet",
        ConsentState.Adhered => "joined",
        ConsentState.Withdrawn => "left",
        TruceState.PendingConditions => "concluded, waiting for its conditions",
        TruceState.NoticeGiven => "in force, under notice",
        TruceState.Scheduled => "concluded, not yet in effect",
        _ when value.ToString() == "Unspecified" => Nothing,
        _ => TalksWords.Of(value) ?? WordStart().Replace(value.ToString(), " $0").ToLowerInvariant(),
    };

    /// <summary>An instant, UTC.</summary>
    public static string Of(Timestamp? time)
    {
        if (time is null)
        {
            return Nothing;
        }

        var instant = Instant.FromDateTimeOffset(time.ToDateTimeOffset());
        return (instant.ToUnixTimeSeconds() % 60 == 0 ? Minutes : Seconds).Format(instant);
    }

    /// <summary>A resolved instant, UTC.</summary>
    public static string Of(ResolvedTime? time) => Of(time?.Instant);

    /// <summary>A length of time: days, hours and minutes, and seconds where it is shorter than an hour.</summary>
    public static string Of(Google.Protobuf.WellKnownTypes.Duration? length)
    {
        if (length is null)
        {
            return Nothing;
        }

        var span = length.ToTimeSpan();
        return Parts((span.Days, "day"), (span.Hours, "hour"), (span.Minutes, "minute"), (span < TimeSpan.FromHours(1) ? span.Seconds : 0, "second"));
    }

    /// <summary>An ISO 8601 period: <c>P5Y</c> is 5 years.</summary>
    public static string Period(string iso) => PeriodPattern.NormalizingIso.Parse(iso) is { Success: true, Value: var p }
        ? Parts((p.Years, "year"), (p.Months, "month"), (p.Weeks, "week"), (p.Days, "day"), (p.Hours, "hour"), (p.Minutes, "minute"), (p.Seconds, "second"))
        : iso;

    /// <summary>How a truce's term was agreed.</summary>
    public static string Of(Term? term) => term?.DurationCase switch
    {
        Term.DurationOneofCase.Fixed => term.Fixed.Period.Length > 0 ? $"fixed, {Period(term.Fixed.Period)}" : "fixed",
        Term.DurationOneofCase.AutoRenewing => $"{Period(term.AutoRenewing.Period)}, renewed by itself unless notice is given {Period(term.AutoRenewing.NoticePeriod)} before its end",
        Term.DurationOneofCase.PerformanceExtended => $"{Period(term.PerformanceExtended.Period)}, extended by performance",
        Term.DurationOneofCase.UntilEvent => $"until {Bidi.Isolate(term.UntilEvent.Condition)}",
        Term.DurationOneofCase.Indefinite => "without a stated end",
        _ => Nothing,
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

    /// <summary>The last part of a name.</summary>
    public static string Id(string name) => ResourceName.IdOf(name);

    /// <summary>The city after which a zone is named.</summary>
    public static string City(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>A number of things.</summary>
    public static string Count(long count, string one, string many) => $"{count} {(count == 1 ? one : many)}";

    /// <summary>Things in a sentence: <c>a, b and c</c>.</summary>
    public static string List(IEnumerable<string> things)
    {
        var all = things.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }

    /// <summary>A sentence begins with a capital letter.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Parts(params IEnumerable<(long Count, string Unit)> parts)
    {
        var given = parts.Where(p => p.Count != 0).Select(p => Count(p.Count, p.Unit, p.Unit + "s")).ToList();
        return given.Count == 0 ? "no time" : string.Join(' ', given);
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex WordStart();
}
