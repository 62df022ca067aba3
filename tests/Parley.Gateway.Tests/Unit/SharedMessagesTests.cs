using Google.Protobuf;
using Grpc.Core;
using Parley.Gateway.Wire;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public sealed class SharedMessagesTests
{
    private static readonly Marshaller<WatchJournalResponse> Plain = Marshallers.Create(m => m.ToByteArray(), WatchJournalResponse.Parser.ParseFrom);

    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    [InlineData(70_000)]
    public void Write_ASharedEvent_IsTheStoredBytesAndTheSameOnesForEveryStream(int textLength)
    {
        // The version before the journal's name: another order than one would get by encoding it again.
        byte[] stored =
        [
            .. new Event { Version = 300 }.ToByteArray(), .. new Event { Journal = "conflicts/xx" + new string('x', textLength) }.ToByteArray(),
        ];
        var message = SharedMessages.OfEvent(stored);
        var marshaller = SharedMessages.Of(Plain);
        var (first, second) = (new Sent(), new Sent());
        marshaller.ContextualSerializer(message, first);
        marshaller.ContextualSerializer(message, second);

        Assert.Same(first.Bytes, second.Bytes);
        Assert.Equal(stored, first.Bytes!.TakeLast(stored.Length));
        Assert.Equal(message, WatchJournalResponse.Parser.ParseFrom(first.Bytes));
        Assert.Equal((300, textLength + 12), (message.Event.Version, message.Event.Journal.Length));
    }

    [Fact]
    public void Write_WhatIsNotShared_IsEncodedAsEver()
    {
        var heartbeat = new WatchJournalResponse { Heartbeat = new() { Version = 7 } };
        var sent = new Sent();
        SharedMessages.Of(Plain).ContextualSerializer(heartbeat, sent);
        Assert.Equal(heartbeat.ToByteArray(), sent.Bytes);
    }

    private sealed class Sent : SerializationContext
    {
        public byte[]? Bytes { get; private set; }

        public override void Complete(byte[] payload) => Bytes = payload;
    }
}
