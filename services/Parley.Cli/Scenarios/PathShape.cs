using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Parley.Cli.Scenarios;

/// <summary>Whether a path can lead anywhere in a message of a type: a typing mistake in an expectation must not pass unseen.</summary>
internal static class PathShape
{
    /// <summary>What is wrong with the path; null when it leads somewhere.</summary>
    public static string? Error(JsonPath path, MessageDescriptor type) => Walk(path, type, out _);

    /// <summary>A value that the end of the path could have, for checking what is made of it.</summary>
    public static string Sample(JsonPath path, MessageDescriptor type)
    {
        _ = Walk(path, type, out var end);
        return end?.FieldType switch
        {
            null => Placeholder,
            FieldType.Message when end.MessageType.FullName == Timestamp.Descriptor.FullName => "2020-01-01T00:00:00Z",
            FieldType.Message when end.MessageType.FullName == Duration.Descriptor.FullName => "1s",
            FieldType.String => Placeholder,
            FieldType.Enum => end.EnumType.Values[^1].Name,
            FieldType.Bool => "true",
            _ => "1",
        };
    }

    /// <summary>Stands for a text that is not known before the scenario is played.</summary>
    public const string Placeholder = "captured";

    private static string? Walk(JsonPath path, MessageDescriptor type, out FieldDescriptor? end)
    {
        var message = (MessageDescriptor?)type;
        var many = false;
        end = null;
        foreach (var segment in path.Segments)
        {
            switch (segment)
            {
                case PathSegment.Name when end is { IsMap: true } && many:
                    (end, many) = (end.MessageType.FindFieldByNumber(2), false);
                    break;
                case PathSegment.Name name:
                    if (many || message is null)
                    {
                        return $"{path.Text}: '{name.Value}' cannot stand there{(many ? ", since what is before it is a list" : "")}.";
                    }

                    end = message.Fields.InDeclarationOrder().FirstOrDefault(f => f.JsonName == name.Value);
                    if (end is null)
                    {
                        return $"{path.Text}: {message.Name} has no field '{name.Value}'. It has {string.Join(", ", message.Fields.InDeclarationOrder().Select(f => f.JsonName))}.";
                    }

                    many = end.IsRepeated;
                    break;
                case PathSegment.Count:
                    return many ? null : $"{path.Text}: only lists and maps are counted.";
                default:
                    if (!many || end!.IsMap)
                    {
                        return $"{path.Text}: {segment} needs a list before it.";
                    }

                    many = segment is PathSegment.Where { All: true };
                    if (segment is PathSegment.Where where && Walk(where.Path, end.MessageType, out _) is { } wrong)
                    {
                        return wrong;
                    }

                    break;
            }

            message = end is { FieldType: FieldType.Message } && !many && !IsLeaf(end.MessageType) ? end.MessageType : null;
        }

        return null;
    }

    /// <summary>True for messages that proto JSON writes as one text.</summary>
    public static bool IsLeaf(MessageDescriptor type) => type.File.Package == "google.protobuf";
}
