using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>YAML as a tree, and as the JSON that it stands for (YAML 1.2's core schema).</summary>
internal static partial class YamlTree
{
    /// <summary>How deep mappings and lists may stand in each other.</summary>
    private const int MaxDepth = 64;

    /// <summary>Reads the one document of a file.</summary>
    /// <exception cref="FileErrorsException">It is no YAML, or not one document.</exception>
    public static YamlNode Read(string file, string text)
    {
        try
        {
            RefuseWhatCannotBeATree(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? stream.Documents[0].RootNode
                : throw new FileErrorsException(file, [new(1, $"One YAML document is expected; there are {stream.Documents.Count}.")]);
        }
        catch (YamlException e)
        {
            throw new FileErrorsException(file, [new((int)e.Start.Line, $"This is no YAML: {e.Message}")]);
        }
    }

    /// <summary>The line of a node, from 1.</summary>
    public static int LineOf(YamlNode node) => (int)node.Start.Line;

    /// <summary>The line on which a path such as <c>terms.parties[0].party</c> stands below a node, or on which the last part of it that is there does.</summary>
    public static int LineAt(YamlNode node, string path)
    {
        var (line, at) = (LineOf(node), node);
        foreach (Match part in PathPart().Matches(path))
        {
            if (at is YamlMappingNode map && map.Children.FirstOrDefault(c => c.Key.ToString() == part.Value) is { Key: { } key, Value: var value })
            {
                (line, at) = (LineOf(key), value);
            }
            else if (at is YamlSequenceNode list && int.TryParse(part.Value, CultureInfo.InvariantCulture, out var index) && index < list.Children.Count)
            {
                at = list.Children[index];
                line = LineOf(at);
            }
            else
            {
                return line;
            }
        }

        return line;
    }

    /// <summary>The JSON that a node stands for.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(c.Key.ToString(), ToJson(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Plain(plain.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => null,
    };

    private static JsonValue? Plain(string text) => text switch
    {
        "" or "~" or "null" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when WholeNumber().IsMatch(text) && long.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ when DecimalNumber().IsMatch(text) && double.Parse(text, CultureInfo.InvariantCulture) is var real && double.IsFinite(real) => JsonValue.Create(real),
        _ => JsonValue.Create(text),
    };

    // An alias can make a tree endless; so it can, and needs no more than that to be, very deep.
    private static void RefuseWhatCannotBeATree(string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current is MappingStart or SequenceStart ? 1 : parser.Current is MappingEnd or SequenceEnd ? -1 : 0;
            if (parser.Current is AnchorAlias alias)
            {
                throw new YamlException(alias.Start, alias.End, $"the alias *{alias.Value} is not understood here. Write out what it stands for.");
            }

            if (depth > MaxDepth)
            {
                throw new YamlException(parser.Current!.Start, parser.Current.End, $"more than {MaxDepth} mappings and lists stand in each other here.");
            }
        }
    }

    [GeneratedRegex(@"[^.\[\]]+", RegexOptions.None, 1000)]
    private static partial Regex PathPart();

    [GeneratedRegex(@"^-?(?:0|[1-9]\d*)$", RegexOptions.None, 1000)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex DecimalNumber();
}
