using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Frame;
using Parley.Gateway.Shape;

namespace Parley.Gateway.Wire;

/// <summary>
/// Finds what a message holds that its type in the contract does not have. It reads the bytes and not the parsed message, because
/// parsers keep such fields out of sight or drop them, those in the entries of maps always.
/// </summary>
/// <remarks>
/// Protobuf means old readers to pass over what they do not know. Of a record of who agreed to what that would be a trap: a newer
/// client's condition would be gone from what is recorded, and nobody would have been told.
/// </remarks>
internal static class UnknownFields
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private const int TypeBits = 3;

    private static readonly ConcurrentDictionary<MessageDescriptor, KnownFields> Known = new();

    /// <summary>The refusal that names each of them; null when there is none.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="message">Its bytes, which its parser has read without complaint.</param>
    public static Rejection? Refuse(MessageDescriptor type, ReadOnlySpan<byte> message)
    {
        if (HasNone(Of(type), message))
        {
            return null;
        }

        var found = new List<FieldViolation>();
        Walk(Of(type), message, "", found);
        return Rejection.Invalid([.. found]);
    }

    private static KnownFields Of(MessageDescriptor type) => Known.GetOrAdd(type, t => new(t));

    // Almost always, and then no text is made.
    private static bool HasNone(KnownFields fields, ReadOnlySpan<byte> message)
    {
        while (!message.IsEmpty)
        {
            var tag = (uint)Number(ref message);
            var value = Value(ref message, tag);
            if (!fields.ByTag.TryGetValue(tag, out var field) || (field.Message is { } inner && !HasNone(Of(inner), value)))
            {
                return false;
            }
        }

        return true;
    }

    private static void Walk(KnownFields fields, ReadOnlySpan<byte> message, string path, List<FieldViolation> found)
    {
        while (!message.IsEmpty)
        {
            var tag = (uint)Number(ref message);
            var value = Value(ref message, tag);
            if (!fields.ByTag.TryGetValue(tag, out var field))
            {
                Add(found, fields.Type, path, (int)(tag >> TypeBits));
            }
            else if (field.Message is { } inner)
            {
                Walk(Of(inner), value, $"{path}{field.Name}.", found);
            }
        }
    }

    private static void Add(List<FieldViolation> found, MessageDescriptor type, string path, int number)
    {
        var field = $"{path}{number}";
        if (found.Count < ShapeValidator.MaxViolations && !found.Exists(v => v.Field == field))
        {
            found.Add(new(
                field, "UNKNOWN_FIELD",
                $"{type.FullName} has no field {number} in the contract of this server. What it cannot understand it does not record in part: leave the field out, or ask a newer server."));
        }
    }

    /// <summary>Takes a field's value off the front. The bytes of a group are not looked into: no message of the contract has one.</summary>
    private static ReadOnlySpan<byte> Value(ref ReadOnlySpan<byte> rest, uint tag)
    {
        switch (tag & ((1 << TypeBits) - 1))
        {
            case Varint:
                Number(ref rest);
                return default;
            case Fixed64:
                rest = rest[sizeof(ulong)..];
                return default;
            case Fixed32:
                rest = rest[sizeof(uint)..];
                return default;
            case Delimited:
                var length = (int)Number(ref rest);
                var value = rest[..length];
                rest = rest[length..];
                return value;
            default:
                SkipGroup(ref rest);
                return default;
        }
    }

    // Groups lie in one another at most as deep as the parser allows; here they are only counted.
    private static void SkipGroup(ref ReadOnlySpan<byte> rest)
    {
        for (var depth = 1; depth > 0;)
        {
            var tag = (uint)Number(ref rest);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.StartGroup:
                    depth++;
                    break;
                case WireFormat.WireType.EndGroup:
                    depth--;
                    break;
                default:
                    Value(ref rest, tag);
                    break;
            }
        }
    }

    private static ulong Number(ref ReadOnlySpan<byte> rest)
    {
        var (number, shift, at) = (0UL, 0, 0);
        byte next;
        do
        {
            next = rest[at++];
            number |= (next & 0x7fUL) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        rest = rest[at..];
        return number;
    }
}

/// <summary>The fields of one message type, by the tags under which they may stand: a list of numbers may be packed or not.</summary>
internal sealed class KnownFields
{
    public KnownFields(MessageDescriptor type)
    {
        Type = type;
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            var known = (field.Name, field.FieldType == FieldType.Message ? field.MessageType : null);
            var own = WireTypeOf(field.FieldType);
            ByTag[WireFormat.MakeTag(field.FieldNumber, own)] = known;
            if (field.IsRepeated && own != WireFormat.WireType.LengthDelimited)
            {
                ByTag[WireFormat.MakeTag(field.FieldNumber, WireFormat.WireType.LengthDelimited)] = known;
            }
        }
    }

    public MessageDescriptor Type { get; }

    public Dictionary<uint, (string Name, MessageDescriptor? Message)> ByTag { get; } = [];

    private static WireFormat.WireType WireTypeOf(FieldType type) => type switch
    {
        FieldType.String or FieldType.Bytes or FieldType.Message => WireFormat.WireType.LengthDelimited,
        FieldType.Double or FieldType.Fixed64 or FieldType.SFixed64 => WireFormat.WireType.Fixed64,
        FieldType.Float or FieldType.Fixed32 or FieldType.SFixed32 => WireFormat.WireType.Fixed32,
        FieldType.Group => WireFormat.WireType.StartGroup,
        _ => WireFormat.WireType.Varint,
    };
}
