using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Cli.Scenarios;

/// <summary>
/// A path into a message's JSON: <c>effect.time.instant</c>, <c>consents[0].state</c>, <c>consents[-1]</c>,
/// <c>consents[?party=conflicts/c/parties/p].state</c> (the first one), <c>events[??truceEnteredIntoForce]</c> (all that have it),
/// <c>title.values["az-Latn"]</c>, <c>flags.#</c> (how many).
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

        if (segments.Count == 0 || text.StartsWith('.') || text.EndsWith('.') || segments.SkipLast(1).Any(s => s is PathSegment.Count))
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
                PathSegment.Where { All: false } where => (node as JsonArray)?.FirstOrDefault(where.Holds),
                PathSegment.Where where => new JsonArray([.. (node as JsonArray ?? []).Where(where.Holds).Select(i => i?.DeepClone())]),
                _ => JsonValue.Create(node switch { JsonArray list => list.Count, JsonObject map => map.Count, _ => 0 }),
            };
        }

        return node;
    }

    /// <summary>The same path with variables filled in.</summary>
    public JsonPath Fill(Func<string, string> fill) => this with
    {
        Segments = [.. Segments.Select(s => s is PathSegment.Where { Value: { } value } where ? where with { Value = fill(value) } : s)],
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
        : match.Groups["where"] is { Success: true } where && TryParse(where.Value, out var path)
            ? new PathSegment.Where(path, match.Groups["is"] is { Success: true } value ? value.Value : null, match.Groups["all"].Success)
        : new PathSegment.Name(match.Groups["name"].Value);

    [GeneratedRegex("""\G(?:(?:^|\.)(?<count>\#)$|(?:^|\.)(?<name>[A-Za-z_][\w-]*)|\[(?<index>-?\d{1,6})\]|\["(?<key>[^"]+)"\]|\[\?(?<all>\?)?(?<where>[A-Za-z_][\w.-]*)(?:=(?<is>[^\]]*))?\])""", RegexOptions.None, 1000)]
    private static partial Regex Segment();
}

/// <summary>One segment of a <see cref="JsonPath"/>.</summary>
internal abstract record PathSegment
{
    /// <summary>A field, or the key of a map.</summary>
    internal sealed record Name(string Value) : PathSegment;

    /// <summary>An item of a list, from 0; from the end where negative.</summary>
    internal sealed record Index(int Value) : PathSegment;

    /// <summary>The items of a list in which a path has a value, or where none is named, is set: the first one, or all.</summary>
    internal sealed record Where(JsonPath Path, string? Value, bool All) : PathSegment
    {
        /// <summary>True for an item that is meant.</summary>
        public bool Holds(JsonNode? item) => Path.Find(item) is { } found && (Value is null || found.ToString() == Value);
    }

    /// <summary>How many items.</summary>
    internal sealed record Count : PathSegment;
}
