using System.Buffers;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Domain.Frame;
using Parley.Gateway.Tests.Edge;
using Parley.Gateway.Wire;
using Parley.V1;

namespace Parley.Gateway.Tests.Wire;

/// <summary>
/// Parser and walk together, over the bytes of every request type: they read a message or refuse it, and throw nothing.
/// <c>tests/soak</c> runs the same with many more bytes.
/// </summary>
public sealed class ReadingTests
{
    private const int UnknownField = 40_000;
    private const int LargestField = (1 << 29) - 1;
    private const int Deep = 200;
    private const int MutantsOfOne = 8;

    private static readonly Gen<IMessage> AnyRequest = Gen.OneOf([.. Rpcs.All.Select(r => r.InputType).Distinct().Select(t => new RandomRequests(t))]);

    private static readonly byte[][] Unknown =
    [
        [.. Tag(UnknownField, 0), 1], [.. Tag(UnknownField, 1), 1, 2, 3, 4, 5, 6, 7, 8], [.. Tag(UnknownField, 2), 2, 7, 6], [.. Tag(UnknownField, 5), 1, 2, 3, 4],
        [.. Tag(LargestField, 0), 0], [.. Tag(UnknownField, 3), .. Tag(UnknownField, 4)], [.. Tag(UnknownField, 3), .. Tag(1, 3), .. Tag(1, 4), 0x12, 1, 0, .. Tag(UnknownField, 4)],
    ];

