using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>The fields of one mapping: each is taken once, and what nobody took is an error.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, (YamlNode Key, YamlNode Value)> _fields = new(StringComparer.Ordinal);
    private readonly List<FileError> _errors;
    private readonly List<string> _known = [];
    private readonly bool _isMapping = true;

    public YamlFields(YamlNode node, string what, List<FileError> errors)
    {
        _errors = errors;
        Line = YamlTree.LineOf(node);
        if (node is not YamlMappingNode map)
        {
            Error(Line, $"{what} must be a mapping of keys to values.");
            _isMapping = false;
            return;
        }

        foreach (var (key, value) in map.Children)
        {
            _fields[key.ToString()] = (key, value);
        }
    }

    /// <summary>Where the mapping begins.</summary>
    public int Line { get; }

    /// <summary>True where a field is there.</summary>
    public bool Has(string key) => _fields.ContainsKey(key);

    /// <summary>Takes a field; null where it is not there.</summary>
    public YamlNode? Take(string key)
    {
        _known.Add(key);
        return _fields.TryGetValue(key, out var field) ? field.Value : null;
    }

    /// <summary>Takes a text.</summary>
    public string Text(string key, bool required = false)
    {
        var node = Take(key);
        if (node is not null || required)
        {
            return TextOf(node, $"'{key}'");
        }

        return "";
    }

    /// <summary>Takes a text that must be as it should be; empty where it is not there or not so.</summary>
    public string Text(string key, Func<string, bool> isRight, string whatIsRight, bool required = false)
    {
        var text = Text(key, required);
        if (text.Length == 0 || isRight(text))
        {
            return text;
        }

        Error(key, $"'{key}' must be {whatIsRight}, not '{text}'.");
        return "";
    }

    /// <summary>Takes a length of time.</summary>
    public TimeSpan? Length(string key) =>
        Variables.ParseLength(Text(key, t => Variables.ParseLength(t) is not null, "a length of time such as 5s, 500ms or 1m30s"))?.ToTimeSpan();

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

        Error(key, $"'{key}' must be a whole number from 1 to 1000.");
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
            Error(key, $"'{key}' must be a mapping of keys to values.");
        }

        return [];
    }

    /// <summary>Takes a mapping of names to texts.</summary>
    public IEnumerable<KeyValuePair<string, string>> Texts(string key) =>
        Map(key).Select(m => KeyValuePair.Create(m.Key.ToString(), TextOf(m.Value, $"'{m.Key}'")));

    /// <summary>Takes a list that must be there.</summary>
    public IEnumerable<YamlNode> List(string key)
    {
        var node = Take(key);
        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        Error(key, $"'{key}' must be a list.");
        return [];
    }

    /// <summary>Takes what may be one or a list; none where it is not there.</summary>
    public IEnumerable<YamlNode> OneOrList(string key) => Take(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var one => [one],
    };

    /// <summary>A text; anything else is an error.</summary>
    public string TextOf(YamlNode? node, string what)
    {
        if (node is YamlScalarNode scalar)
        {
            return scalar.Value ?? "";
        }

        Error(node is null ? Line : YamlTree.LineOf(node), node is null ? $"{what} is missing: a text." : $"{what} must be a text.");
        return "";
    }

    /// <summary>Ends the reading: what nobody has taken is unknown.</summary>
    public void RefuseTheRest()
    {
        foreach (var name in _fields.Keys.Except(_known))
        {
            Error(name, $"'{name}' is not a key here. Known are: {string.Join(", ", _known)}.");
        }
    }

    /// <summary>An error at a field, or where it is not there, at the mapping.</summary>
    public void Error(string key, string message) => Error(_fields.TryGetValue(key, out var field) ? YamlTree.LineOf(field.Key) : Line, message);

    // Where nothing can be there, nothing is missing.
    private void Error(int line, string message)
    {
        if (_isMapping)
        {
            _errors.Add(new(line, message));
        }
    }
}
