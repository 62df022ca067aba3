using Google.Protobuf;
using Grpc.Core;
using Parley.V1;

namespace Parley.Benchmarks;

/// <summary>An answer that nobody reads.</summary>
internal sealed class Answered
{
    public static Answered Instance { get; } = new();
}

/// <summary>What a watcher was sent: an event by its version, or <see cref="Calls.Heartbeat"/>.</summary>
internal sealed record Sent(long Version);

/// <summary>The calls that are measured, by a client that neither makes nor reads messages anew: its time is not the server's.</summary>
internal static class Calls
{
    /// <summary>In place of a version: there is no event in the message.</summary>
    public const long Heartbeat = 0;

    private static readonly Marshaller<Prebuilt> Request =
        Marshallers.Create<Prebuilt>((request, context) => request.WriteTo(context), _ => throw new NotSupportedException());

    public static Method<Prebuilt, Answered> ReportObservation { get; } = Unary(IncidentService.Descriptor.FullName, nameof(ReportObservation));

    public static Method<Prebuilt, Answered> GetTruce { get; } = Unary(TruceService.Descriptor.FullName, nameof(GetTruce));

    /// <summary>Answers with events.</summary>
    public static Method<Prebuilt, Sent> WatchJournal { get; } = new(
        MethodType.ServerStreaming, JournalService.Descriptor.FullName, nameof(WatchJournal), Request,
        Marshallers.Create<Sent>((_, _) => throw new NotSupportedException(), context => new(VersionIn(context.PayloadAsNewBuffer()))));

    private static Method<Prebuilt, Answered> Unary(string service, string name) => new(
        MethodType.Unary, service, name, Request,
        Marshallers.Create<Answered>((_, _) => throw new NotSupportedException(), _ => Answered.Instance));

    // The event is the message's first field, its version the event's second.
    private static long VersionIn(byte[] message)
    {
        var input = new CodedInputStream(message);
        if (input.ReadTag() != WireFormat.MakeTag(WatchJournalResponse.EventFieldNumber, WireFormat.WireType.LengthDelimited))
        {
            return Heartbeat;
        }

        input.ReadLength();
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == WireFormat.MakeTag(Event.VersionFieldNumber, WireFormat.WireType.Varint))
            {
                return input.ReadInt64();
            }

            input.SkipLastField();
        }

        throw new InvalidDataException("An event without a version.");
    }
}
