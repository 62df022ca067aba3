using System.Collections;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>Messages of a type, filled at random from the contract: mostly with what is right somewhere, often in the wrong place.</summary>
internal sealed class RandomRequests(MessageDescriptor type) : Gen<IMessage>
{
    private const int Percent = 100;
    private const int LikelyIfRequired = 97;
    private const int LikelyOtherwise = 50;
    private const int LikelyRight = 70;
    private const int LikelyKnownWord = 25;

    private static readonly Gen<string> AnyText = Gen.String[Gen.Char[" \0\u0007aZ9/-_.\u0301\u05d0\u200f\u0634"], 0, 300];
    private static readonly long[] Numbers = [0, 1, 2, 7, -1, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue];
    private static readonly double[] Fractions = [0, 45, -90, 180.5, double.NaN, double.NegativeInfinity, double.MaxValue, double.Epsilon];
    private static readonly string[] Tags = ["en", "ar", "az-Latn", "und", "x", ""];
    private static readonly string[] Words =
    [
        "", "river", "bridge", "stop", "P6M", "P0D", "PT48H", "P999Y", "2020-11-10T00:00", "2026-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00", "2020-10-18T24:00",
        "Asia/Baku", "UTC", "MSK", "+04:00", "-18:00", "+99:00", "06:00", World.Valley, World.North, World.South, World.East, World.Coast, World.Line, World.River,
        World.Bridge, World.Ferry, World.Valley + "/truces/absent", World.Valley + "/statements/absent", World.Valley + "/press/absent", "title", "*", "terms",
        """{"type":"Point","coordinates":[1,2]}""", """{"type":"Polygon","coordinates":[]}""", "to be agreed",
    ];

    public override IMessage Generate(PCG pcg, Size? min, out Size size)
    {
        var message = Message(pcg, type, 0);
        size = new((ulong)message.CalculateSize());
        return message;
    }

    private static IMessage Message(PCG pcg, MessageDescriptor type, int depth)
    {
        var message = Requests.Empty(type);
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            var rule = Requests.RuleOf(field);
            if (Below(pcg, Percent) >= (rule.Required || rule.Minimum > 0 ? LikelyIfRequired : LikelyOtherwise >> (depth / 2)))
            {
                continue;
            }

            if (field.IsMap)
            {
                var map = (IDictionary)field.Accessor.GetValue(message);
                map[Right(pcg) ? "en" : Tags[Below(pcg, Tags.Length)]] = Right(pcg) ? "text" : Text(pcg);
            }
            else if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var i = 1 + Below(pcg, 2); i > 0; i--)
                {
                    list.Add(Value(pcg, field, rule, depth));
                }
            }
            else
            {
                field.Accessor.SetValue(message, Value(pcg, field, rule, depth));
            }
        }

        return message;
    }

    private static object Value(PCG pcg, FieldDescriptor field, FieldRule rule, int depth) => field.FieldType switch
    {
        FieldType.String => Right(pcg) ? Requests.Right(field, rule) : Text(pcg),
        FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, Below(pcg, field.EnumType.Values.Count + (Right(pcg) ? 0 : 1))),
        FieldType.Int32 => Right(pcg) ? Requests.Right(field, rule) : (int)Numbers[Below(pcg, Numbers.Length)],
        FieldType.Int64 => Right(pcg) ? Requests.Right(field, rule) : Numbers[Below(pcg, Numbers.Length)],
        FieldType.Double => Fractions[Below(pcg, Fractions.Length)],
        FieldType.Bool => Below(pcg, 2) == 0,
        FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp { Seconds = Seconds(pcg), Nanos = Nanos(pcg) },
        FieldType.Message when field.MessageType == Duration.Descriptor => new Duration { Seconds = Seconds(pcg), Nanos = Nanos(pcg) },
        FieldType.Message when field.MessageType == FieldMask.Descriptor => new FieldMask { Paths = { TruceTerms.Descriptor.Fields.InDeclarationOrder()[Below(pcg, 29)].Name, Text(pcg) } },
        FieldType.Message => Message(pcg, field.MessageType, depth + 1),
        _ => throw new NotSupportedException(field.FullName),
    };

    private static long Seconds(PCG pcg) => Right(pcg) ? 1_600_000_000L + Below(pcg, 400_000_000) : Numbers[Below(pcg, Numbers.Length)];

    private static int Nanos(PCG pcg) => Right(pcg) ? 0 : (int)Numbers[Below(pcg, Numbers.Length)];

    private static string Text(PCG pcg) => Below(pcg, Percent) < LikelyKnownWord ? AnyText.Generate(pcg, null, out _) : Words[Below(pcg, Words.Length)];

    private static bool Right(PCG pcg) => Below(pcg, Percent) < LikelyRight;

    private static int Below(PCG pcg, int limit) => (int)pcg.Next((uint)limit);
}
