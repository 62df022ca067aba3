using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Requests made from the contract alone: what must be there, and nothing else.</summary>
internal static class Requests
{
    public static FieldRule RuleOf(FieldDescriptor field) => field.GetOptions()?.GetExtension(RulesExtensions.Rule) ?? new();

    /// <summary>The fields that a caller fills.</summary>
    public static IEnumerable<FieldDescriptor> Inputs(MessageDescriptor type) => type.Fields.InFieldNumberOrder().Where(f => !RuleOf(f).OutputOnly);

    public static IMessage Empty(MessageDescriptor type) => type.Parser.ParseFrom(ByteString.Empty);

    /// <summary>The smallest message of the type in whose shape nothing is wrong.</summary>
    public static IMessage Smallest(MessageDescriptor type)
    {
        var message = Empty(type);
        foreach (var field in Inputs(type))
        {
            var rule = RuleOf(field);
            if (field.IsMap && rule.Required)
            {
                ((IDictionary)field.Accessor.GetValue(message)).Add("en", "text");
            }
            else if (field.IsRepeated && rule.Required)
            {
                ((IList)field.Accessor.GetValue(message)).Add(Right(field, rule));
            }
            else if (rule.Required || rule.Minimum > 0)
            {
                field.Accessor.SetValue(message, Right(field, rule));
            }
        }

        return message;
    }

    /// <summary>A value of the field with which nothing is wrong.</summary>
    public static object Right(FieldDescriptor field, FieldRule rule) => field.FieldType switch
    {
        FieldType.String => RightText(field, rule),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, field.EnumType.Values[1].Number),
        FieldType.Int32 => (int)Math.Max(1, rule.Minimum),
        FieldType.Int64 => Math.Max(1, rule.Minimum),
        FieldType.Double => 1.5,
        FieldType.Bool => true,
        FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp { Seconds = 1_600_000_000 },
        FieldType.Message when field.MessageType == Duration.Descriptor => new Duration { Seconds = 60 },
        FieldType.Message when field.MessageType == FieldMask.Descriptor => new FieldMask { Paths = { "*" } },
        FieldType.Message => Smallest(field.MessageType),
        _ => throw new NotSupportedException($"{field.FullName}: say what is right for a {field.FieldType}."),
    };

    private static string RightText(FieldDescriptor field, FieldRule rule) => rule.Format switch
    {
        FieldFormat.Id => "sample",
        FieldFormat.Uuid => Guid.NewGuid().ToString(),
        FieldFormat.Period => "P1D",
        FieldFormat.TimeOfDay => "06:00",
        FieldFormat.Date => "2020-11-15",
        FieldFormat.Zone => "Asia/Yerevan",
        FieldFormat.Language => "en",
        _ when rule.Resource.Length > 0 => World.NameOf(rule.Resource),
        _ when field.Name == "local_time" => "2020-10-05T08:00",
        _ when field.Name == "zone" => "Europe/Vienna",
        _ => "text",
    };
}
