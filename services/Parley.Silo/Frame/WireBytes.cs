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

    /// <summary>The message's bytes after something else.</summary>
    public static byte[] Of(IMessage message, ReadOnlySpan<byte> before)
    {
        var own = Of(message);
        var bytes = new byte[before.Length + own.Length];
        before.CopyTo(bytes);
        own.CopyTo(bytes, before.Length);
        return bytes;
    }
}
