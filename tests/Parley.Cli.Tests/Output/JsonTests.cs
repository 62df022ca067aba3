using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Cli.Output;
using Parley.V1;

namespace Parley.Cli.Tests.Output;

/// <summary><c>--json</c> is exact: what a script reads is the message, byte for byte.</summary>
public sealed class JsonTests
{
    private const int MaxDepth = 6;

    private static readonly string[] Texts =
    [
        "", "x", "هدنة \u2068قصيرة\u2069", "Հրադադար", "\"quoted\" \\ </script> & 'x'", "line\nbreak\ttab", "\u2028\u2029\ufeff", "😀 𞤀", "e\u0301 é", " spaces  ", "+04:00",
    ];

    private static readonly Dictionary<string, MessageDescriptor> ByName = new MessageDescriptor[]
    {
        Conflict.Descriptor, Statement.Descriptor, Instrument.Descriptor, Truce.Descriptor, Event.Descriptor, ForecastTruceResponse.Descriptor, CheckTruceResponse.Descriptor,
    }.ToDictionary(d => d.Name, StringComparer.Ordinal);

    public static TheoryData<string> Types => [.. ByName.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_script_reads_is_the_message_byte_for_byte(string name)
    {
        var type = ByName[name];
        Gen.Int.Sample(seed =>
        {
            var message = Random(type, new Random(seed), 0);
            using var output = new StringWriter();
            new Terminal(new Shell { Output = output, Errors = TextWriter.Null, Environment = _ => null }, json: true).Json(message);
            var line = Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.Equal(message.ToByteArray(), JsonParser.Default.Parse(line, type).ToByteArray());
        }, iter: 200);
    }

    private static IMessage Random(MessageDescriptor type, Random random, int depth)
    {
        var message = type.Parser.ParseFrom([]);
        switch (type.FullName)
        {
            case "google.protobuf.Timestamp":
                type.FindFieldByName("seconds").Accessor.SetValue(message, random.NextInt64(-62135596800, 253402300800));
                type.FindFieldByName("nanos").Accessor.SetValue(message, random.Next(1_000_000_000));
                return message;
            case "google.protobuf.Duration":
                type.FindFieldByName("seconds").Accessor.SetValue(message, random.NextInt64(315576000000));
                type.FindFieldByName("nanos").Accessor.SetValue(message, random.Next(1_000_000_000));
                return message;
            case "google.protobuf.FieldMask":
                ((System.Collections.IList)type.FindFieldByName("paths").Accessor.GetValue(message)).Add("open_points.text");
                return message;
        }

        foreach (var field in type.Fields.InDeclarationOrder().Where(f => f.ContainingOneof is null && random.Next(3) > 0)
            .Concat(type.Oneofs.Select(o => o.Fields[random.Next(o.Fields.Count)])))
        {
            if (depth >= MaxDepth && field.FieldType == FieldType.Message)
            {
                continue;
            }

            if (field.IsMap)
            {
                ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Add("ar", Texts[random.Next(Texts.Length)]);
                ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Add("az-Latn", Texts[random.Next(Texts.Length)]);
            }
            else if (field.IsRepeated)
            {
                for (var i = random.Next(3); i > 0; i--)
                {
                    ((System.Collections.IList)field.Accessor.GetValue(message)).Add(One(field, random, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, One(field, random, depth));
            }
        }

        return message;
    }

    private static object One(FieldDescriptor field, Random random, int depth) => field.FieldType switch
    {
        FieldType.Message => Random(field.MessageType, random, depth + 1),
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Bool => true,
        FieldType.Int32 => random.Next(int.MinValue, int.MaxValue),
        FieldType.Int64 => random.NextInt64(long.MinValue, long.MaxValue),
        FieldType.Double => random.NextDouble() * 1e9,
        FieldType.Float => random.NextSingle(),
        FieldType.Bytes => ByteString.CopyFrom(BitConverter.GetBytes(random.NextInt64())),
        FieldType.Enum => field.EnumType.Values[random.Next(field.EnumType.Values.Count)].Number,
        _ => throw new InvalidOperationException($"{field.FullName}: no {field.FieldType} is made here."),
    };
}
