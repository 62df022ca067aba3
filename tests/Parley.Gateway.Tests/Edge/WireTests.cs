using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Bytes that are no message, or more than a message: refused, never a fault, never written.</summary>
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
            Assert.Contains("not a valid message", answer.Status!.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>The parser takes a wire type that does not exist where it stands in an entry of a map.</summary>
    [Fact]
    public async Task Anonymous_bytes_that_only_the_parser_takes_are_malformed_and_not_logged_as_an_error()
    {
        var bytes = Convert.FromHexString("0A03616263121812160A0BD002656E120568656C6C6F0A070A026672120178");
        var answer = (await server.Call(Rpcs.Named("CreateConflict"), bytes, headers: null)).Checked(Parley.V1.CreateConflictRequest.Descriptor, "the entry");
        Assert.Equal((StatusCode.InvalidArgument, "MALFORMED_MESSAGE"), (answer.Code, answer.Reason));
        Assert.Contains("not a valid message", answer.Status!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Error when executing service method 'CreateConflict'", server.Process.Output, StringComparison.Ordinal);
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

    /// <summary>A newer client may say more than this server knows: a condition, perhaps. It is told, and nothing is recorded without it.</summary>
    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_field_that_the_contract_does_not_have_is_refused_by_name(string name)
    {
        var rpc = Rpcs.Named(name);
        var right = Requests.Smallest(rpc.InputType).ToByteArray();
        byte[][] unknown = [Group(10), Text("more"), [.. Tag(UnknownField, WireFormat.WireType.Varint), 1], [.. Tag(UnknownField, WireFormat.WireType.Fixed64), 1, 2, 3, 4, 5, 6, 7, 8]];
        foreach (var field in unknown)
        {
            var what = $"{name} {Convert.ToHexString(field)}";
            foreach (var bytes in new[] { [.. right, .. field], (byte[])[.. field, .. right, .. field] })
            {
                var answer = (await server.Call(rpc, bytes, server.Keeper)).Checked(rpc.InputType, what);
                Assert.True((answer.Code, answer.Reason) == (StatusCode.InvalidArgument, "UNKNOWN_FIELD"), $"{what}: {answer}");
                Assert.Equal([($"{UnknownField}", "UNKNOWN_FIELD")], answer.Violations);
                Assert.Contains($"{rpc.InputType.FullName} has no field {UnknownField}", answer.Status!.Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task An_unknown_field_is_found_in_every_message_however_deep(string name)
    {
        var rpc = Rpcs.Named(name);
        var sites = Site.All(rpc.InputType).Where(s => s.Field.FieldType == FieldType.Message && !s.Field.IsMap).ToList();
        await Parallel.ForEachAsync(sites, TestContext.Current.CancellationToken, async (site, _) =>
        {
            var bytes = site.Request_With(m => PutMessage(m, site.Field)).ToByteArray();
            var answer = (await server.Call(rpc, bytes, server.Keeper)).Checked(rpc.InputType, $"{name}: {site.Path}");
            Assert.True((answer.Code, answer.Reason) == (StatusCode.InvalidArgument, "UNKNOWN_FIELD"), $"{name}: {site.Path}: {answer}");
            var found = Assert.Single(answer.Violations);
            Assert.EndsWith($"{site.Field.Name}.{UnknownField}", found.Field, StringComparison.Ordinal);
        });
    }

    /// <summary>What is known may be sent in the other forms that protobuf allows.</summary>
    [Fact]
    public async Task A_known_field_in_another_form_is_none_that_the_contract_lacks_and_with_another_wire_type_it_is()
    {
        var rpc = Rpcs.Named("ListTruces");
        var parent = new Parley.V1.ListTrucesRequest { Parent = World.Valley }.ToByteArray();
        var states = Parley.V1.ListTrucesRequest.Descriptor.FindFieldByName("states").FieldNumber;
        byte[] unpacked = [.. parent, .. Tag(states, WireFormat.WireType.Varint), 1, .. Tag(states, WireFormat.WireType.Varint), 2];
        Assert.Equal(StatusCode.OK, (await server.Call(rpc, unpacked, server.Mediator)).Code);
        byte[] packed = [.. parent, .. Tag(states, WireFormat.WireType.LengthDelimited), 2, 1, 2];
        Assert.Equal(StatusCode.OK, (await server.Call(rpc, packed, server.Mediator)).Code);
        byte[] fixedWidth = [.. parent, .. Tag(states, WireFormat.WireType.Fixed32), 1, 0, 0, 0];
        Assert.Equal("UNKNOWN_FIELD", (await server.Call(rpc, fixedWidth, server.Mediator)).Reason);
    }

    /// <summary>Parsers say nothing of what else stands in an entry of a map.</summary>
    [Fact]
    public async Task An_unknown_field_in_an_entry_of_a_map_is_found()
    {
        byte[] entry = [.. Tag(1, WireFormat.WireType.LengthDelimited), 2, (byte)'e', (byte)'n', .. Tag(2, WireFormat.WireType.LengthDelimited), 1, (byte)'x', .. Text("more")];
        var text = Parley.V1.LocalizedText.Descriptor.FindFieldByName("values").FieldNumber;
        byte[] localized = [.. Tag(text, WireFormat.WireType.LengthDelimited), (byte)entry.Length, .. entry];
        var title = Parley.V1.Conflict.Descriptor.FindFieldByName("title").FieldNumber;
        byte[] conflict = [.. Tag(title, WireFormat.WireType.LengthDelimited), (byte)localized.Length, .. localized];
        var of = Parley.V1.CreateConflictRequest.Descriptor.FindFieldByName("conflict").FieldNumber;
        byte[] request = [.. new Parley.V1.CreateConflictRequest { ConflictId = "fjord" }.ToByteArray(), .. Tag(of, WireFormat.WireType.LengthDelimited), (byte)conflict.Length, .. conflict];
        var answer = (await server.Call(Rpcs.Named("CreateConflict"), request, server.Mediator)).Checked(Parley.V1.CreateConflictRequest.Descriptor, "entry");
        Assert.Equal([($"conflict.title.values.{UnknownField}", "UNKNOWN_FIELD")], answer.Violations);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public async Task A_message_larger_than_the_limit_is_refused_with_a_reason(string name)
    {
        const int limit = 1024 * 1024;
        var rpc = Rpcs.Named(name);
        var right = Requests.Smallest(rpc.InputType).ToByteArray();
        var fits = (await server.Call(rpc, Padded(right, limit), server.Stranger)).Checked(rpc.InputType, name + " at the limit");
        Assert.Equal("UNKNOWN_FIELD", fits.Reason); // It was read: its last field is one that nobody knows.
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

    private static void PutMessage(IMessage message, FieldDescriptor field)
    {
        var inner = Requests.Empty(field.MessageType);
        inner.MergeFrom(Text("more"));
        if (field.Accessor.GetValue(message) is System.Collections.IList list)
        {
            list.Clear();
            list.Add(inner);
        }
        else
        {
            field.Accessor.SetValue(message, inner);
        }
    }

    /// <summary>An unknown field with a text.</summary>
    private static byte[] Text(string text) => [.. Tag(UnknownField, WireFormat.WireType.LengthDelimited), (byte)text.Length, .. System.Text.Encoding.ASCII.GetBytes(text)];

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
