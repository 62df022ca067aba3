using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>The fields of one mapping: each is taken once, and what nobody took is an error.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _left = new(StringComparer.Ordinal);
    private readonly List<FileError> _errors;
    private readonly List<string> _known = [];

    public YamlFields(YamlNode node, string what, List<FileError> errors)
    {
        _errors = errors;
        Line = YamlTree.LineOf(node);
        if (node is not YamlMappingNode map)
        {
            Error(Line, $"{what} must be a mapping of keys to values.");
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            _left[key.ToString()] = (key, value);
        }
    }

    /// <summary>Where the mapping begins.</summary>
    public int Line { get; }

    /// <summary>Takes a field; null where it is not there.</summary>
    public YamlNode? Take(string key)
    {
        _known.Add(key);
        return _left.Remove(key, out var field) ? field.Value : null;
    }

    /// <summary>Takes a text.</summary>
    public string Text(string key, bool required = false)
    {
        var node = Take(key);
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value ?? "";
        }

        if (node is not null || required)
        {
            Error(node is null ? Line : YamlTree.LineOf(node), $"'{key}' must be a text.");
        }

        return "";
    }

    /// <summary>Takes a length of time.</summary>
    public TimeSpan? Length(string key)
    {
        var node = Take(key);
        if (node is null)
        {
            return null;
        }

        if (Variables.ParseLength(node.ToString()) is { } length)
        {
            return length.ToTimeSpan();
        }

        Error(YamlTree.LineOf(node), $"'{key}' must be a length of time such as 5s, 500ms or 1m30s.");
        return null;
    }

    /// <summary>Takes a whole number from 1 to 1000.</summary>
    public int Count(string key, int otherwise)
    {
        var node = Take(key);
        if (node is null)
        {
            return otherwise;
        }

        if (YamlTree.ToJson(node) is JsonValue value && value.TryGetValue<long>(out var number) && number is >= 1 and <= 1000)
        {
            return (int)number;
        }

        Error(YamlTree.LineOf(node), $"'{key}' must be a whole number from 1 to 1000.");
        return otherwise;
    }

    /// <summary>Takes a mapping, in its own order.</summary>
    public IEnumerable<KeyValuePair<YamlNode, YamlNode>> Map(string key)
    {
        var node = Take(key);
        if (node is YamlMappingNode map)
        {
            return map.Children;
        }

        if (node is not null)
        {
            Error(YamlTree.LineOf(node), $"'{key}' must be a mapping of keys to values.");
        }

        return [];
    }

    /// <summary>Takes a list.</summary>
    public IEnumerable<YamlNode> List(string key, bool required = false)
    {
        var node = Take(key);
        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        if (node is not null || required)
        {
            Error(node is null ? Line : YamlTree.LineOf(node), $"'{key}' must be a list.");
        }

        return [];
    }

    /// <summary>Ends the reading: what is left is unknown.</summary>
    public void RefuseTheRest()
    {
        foreach (var (name, field) in _left)
        {
            Error(YamlTree.LineOf(field.Key), $"'{name}' is not a key here. Known are: {string.Join(", ", _known)}.");
        }
    }

    public void Error(int line, string message) => _errors.Add(new(line, message));
}
