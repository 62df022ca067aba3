using Google.Protobuf.WellKnownTypes;
using Parley.Cli.Output;
using Parley.V1;
using Spectre.Console.Rendering;

namespace Parley.Cli.Tests.Output.Talks;

/// <summary>Talks about a valley, made by hand.</summary>
internal static class Valley
{
    public const string Conflict = "conflicts/valley";
    public const string North = Conflict + "/parties/north";
    public const string South = Conflict + "/parties/south";
    public const string Witness = Conflict + "/parties/lakeland";
    public const string Talks = Conflict + "/negotiations/geneva";
    public const string Draft = Talks + "/texts/draft";
    public const string Room = Talks + "/caucuses/north";

    public static readonly DateTimeOffset Now = DateTimeOffset.Parse("2022-05-01T12:00:00Z");

    public static Glossary English { get; } = new("en", new Conflict
    {
        Name = Conflict,
        Parties =
        {
            new Party { Name = North, Zone = "Asia/Baku", Label = In(("en", "North"), ("ar", "الشمال")) },
            new Party { Name = South, Zone = "Europe/Rome", Label = In(("en", "South")) },
            new Party { Name = Witness, Zone = "Europe/Rome", Label = In(("en", "Lakeland")) },
        },
    });

    public static Timestamp At(string utc) => Timestamp.FromDateTimeOffset(DateTimeOffset.Parse(utc));

    public static LegalTime Time(string utc) => new() { LocalTime = utc.TrimEnd('Z'), UtcOffset = "+00:00", Resolved = new ResolvedTime { Instant = At(utc) } };

    public static LocalizedText In(params (string Language, string Text)[] texts)
    {
        var all = new LocalizedText();
        foreach (var (language, text) in texts)
        {
            all.Values.Add(language, text);
        }

        return all;
    }

    /// <summary>The page on one line, with one blank where there are many and without what draws tables.</summary>
    public static string Flat(int width, IEnumerable<IRenderable> page) =>
        string.Join(' ', string.Join(' ', Screen.Show(width, page)).Split([' ', '│'], StringSplitOptions.RemoveEmptyEntries));
}
