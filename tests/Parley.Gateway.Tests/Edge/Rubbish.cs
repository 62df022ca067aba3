using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Parley.Gateway.Tests.Edge;

/// <summary>What a caller writes into fields that are Parley's to fill (AIP-203): ignored, whatever it is.</summary>
internal static class Rubbish
{
    /// <summary>A word that can come from nowhere else.</summary>
    public const string Word = "rubbish\u0007";

    /// <summary>A copy with rubbish in every field that is Parley's, however deep.</summary>
    public static IMessage In(IMessage request)
    {
        var copy = request.Descriptor.Parser.ParseFrom(request.ToByteString());
        Fill(copy);
        return copy;
    }

    private static void Fill(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (Requests.RuleOf(field).OutputOnly)
            {
                Spoil(message, field);
            }
            else if (field.FieldType == FieldType.Message && !field.IsMap)
            {
                var value = field.Accessor.GetValue(message);
                foreach (var inner in value is IList list ? list.Cast<IMessage>() : value is IMessage one ? [one] : [])
                {
                    Fill(inner);
                }
            }
        }
    }

    private static void Spoil(IMessage message, FieldDescriptor field)
    {
        object value = field.FieldType switch
        {
            FieldType.String => Word,
            FieldType.Int32 => int.MaxValue,
            FieldType.Int64 => long.MaxValue,
            FieldType.Bool => true,
            FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, 9999),
            FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp { Seconds = long.MaxValue },
            FieldType.Message => Nested(field.MessageType),
            _ => throw new NotSupportedException($"{field.FullName}: say what rubbish a {field.FieldType} can be."),
        };
        if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(value);
        }
        else
        {
            field.Accessor.SetValue(message, value);
        }
    }

    private static IMessage Nested(MessageDescriptor type)
    {
        var message = Requests.Empty(type);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            if (field.IsMap)
            {
                ((IDictionary)field.Accessor.GetValue(message)).Add("en", Word);
            }
            else if (!field.IsRepeated && field.FieldType is FieldType.String or FieldType.Message)
            {
                Spoil(message, field);
            }
        }

        return message;
    }
}
