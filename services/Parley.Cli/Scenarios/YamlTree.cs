using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>YAML as a tree, and as the JSON that it stands for (YAML 1.2's core schema).</summary>
internal static partial class YamlTree
{
    /// <summary>Reads the one document of a file.</summary>
    /// <exception cref="FileErrorsException">It is no YAML, or not one document.</exception>
    public static YamlNode Read(string file, string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 1
                ? stream.Documents[0].RootNode
                : throw new FileErrorsException(file, [new(1, $"One YAML document is expected; there are {stream.Documents.Count}.")]);
        }
        catch (YamlException e)
        {
            throw new FileErrorsException(file, [new((int)e.Start.Line, e.Message)]);
        }
    }

    /// <summary>The line of a node, from 1.</summary>
    public static int LineOf(YamlNode node) => (int)node.Start.Line;

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
        _ when DecimalNumber().IsMatch(text) => JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex(@"^-?(?:0|[1-9]\d*)$", RegexOptions.None, 1000)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$", RegexOptions.None, 1000)]
    private static partial Regex DecimalNumber();
}

/// <summary>Something wrong in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong and what would be right.</param>
internal sealed record FileError(int Line, string Message);

/// <summary>A file with everything that is wrong in it.</summary>
internal sealed class FileErrorsException(string file, IReadOnlyList<FileError> errors)
    : Exception(string.Join('\n', errors.OrderBy(e => e.Line).Select(e => $"{file}:{e.Line}: {e.Message}")))
{
    /// <summary>What is wrong, in order of line.</summary>
    public IReadOnlyList<FileError> Errors { get; } = [.. errors.OrderBy(e => e.Line)];
}
