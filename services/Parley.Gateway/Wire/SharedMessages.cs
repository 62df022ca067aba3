using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Parley.V1;

namespace Parley.Gateway.Wire;

/// <summary>
/// Messages that go to many streams. Each keeps the bytes that it is sent as: they are put together once, of the event as it was
/// stored, and written to every stream as they are.
/// </summary>
internal static class SharedMessages
{
    private static readonly ConditionalWeakTable<WatchJournalResponse, byte[]> Encoded = [];

    /// <summary>The message that brings an event to watchers.</summary>
    /// <param name="stored">The event's bytes.</param>
    public static WatchJournalResponse OfEvent(ReadOnlyMemory<byte> stored)
    {
        var message = new WatchJournalResponse { Event = Event.Parser.ParseFrom(stored.Span) };
        var size = CodedOutputStream.ComputeTagSize(WatchJournalResponse.EventFieldNumber) + CodedOutputStream.ComputeLengthSize(stored.Length);
        var bytes = new byte[size + stored.Length];
        using (var head = new CodedOutputStream(bytes))
        {
            head.WriteTag(WatchJournalResponse.EventFieldNumber, WireFormat.WireType.LengthDelimited);
            head.WriteLength(stored.Length);
        }

        stored.Span.CopyTo(bytes.AsSpan(size));
        Encoded.Add(message, bytes);
        return message;
    }

    /// <summary>A marshaller that writes what is shared as it is, and everything else as the given one does.</summary>
    public static Marshaller<T> Of<T>(Marshaller<T> marshaller) =>
        marshaller is Marshaller<WatchJournalResponse> watches ? (Marshaller<T>)(object)Of(watches) : marshaller;

    private static Marshaller<WatchJournalResponse> Of(Marshaller<WatchJournalResponse> marshaller) => new(
        (message, context) =>
        {
            if (Encoded.TryGetValue(message, out var bytes))
            {
                context.Complete(bytes);
            }
            else
            {
                marshaller.ContextualSerializer(message, context);
            }
        },
        marshaller.ContextualDeserializer);
}
