using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Bytes that are no message, or more than a message: refused or ignored, never a fault, never written.</summary>
[Collection(EdgeTests.Name)]
public sealed class WireTests(EdgeServer server)
{
    private const int UnknownField = 40_000;
    private const int Deep = 200;
    private const string Placeholder = "qzqzq";

    // What C#'s, Java's and Go's encoders never write: an overlong slash, half of a surrogate pair, a byte that begins nothing.
    private static readonly byte[][] NotUtf8 = [[0xc3, 0x28, 0x61, 0x61, 0x61], [0xed, 0xa0, 0x80, 0x61, 0x61], [0xc0, 0xaf, 0x61, 0x61, 0x61], [0x61, 0x61, 0x61, 0x61, 0xff]];

    public static TheoryData<string> Every => Rpcs.Names;

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Bytes_that_are_no_message_are_malformed(string name)
    {
        var rpc = Rpcs.Named(name);
        var right = Requests.Smallest(rpc.InputType).ToByteArray();
        byte[][] tails =
        [
            [0x0a, 0x05, 0x61], // a length beyond the end
            [0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f], // a length below zero
            [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], // a number that never ends
            [0x00], // field 0
            [0x0f], // a wire type that does not exist
            [0x0c], // the end of a group that was never begun
            [0x0b], // a group without an end
            Group(Deep),
        ];
        foreach (var tail in tails)
        {
            var what = $"{name} {Convert.ToHexString(tail)}";
            var answer = (await server.Call(rpc, [.. right, .. tail], server.Stranger)).Checked(rpc.InputType, what);
            Assert.True((answer.Code, answer.Reason) == (StatusCode.InvalidArgument, "MALFORMED_MESSAGE"), $"{what}: {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_message_cut_anywhere_is_refused_or_is_another_message(string name)
    {
        var rpc = Rpcs.Named(name);
        var right = Requests.Smallest(rpc.InputType).ToByteArray();
        for (var length = 0; length < right.Length; length++)
        {
            (await server.Call(rpc, right[..length], server.Stranger)).Checked(rpc.InputType, $"{name} cut at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Text_that_is_not_UTF8_is_malformed_wherever_it_stands(string name)
    {
        var rpc = Rpcs.Named(name);
        var sites = Site.All(rpc.InputType).Where(s => s.Field.FieldType == FieldType.String || s.Field.IsMap).ToList();
        await Parallel.ForEachAsync(sites, TestContext.Current.CancellationToken, async (site, _) =>
        {
            var bytes = site.Request_With(m => PutText(m, site.Field)).ToByteArray();
            var at = bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(Placeholder));
            Assert.True(at > 0, site.Path);
            foreach (var text in NotUtf8)
            {
                text.CopyTo(bytes, at);
                var what = $"{name}: {site.Path} {Convert.ToHexString(text)}";
                var answer = (await server.Call(rpc, bytes, server.Keeper)).Checked(rpc.InputType, what);
                Assert.True((answer.Code, answer.Reason) == (StatusCode.InvalidArgument, "MALFORMED_MESSAGE"), $"{what}: {answer}");
            }
        });
    }

    /// <summary>A newer client may say more than this server knows.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public async Task Fields_that_the_contract_does_not_have_change_nothing(string name)
    {
        var rpc = Rpcs.Named(name);
        var right = Requests.Smallest(rpc.InputType).ToByteArray();
        var without = await server.Call(rpc, right, server.Stranger);
        var with = await server.Call(rpc, [.. right, .. Group(10), .. Group(1)], server.Stranger);
        Assert.Equal((without.Code, without.Reason), (with.Code, with.Reason));
    }

    /// <summary>What nobody has checked is not kept: the limits of the contract would not hold for it.</summary>
    [Fact]
    public async Task Fields_that_the_contract_does_not_have_never_reach_the_record()
    {
        var secret = "unchecked"u8.ToArray();
        var request = World.Seen(World.Bridge).ToByteArray();
        var place = new Parley.V1.ReportObservationRequest { Observation = new() { Place = new() { Area = World.Line } } };
        place.MergeFrom([.. Tag(UnknownField, WireFormat.WireType.LengthDelimited), (byte)secret.Length, .. secret]);
        var inner = new Parley.V1.Place { Area = World.Line };
        inner.MergeFrom([.. Tag(UnknownField, WireFormat.WireType.LengthDelimited), (byte)secret.Length, .. secret]);
        place.Observation.Place = inner;
        var answer = (await server.Call(Rpcs.Named("ReportObservation"), [.. request, .. place.ToByteArray()], server.Keeper))
            .Checked(Parley.V1.ReportObservationRequest.Descriptor, "unknown fields");
        Assert.Equal(StatusCode.OK, answer.Code);
        var events = await server.Journals.ListEventsAsync(new() { Journal = World.Bridge, PageSize = 500 }, server.Keeper);
        Assert.Equal(World.Line, events.Events[^1].ObservationReported.Observation.Place.Area);
        Assert.DoesNotContain("unchecked", System.Text.Encoding.Latin1.GetString(events.ToByteArray()), StringComparison.Ordinal);
        Assert.DoesNotContain("unchecked", System.Text.Encoding.Latin1.GetString(answer.Reply), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_message_larger_than_the_limit_is_refused_with_a_reason(string name)
    {
        const int limit = 1024 * 1024;
        var rpc = Rpcs.Named(name);
        var right = Requests.Smallest(rpc.InputType).ToByteArray();
        var fits = (await server.Call(rpc, Padded(right, limit), server.Stranger)).Checked(rpc.InputType, name + " at the limit");
        Assert.NotEqual(StatusCode.ResourceExhausted, fits.Code);
        var answer = (await server.Call(rpc, Padded(right, limit + 1), server.Stranger)).Checked(rpc.InputType, name + " one past");
        Assert.Equal((StatusCode.ResourceExhausted, "MESSAGE_TOO_LARGE"), (answer.Code, answer.Reason));
    }

    private static void PutText(IMessage message, FieldDescriptor field)
    {
        var value = field.Accessor.GetValue(message);
        if (value is System.Collections.IDictionary map)
        {
            map.Clear();
            map.Add("en", Placeholder);
        }
        else if (value is System.Collections.IList list)
        {
            list.Clear();
            list.Add(Placeholder);
        }
        else
        {
            field.Accessor.SetValue(message, Placeholder);
        }
    }

    /// <summary>Groups of an unknown field, one in the other.</summary>
    private static byte[] Group(int depth) =>
    [
        .. Enumerable.Repeat(Tag(UnknownField, WireFormat.WireType.StartGroup), depth).SelectMany(b => b),
        .. Enumerable.Repeat(Tag(UnknownField, WireFormat.WireType.EndGroup), depth).SelectMany(b => b),
    ];

    /// <summary>The message with an unknown field behind it that makes it as long as asked.</summary>
    private static byte[] Padded(byte[] message, int length)
    {
        var tag = Tag(UnknownField, WireFormat.WireType.LengthDelimited);
        var room = length - message.Length - tag.Length;
        for (var size = room; ; size--)
        {
            var head = Varint((uint)size);
            if (head.Length + size == room)
            {
                return [.. message, .. tag, .. head, .. new byte[size]];
            }
        }
    }

    private static byte[] Tag(int field, WireFormat.WireType type) => Varint(WireFormat.MakeTag(field, type));

    private static byte[] Varint(uint value)
    {
        var bytes = new byte[CodedOutputStream.ComputeUInt32Size(value)];
        var output = new CodedOutputStream(bytes);
        output.WriteUInt32(value);
        output.CheckNoSpaceLeft();
        return bytes;
    }
}
