using System.Buffers;
using CsCheck;

namespace Parley.Gateway.Tests.Wire;

/// <summary>A few changes to the bytes of a message, each at some place: what a broken or hostile client may send.</summary>
/// <param name="Changes">The changes, one after the other.</param>
internal sealed record Mutant(IReadOnlyList<(Change Change, uint At, byte Byte)> Changes)
{
    /// <summary>Bytes that mean something: tags of wire types that do not exist, ends of groups, lengths and numbers that go on.</summary>
    private static readonly byte[] Telling = [0x00, 0x01, 0x06, 0x07, 0x0a, 0x0b, 0x0c, 0x0e, 0x0f, 0x12, 0x1b, 0x1c, 0x7f, 0x80, 0xff];

    public static Gen<Mutant> Any { get; } =
        Gen.Select(Gen.Int[0, (int)Change.Cut], Gen.UInt, Gen.Byte).Select((c, at, b) => ((Change)c, at, b)).Array[1, 4].Select(changes => new Mutant(changes));

    public byte[] Of(byte[] message)
    {
        foreach (var (change, place, value) in Changes)
        {
            var at = (int)(place % (uint)(message.Length + 1));
            var next = Math.Min(at + 1, message.Length);
            message = change switch
            {
                Change.Overwrite => [.. message[..at], value, .. message[next..]],
                Change.OverwriteTelling => [.. message[..at], Telling[value % Telling.Length], .. message[next..]],
                Change.Insert => [.. message[..at], value, .. message[at..]],
                Change.InsertTelling => [.. message[..at], Telling[value % Telling.Length], .. message[at..]],
                Change.Remove => [.. message[..at], .. message[next..]],
                Change.Repeat => [.. message[..at], .. message[Math.Max(0, at - value)..]],
                _ => message[..at],
            };
        }

        return message;
    }
}

/// <summary>A kind of change.</summary>
internal enum Change
{
    Overwrite,
    OverwriteTelling,
    Insert,
    InsertTelling,
    Remove,
    Repeat,
    Cut,
}

/// <summary>Bytes that stand in two pieces of memory, as they do when they come from a connection.</summary>
internal sealed class Piece : ReadOnlySequenceSegment<byte>
{
    private Piece(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

    public static ReadOnlySequence<byte> Two(byte[] bytes, int at)
    {
        var first = new Piece(bytes.AsMemory(0, at), 0);
        var last = new Piece(bytes.AsMemory(at), at);
        first.Next = last;
        return new(first, 0, last, last.Memory.Length);
    }
}
