using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Cli.Scenarios;

/// <summary>
/// A path into a message's JSON: <c>effect.time.instant</c>, <c>consents[0].state</c>, <c>consents[-1]</c>,
/// <c>consents[?party=conflicts/c/parties/p].state</c>, <c>title.values["az-Latn"]</c>, <c>flags.#</c> (how many).
/// </summary>
internal sealed partial record JsonPath(string Text, ImmutableArray<PathSegment> Segments)
{
    /// <summary>Reads a path.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out JsonPath? path)
    {
        path = null;
        var segments = ImmutableArray.CreateBuilder<PathSegment>();
        var at = 0;
        while (at < text.Length)
        {
            var match = Segment().Match(text, at);
            if (!match.Success)
            {
                return false;
            }

            segments.Add(SegmentOf(match));
            at += match.Length;
        }

        if (segments.Count == 0 || segments.SkipLast(1).Any(s => s is PathSegment.Count))
        {
            return false;
        }

        path = new(text, segments.ToImmutable());
        return true;
    }

    /// <summary>A path made of this one and another below it.</summary>
    public JsonPath Then(JsonPath below) => new($"{Text}.{below.Text}", Segments.AddRange(below.Segments));

    /// <summary>What stands there; null where nothing does, as for every default of proto JSON.</summary>
    public JsonNode? Find(JsonNode? root)
    {
        var node = root;
        foreach (var segment in Segments)
        {
            node = segment switch
            {
                PathSegment.Name name => (node as JsonObject)?[name.Value],
                PathSegment.Index index => ItemAt(node as JsonArray, index.Value),
                PathSegment.Where where => (node as JsonArray)?.FirstOrDefault(i => where.Path.Find(i)?.ToString() == where.Value),
                _ => JsonValue.Create(node switch { JsonArray list => list.Count, JsonObject map => map.Count, _ => 0 }),
            };
        }

        return node;
    }

    /// <summary>The same path with variables filled in.</summary>
    public JsonPath Fill(Func<string, string> fill) => this with
    {
        Segments = [.. Segments.Select(s => s is PathSegment.Where where ? where with { Value = fill(where.Value) } : s)],
        Text = fill(Text),
    };

    private static JsonNode? ItemAt(JsonArray? list, int index)
    {
        var at = index < 0 ? (list?.Count ?? 0) + index : index;
        return list is not null && at >= 0 && at < list.Count ? list[at] : null;
    }

    private static PathSegment SegmentOf(Match match) =>
        match.Groups["count"].Success ? new PathSegment.Count()
        : match.Groups["index"] is { Success: true } index ? new PathSegment.Index(int.Parse(index.Value, CultureInfo.InvariantCulture))
        : match.Groups["key"] is { Success: true } key ? new PathSegment.Name(key.Value)
        : match.Groups["where"] is { Success: true } where && TryParse(where.Value, out var path) ? new PathSegment.Where(path, match.Groups["is"].Value)
        : new PathSegment.Name(match.Groups["name"].Value);

    [GeneratedRegex("""\G(?:(?:^|\.)(?<count>\#)$|(?:^|\.)(?<name>[A-Za-z_][\w-]*)|\[(?<index>-?\d{1,6})\]|\["(?<key>[^"]+)"\]|\[\?(?<where>[A-Za-z_][\w.-]*)=(?<is>[^\]]*)\])""", RegexOptions.None, 1000)]
    private static partial Regex Segment();
}

/// <summary>One segment of a <see cref="JsonPath"/>.</summary>
internal abstract record PathSegment
{
    /// <summary>A field, or the key of a map.</summary>
    internal sealed record Name(string Value) : PathSegment;

    /// <summary>An item of a list, from 0; from the end where negative.</summary>
    internal sealed record Index(int Value) : PathSegment;

    /// <summary>The first item of a list in which a path has a value.</summary>
    internal sealed record Where(JsonPath Path, string Value) : PathSegment;

    /// <summary>How many items.</summary>
    internal sealed record Count : PathSegment;
}
