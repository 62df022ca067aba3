using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Parley.Cli.Scenarios;

/// <summary>
/// Whether JSON is a message of a type, field by field, so that everything wrong is told at once: the parser of protobuf stops at
/// the first.
/// </summary>
internal static class JsonShape
{
    /// <summary>The message, and everything that keeps the JSON from being one.</summary>
    public static (IMessage? Message, IReadOnlyList<Fault> Faults) Read(JsonObject json, MessageDescriptor type)
    {
        var faults = Faults(json, type, "").ToList();
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        // What concerns several fields at once, such as two of a oneof.
        return TryParse(json, type, out var message) is { } wrong ? (null, [new("", $"This is no {type.Name}: {wrong}")]) : (message, []);
    }

    /// <summary>Everything that keeps the JSON from being a message, and where it does not, every rule of the contract that it breaks.</summary>
    public static IReadOnlyList<Fault> AllFaults(JsonObject json, MessageDescriptor type)
    {
        var (message, faults) = Read(json, type);
        var sound = (JsonObject)json.DeepClone();
        foreach (var fault in faults)
        {
            Remove(sound, fault.Path);
        }

        return message is null && TryParse(sound, type, out message) is not null
            ? faults
            : [.. faults, .. MessageShape.Faults(message!).Where(b => !faults.Any(f => IsAtOrBelow(f.Path, b.Path) || IsAtOrBelow(b.Path, f.Path)))];
    }

    private static bool IsAtOrBelow(string path, string other) =>
        path.Length > 0 && other.StartsWith(path, StringComparison.Ordinal) && (other.Length == path.Length || other[path.Length] is '.' or '[');

    // A list goes with any of its items, so that the places of the others do not change.
    private static void Remove(JsonObject json, string path)
    {
        var node = json;
        var parts = path.Split('.');
        for (var i = 0; i < parts.Length; i++)
        {
            var key = parts[i].Split('[')[0];
            if (i < parts.Length - 1 && key == parts[i] && node[key] is JsonObject inner)
            {
                node = inner;
                continue;
            }

            node.Remove(key);
            return;
        }
    }

    private static IEnumerable<Fault> Faults(JsonObject json, MessageDescriptor type, string path)
    {
        foreach (var (key, value) in json)
        {
            var at = path.Length == 0 ? key : $"{path}.{key}";
            var field = type.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == key || f.Name == key);
            var faults = field is null ? [new(at, $"{type.Name} has no field '{key}'. It has {string.Join(", ", type.Fields.InDeclarationOrder().Select(f => f.JsonName))}.")]
                : value is null ? []
                : Faults(field, key, value, at);
            foreach (var fault in faults)
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<Fault> Faults(FieldDescriptor field, string key, JsonNode value, string at)
    {
        if (field.IsRepeated && !field.IsMap)
        {
            return value is JsonArray list
                ? list.SelectMany((item, i) => item is null ? [new($"{at}[{i}]", "must not be empty.")] : One(field, key, item, new JsonArray(item.DeepClone()), $"{at}[{i}]"))
                : [new(at, "must be a list.")];
        }

        return !field.IsMap ? One(field, key, value, value.DeepClone(), at)
            : value is JsonObject map ? map.Where(m => !IsText(m.Value)).Select(m => new Fault($"{at}.{m.Key}", NoText(m.Value)))
            : [new(at, "must be a mapping.")];
    }

    private static bool IsText(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out _);

    private static string NoText(JsonNode? value) => value is null or JsonValue ? $"must be a text: put {value?.ToString() ?? "it"} into quotes." : "must be a text.";

    // What is no message of the contract is judged by the parser of protobuf, one value at a time.
    private static IEnumerable<Fault> One(FieldDescriptor field, string key, JsonNode value, JsonNode alone, string at)
    {
        if (field.FieldType == FieldType.Message && !PathShape.IsLeaf(field.MessageType))
        {
            return value is JsonObject inner ? Faults(inner, field.MessageType, at) : [new(at, $"must be a {field.MessageType.Name}: a mapping of its fields.")];
        }

        if (field.FieldType == FieldType.Enum && field.EnumType.FindValueByName(value.ToString()) is null
            && !(value is JsonValue known && known.TryGetValue<long>(out var number) && field.EnumType.Values.Any(v => v.Number == number)))
        {
            return [new(at, $"'{value}' is no {field.EnumType.Name}. It is one of {string.Join(", ", field.EnumType.Values.Select(v => v.Name))}.")];
        }

        if (field.FieldType == FieldType.String && !IsText(value))
        {
            return [new(at, NoText(value))];
        }

        return TryParse(new JsonObject { [key] = alone }, field.ContainingType, out _) is { } wrong ? [new(at, wrong)] : [];
    }

    private static string? TryParse(JsonObject json, MessageDescriptor type, out IMessage? message)
    {
        message = null;
        try
        {
            message = JsonText.Parse(json, type);
            return null;
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            return e.Message;
        }
    }
}
