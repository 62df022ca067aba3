using Google.Protobuf;

namespace Parley.Silo.Frame;

/// <summary>Bytes that are the same for the same message, whatever order its maps were filled in.</summary>
internal static class WireBytes
{
    public static byte[] Of(IMessage message)
    {
        var bytes = new byte[message.CalculateSize()];
        using var output = new CodedOutputStream(bytes) { Deterministic = true };
        message.WriteTo(output);
        output.Flush();
        return bytes;
    }
}
