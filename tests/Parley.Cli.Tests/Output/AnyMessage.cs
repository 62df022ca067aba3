using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Parley.Cli.Tests.Output;

/// <summary>Messages of any type, filled at random.</summary>
internal static class AnyMessage
{
    private const int MaxDepth = 6;

    private static readonly string[] Texts =
    [
        "", "x", "هدنة \u2068قصيرة\u2069", "Հրադադար", "\"quoted\" \\ </script> & 'x'", "line\nbreak\ttab", "\u2028\u2029\ufeff", "😀 𞤀", "e\u0301 é", " spaces  ", "+04:00",
    ];

    /// <summary>A message that leaves fields out here and there.</summary>
    public static IMessage Of(MessageDescriptor type, Random random) => Make(type, random, 0, whole: false);

    /// <summary>A message in which every field is given.</summary>
    public static IMessage Whole(MessageDescriptor type, Random random) => Make(type, random, 0, whole: true);

    private static IMessage Make(MessageDescriptor type, Random random, int depth, bool whole)
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

        foreach (var field in type.Fields.InDeclarationOrder().Where(f => f.ContainingOneof is null && (whole || random.Next(3) > 0))
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
                    ((System.Collections.IList)field.Accessor.GetValue(message)).Add(One(field, random, depth, whole));
                }
            }
            else
            {
                field.Accessor.SetValue(message, One(field, random, depth, whole));
            }
        }

        return message;
    }

    private static object One(FieldDescriptor field, Random random, int depth, bool whole) => field.FieldType switch
    {
        FieldType.Message => Make(field.MessageType, random, depth + 1, whole),
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