    private static readonly byte[][] Broken =
    [
        [0x00], Tag(1, 6), Tag(1, 7), Tag(UnknownField, 6), Tag(UnknownField, 7), Tag(1, 4), [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
        [.. Tag(UnknownField, 3), .. Tag(1, 6), .. Tag(UnknownField, 4)], [.. Tag(UnknownField, 3), .. Tag(1, 3), .. Tag(1, 7), .. Tag(1, 4), .. Tag(UnknownField, 4)],
        [.. Tag(UnknownField, 3), .. Tag(1, 4)], [.. Tag(UnknownField, 2), 0xff, 0xff, 0xff, 0xff, 0x0f], [.. Tag(UnknownField, 2), 0xff, 0xff, 0xff, 0xff, 0x07],
        [.. Enumerable.Repeat(Tag(UnknownField, 3), Deep).SelectMany(b => b), .. Enumerable.Repeat(Tag(UnknownField, 4), Deep).SelectMany(b => b)],
    ];

    [Fact]
    public void Mutated_bytes_are_read_or_refused_and_nothing_is_thrown() =>
        Gen.Select(AnyRequest, Mutant.Any.Array[MutantsOfOne]).Sample(
            (request, mutants) =>
            {
                var bytes = request.ToByteArray();
                foreach (var mutant in mutants)
                {
                    Check(request.Descriptor, mutant.Of(bytes), mutant.Changes[0].At);
                }
            },
            iter: Soak.Rounds(8000) / MutantsOfOne);

    [Fact]
    public void A_message_without_unknown_fields_is_read_as_it_is() =>
        AnyRequest.Sample(
            request =>
            {
                var (read, refusal) = StrictMarshaller.Read(request.Descriptor, new(request.ToByteArray()));
                Assert.Null(refusal);
                Assert.Equal(request, read);
            },
            iter: Soak.Rounds(1000));

    [Fact]
    public void An_unknown_field_anywhere_is_refused_by_its_number() => Inserted(Unknown, "UNKNOWN_FIELD", (refusal, what) =>
        Assert.True(refusal.Fields.Single().Field.Split('.')[^1] is "40000" or "536870911", $"{what}: {refusal.Fields[0].Field}"));

    [Fact]
    public void Bytes_that_are_not_a_field_are_malformed_wherever_they_stand() => Inserted(Broken, "MALFORMED_MESSAGE", (_, _) => { });

    /// <summary>Bytes that were once read wrongly, and their like.</summary>
    [Theory]
    [InlineData("0A03616263121812160A0BD002656E120568656C6C6F0A070A026672120178", "MALFORMED_MESSAGE")] // an unknown field and wire type 6 in an entry of a map
    [InlineData("120912070A050A02656E0E", "MALFORMED_MESSAGE")] // wire type 6 in an entry
    [InlineData("120912070A050A02656E0F", "MALFORMED_MESSAGE")] // wire type 7
    [InlineData("120B12090A070A02656E1B0F1C", "MALFORMED_MESSAGE")] // wire type 7 in a group in an entry
    [InlineData("120A12080A060A02656E1B24", "MALFORMED_MESSAGE")] // a group that ends as another
    [InlineData("120912070A050A02656E1B", "MALFORMED_MESSAGE")] // a group without an end
    [InlineData("120912070A050A02656E1C", "MALFORMED_MESSAGE")] // an end without a group
    [InlineData("120512030A0100", "MALFORMED_MESSAGE")] // field 0
    [InlineData("120A12080A060A02656E1A7F", "MALFORMED_MESSAGE")] // a length beyond the entry
    [InlineData("120A12080A060A02656E1801", "UNKNOWN_FIELD")] // a third field of an entry
    [InlineData("120612040A020801", "UNKNOWN_FIELD")] // a key that is a number
    [InlineData("120B12090A070A02656E1B101C", "MALFORMED_MESSAGE")] // a group that ends within a number
    [InlineData("120412020A00", "")] // an entry with neither key nor value
    public void Bytes_of_a_new_conflict_in_whose_title_something_stands(string hex, string reason)
    {
        var bytes = Convert.FromHexString(hex);
        Assert.Equal(reason, StrictMarshaller.Read(CreateConflictRequest.Descriptor, new(bytes)).Refusal?.Reason ?? "");
        Check(CreateConflictRequest.Descriptor, bytes, (uint)bytes.Length / 2);
    }

    [Fact]
    public void What_reading_throws_against_expectation_is_a_refusal_too()
    {
        var plain = Marshallers.Create(m => m.ToByteArray(), GetConflictRequest.Parser.ParseFrom);
        var strict = StrictMarshaller.With(plain, _ => throw new InvalidOperationException("past the end"));
        var refusal = Assert.Throws<RpcException>(() => strict.ContextualDeserializer(new Payload([1])));
        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Equal("MALFORMED_MESSAGE", Answer.Of(refusal).Reason);
    }

    /// <summary>Puts each of the given bytes between two fields of any message in a valid one, entries of maps among them.</summary>
    private static void Inserted(byte[][] foreign, string reason, Action<Rejection, string> check) =>
        Gen.Select(AnyRequest, Gen.UInt, Gen.UInt, Gen.Int[0, foreign.Length - 1]).Sample(
            (request, node, place, which) =>
            {
                var tree = MessageTree.Of(request);
                tree.All[(int)(node % (uint)tree.All.Count)].Insert(place, foreign[which]);
                var bytes = tree.ToBytes();
                var what = $"{request.Descriptor.Name} {Convert.ToHexString(bytes)}";
                var refusal = StrictMarshaller.Read(request.Descriptor, new(bytes)).Refusal;
                Assert.True(refusal?.Reason == reason, $"{what}: {refusal?.Reason ?? "was read"}");
                check(refusal!, what);
            },
            iter: Soak.Rounds(2000));

    /// <summary>What holds for any bytes. The message of a failure holds them: they belong into the table of examples.</summary>
    private static void Check(MessageDescriptor type, byte[] bytes, uint cut)
    {
        var what = $"{type.Name} {Convert.ToHexString(bytes)}";
        try
        {
            var (message, refusal) = StrictMarshaller.Read(type, new(bytes));
            var apart = StrictMarshaller.Read(type, Piece.Two(bytes, (int)(cut % (uint)(bytes.Length + 1))));
            Assert.True(refusal?.Reason == apart.Refusal?.Reason, $"{what}: in one piece {refusal?.Reason}, in two {apart.Refusal?.Reason}");
            Assert.True(refusal?.Reason is null or "MALFORMED_MESSAGE" or "UNKNOWN_FIELD", $"{what}: {refusal?.Reason}");
            Assert.True(message is null == (refusal is not null), what);
            if (message is not null)
            {
                var again = StrictMarshaller.Read(type, new(message.ToByteArray()));
                Assert.True(again.Refusal is null && message.Equals(again.Message), $"{what}: comes back as {again.Message}");
            }
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(what, exception);
        }
    }

    private static byte[] Tag(int field, int wireType)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(field, (WireFormat.WireType)wireType);
        }

        return stream.ToArray();
    }

    private sealed class Payload(byte[] bytes) : DeserializationContext
    {
        public override int PayloadLength => bytes.Length;

        public override byte[] PayloadAsNewBuffer() => [.. bytes];

        public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => new(bytes);
    }
}

/// <summary>How many rounds the tests of this folder take: a short round with all other tests, a long one as a command.</summary>
internal static class Soak
{
    private const string Variable = "PARLEY_SOAK_ROUNDS";
    private const long Mutants = 8000;

    /// <summary>The rounds of a test.</summary>
    /// <param name="usual">How many it takes in a short round. In a long one it takes as many more as there are more mutants.</param>
    public static long Rounds(long usual) => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } mutants ? Math.Max(1, long.Parse(mutants) * usual / Mutants) : usual;
}
