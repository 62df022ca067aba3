using System.Buffers.Binary;
using System.Diagnostics;

namespace Parley.Cluster;

/// <summary>
/// Trace contexts as bytes, 24 each, for links between spans: trace id, then span id. Only recorded ones are written, so the flags
/// need not be.
/// </summary>
public static class TraceContexts
{
    /// <summary>Bytes of one context.</summary>
    public const int Size = 24;

    private const int TraceIdSize = 16;

    /// <summary>The context of what is being traced here; the default when nothing is recorded.</summary>
    public static ActivityContext Current => Activity.Current is { Recorded: true } current ? current.Context : default;

    /// <summary>Writes a context; zeros for the default.</summary>
    public static void Write(Span<byte> to, ActivityContext context)
    {
        to[..Size].Clear();
        if (context != default)
        {
            context.TraceId.CopyTo(to[..TraceIdSize]);
            context.SpanId.CopyTo(to[TraceIdSize..Size]);
        }
    }

    /// <summary>Reads a context; the default for zeros.</summary>
    public static ActivityContext Read(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadUInt64BigEndian(from[TraceIdSize..]) == 0
        ? default
        : new(
            ActivityTraceId.CreateFromBytes(from[..TraceIdSize]), ActivitySpanId.CreateFromBytes(from[TraceIdSize..Size]),
            ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>Several of them in a row; null for none.</summary>
    public static byte[]? Write(IReadOnlyCollection<ActivityContext> contexts)
    {
        if (contexts.Count == 0)
        {
            return null;
        }

        var bytes = new byte[contexts.Count * Size];
        var at = 0;
        foreach (var context in contexts)
        {
            Write(bytes.AsSpan(at++ * Size), context);
        }

        return bytes;
    }

    /// <summary>Links to each of several in a row.</summary>
    public static IEnumerable<ActivityLink> Links(byte[] contexts) =>
        contexts.Chunk(Size).Where(c => c.Length == Size).Select(c => new ActivityLink(Read(c)));
}
