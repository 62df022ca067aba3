using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Parley.Gateway.Tests.Wire;

/// <summary>The bytes of a valid message, taken apart into its fields, so that something can be put between any two of them.</summary>
internal sealed class MessageTree
{
    /// <summary>A field is either bytes with its tag, or a tag and the message behind it.</summary>
    private readonly List<(byte[] Bytes, MessageTree? Message)> _fields = [];

    private MessageTree(MessageDescriptor type, byte[] bytes, List<MessageTree> all)
    {
        all.Add(this);
        All = all;
        var input = new CodedInputStream(bytes);
        while (!input.IsAtEnd)
        {
            var start = (int)input.Position;
            var tag = input.ReadTag();
            var field = type.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            if (field.FieldType == FieldType.Message)
            {
                _fields.Add((bytes[start..(int)input.Position], new(field.MessageType, input.ReadBytes().ToByteArray(), all)));
            }
            else
            {
                input.SkipLastField();
                _fields.Add((bytes[start..(int)input.Position], null));
            }
        }
    }

    /// <summary>The message and all in it, entries of maps among them.</summary>
    public IReadOnlyList<MessageTree> All { get; }

    public static MessageTree Of(IMessage message) => new(message.Descriptor, message.ToByteArray(), []);

    /// <summary>Puts bytes between two fields, or before the first, or behind the last.</summary>
    public void Insert(uint at, byte[] bytes) => _fields.Insert((int)(at % (uint)(_fields.Count + 1)), (bytes, null));

    public byte[] ToBytes() => [.. _fields.SelectMany(f => f.Message is null ? f.Bytes : [.. f.Bytes, .. Delimited(f.Message.ToBytes())])];

    private static byte[] Delimited(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteBytes(ByteString.CopyFrom(bytes));
        }

        return stream.ToArray();
    }
}
