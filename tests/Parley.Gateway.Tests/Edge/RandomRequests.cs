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
    private const int LikelyRightIfMild = 96;
    private const int LikelyRightIfWild = 70;
    private const int LikelyAnyText = 25;

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
        var likelyRight = Below(pcg, 2) == 0 ? LikelyRightIfMild : LikelyRightIfWild;
        var message = new Draw(pcg, likelyRight).Message(type, 0);
        size = new((ulong)message.CalculateSize());
        return message;
    }

    private static int Below(PCG pcg, int limit) => (int)pcg.Next((uint)limit);

    /// <summary>One message being drawn.</summary>
    private sealed class Draw(PCG pcg, int likelyRight)
    {
        public IMessage Message(MessageDescriptor type, int depth)
        {
            var message = Requests.Empty(type);
            foreach (var field in type.Fields.InFieldNumberOrder())
            {
                var rule = Requests.RuleOf(field);
                if (Below(Percent) >= (rule.Required || rule.Minimum > 0 ? LikelyIfRequired : LikelyOtherwise >> (depth / 2)))
                {
                    continue;
                }

                if (field.IsMap)
                {
                    var map = (IDictionary)field.Accessor.GetValue(message);
                    map[Right() ? "en" : Tags[Below(Tags.Length)]] = Right() ? "text" : Text();
                }
                else if (field.IsRepeated)
                {
                    var list = (IList)field.Accessor.GetValue(message);
                    for (var i = 1 + Below(2); i > 0; i--)
                    {
                        list.Add(Value(field, rule, depth));
                    }
                }
                else
                {
                    field.Accessor.SetValue(message, Value(field, rule, depth));
                }
            }

            return message;
        }

        private object Value(FieldDescriptor field, FieldRule rule, int depth) => field.FieldType switch
        {
            FieldType.String => Right() ? Requests.Right(field, rule) : Text(),
            FieldType.Enum => System.Enum.ToObject(field.EnumType.ClrType, Below(field.EnumType.Values.Count + (Right() ? 0 : 1))),
            FieldType.Int32 => Right() ? Requests.Right(field, rule) : (int)Numbers[Below(Numbers.Length)],
            FieldType.Int64 => Right() ? Requests.Right(field, rule) : Numbers[Below(Numbers.Length)],
            FieldType.Double => Fractions[Below(Fractions.Length)],
            FieldType.Bool => Below(2) == 0,
            FieldType.Message when field.MessageType == Timestamp.Descriptor => new Timestamp { Seconds = Seconds(), Nanos = Nanos() },
            FieldType.Message when field.MessageType == Duration.Descriptor => new Duration { Seconds = Seconds(), Nanos = Nanos() },
            FieldType.Message when field.MessageType == FieldMask.Descriptor => new FieldMask { Paths = { TruceTerms.Descriptor.Fields.InDeclarationOrder()[Below(29)].Name, Text() } },
            FieldType.Message => Message(field.MessageType, depth + 1),
            _ => throw new NotSupportedException(field.FullName),
        };

        private long Seconds() => Right() ? 1_600_000_000L + Below(400_000_000) : Numbers[Below(Numbers.Length)];

        private int Nanos() => Right() ? 0 : (int)Numbers[Below(Numbers.Length)];

        private string Text() => Below(Percent) < LikelyAnyText ? AnyText.Generate(pcg, null, out _) : Words[Below(Words.Length)];

        private bool Right() => Below(Percent) < likelyRight;

        private int Below(int limit) => RandomRequests.Below(pcg, limit);
    }
}
