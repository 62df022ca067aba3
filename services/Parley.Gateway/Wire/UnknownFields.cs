using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;
using Parley.Gateway.Shape;

namespace Parley.Gateway.Wire;

/// <summary>
/// Finds the fields of a message that its type in the contract does not have, and bytes that its parser passes over though they are not
/// protobuf. It reads the bytes and not the parsed message: parsers hide or drop such fields, in the entries of maps always.
/// </summary>
/// <remarks>
/// Protobuf means old readers to pass over what they do not know. In a record of who agreed to what that is a trap: a newer
/// client's condition would be missing from the record, and the client would not know.
/// </remarks>
internal static class UnknownFields
{
    // The parser allows 100 messages in one another; each may stand in the entry of a map, which the parser does not count.
    private const int MaxDepth = 200;

    private static readonly ConcurrentDictionary<MessageDescriptor, KnownFields> Known = new();

    private enum Finding
    {
        Nothing,
        Unknown,
        Malformed,
    }

    /// <summary>The refusal that names each unknown field, or says that the bytes are not a message; null when there is nothing to refuse.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="message">Its bytes: any bytes at all.</param>
    public static Rejection? Refuse(MessageDescriptor type, ReadOnlySequence<byte> message)
    {
        var bytes = message.IsSingleSegment && MemoryMarshal.TryGetArray(message.First, out var array) ? array : new ArraySegment<byte>(message.ToArray());
        try
        {
            // Almost always there is nothing to find, and then no text is made.
            var finding = new Walk(bytes.Array!, null).Over(bytes.Offset, bytes.Count, Of(type));
            if (finding != Finding.Unknown)
            {
                return finding == Finding.Nothing ? null : Refusals.MalformedMessage;
            }

            var found = new List<FieldViolation>();
            return new Walk(bytes.Array!, found).Over(bytes.Offset, bytes.Count, Of(type)) == Finding.Malformed
                ? Refusals.MalformedMessage
                : Rejection.Invalid([.. found]);
        }
        catch (InvalidProtocolBufferException)
        {
            return Refusals.MalformedMessage;
        }
    }

    private static KnownFields Of(MessageDescriptor type) => Known.GetOrAdd(type, t => new(t));

    /// <summary>One walk over the bytes of a message.</summary>
    /// <param name="bytes">What the message stands in.</param>
    /// <param name="found">Gathers the unknown fields; null to stop at the first.</param>
    private readonly struct Walk(byte[] bytes, List<FieldViolation>? found)
    {
        public Finding Over(int offset, int length, KnownFields fields) => Over(new CodedInputStream(bytes, offset, length), fields, "", 0);

        private Finding Over(CodedInputStream input, KnownFields fields, string path, int depth)
        {
            var worst = Finding.Nothing;
            while (input.ReadTag() is var tag && tag != 0)
            {
                var start = (int)input.Position;
                if (depth > MaxDepth || !Skip(input, tag, depth))
                {
                    return Finding.Malformed;
                }

                var finding = Finding.Nothing;
                if (!fields.ByTag.TryGetValue(tag, out var field))
                {
                    finding = Finding.Unknown;
                    Add(fields.Type, path, WireFormat.GetTagFieldNumber(tag));
                }
                else if (field.Message is { } inner)
                {
                    var value = new CodedInputStream(bytes, start, (int)input.Position - start);
                    value.ReadLength();
                    finding = Over(value, Of(inner), found is null ? "" : $"{path}{field.Name}.", depth + 1);
                }

                if (finding == Finding.Malformed || (finding == Finding.Unknown && found is null))
                {
                    return finding;
                }

                worst = finding > worst ? finding : worst;
            }

            return worst;
        }

        /// <summary>
        /// Takes a field's value off the front; false when it is not one. The library's own reader takes wire types 6 and 7, which do not
        /// exist, for fields without bytes, so groups are not left to it either.
        /// </summary>
        private static bool Skip(CodedInputStream input, uint tag, int depth)
        {
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint or WireFormat.WireType.Fixed64 or WireFormat.WireType.LengthDelimited or WireFormat.WireType.Fixed32:
                    input.SkipLastField();
                    return true;
                case WireFormat.WireType.StartGroup:
                    var end = WireFormat.MakeTag(WireFormat.GetTagFieldNumber(tag), WireFormat.WireType.EndGroup);
                    while (input.ReadTag() is var inner && inner != end)
                    {
                        if (inner == 0 || depth > MaxDepth || !Skip(input, inner, depth + 1))
                        {
                            return false;
                        }
                    }

                    return true;
                default:
                    return false;
            }
        }

        private void Add(MessageDescriptor type, string path, int number)
        {
            var field = found is null ? "" : $"{path}{number}";
            if (found?.Count < ShapeValidator.MaxViolations && !found.Exists(v => v.Field == field))
            {
                found.Add(new(
                    field, "UNKNOWN_FIELD",
                    $"{type.FullName} has no field {number} in the contract of this server. What it cannot understand it does not record in part: leave the field out, or ask a newer server."));
            }
        }
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
