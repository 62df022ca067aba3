using Google.Protobuf;

namespace Parley.Gateway;

/// <summary>Copies of messages whose type is not known when compiling.</summary>
internal static class MessageCopies
{
    /// <summary>A copy that may be changed.</summary>
    public static IMessage Copy(this IMessage message) => message.Descriptor.Parser.ParseFrom(message.ToByteString());
}
