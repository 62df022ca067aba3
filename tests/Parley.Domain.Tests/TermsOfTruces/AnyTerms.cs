using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.V1;

namespace Parley.Domain.Tests.TermsOfTruces;

/// <summary>Terms filled at random with things that are right somewhere, mostly in the wrong place.</summary>
internal static class AnyTerms
{
    private static readonly string[] Words =
    [
        "", "p1", "p2", "aghdam", "P6M", "P0D", "PT48H", "-P1D", "2020-11-10T00:00", "2020-11-10", "2020-10-18T24:00", "Asia/Baku", "MSK", "+04:00", "06:00",
        SampleTerms.Armenia, SampleTerms.Azerbaijan, SampleTerms.Sector, SampleTerms.Earlier, SampleTerms.TruceName, "conflicts", "to be agreed",
    ];

    public static TruceTerms From(int seed)
    {
        var random = new Random(seed);
        var terms = new TruceTerms();
        Fill(terms, random, depth: 0);
        return terms;
    }

    /// <summary>
    /// A request filled at random, as far as the gateway would let it through: what the contract requires is there.
    /// </summary>
    public static IMessage Request(MessageDescriptor kind, Random random)
    {
        var request = kind.Parser.ParseFrom(ByteString.Empty);
        Fill(request, random, depth: 1);
        return request;
    }

    private static void Fill(IMessage message, Random random, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var required = depth > 0 && field.GetOptions()?.GetExtension(RulesExtensions.Rule)?.Required == true;
            if (field.IsMap)
            {
                ((LocalizedText)message).Values["en"] = Words[random.Next(Words.Length)];
            }
            else if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                for (var i = random.Next(4 - Math.Min(3, depth)); i > 0; i--)
                {
                    list.Add(Value(field, random, depth));
                }
            }
            else if (required || random.Next(3) > 0)
            {
                field.Accessor.SetValue(message, Value(field, random, depth));
            }
        }
    }

    private static object Value(FieldDescriptor field, Random random, int depth)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                var message = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                Fill(message, random, depth + 1);
                return message;
            case FieldType.Enum:
                var values = field.EnumType.Values;
                return System.Enum.ToObject(field.EnumType.ClrType, values[random.Next(values.Count)].Number);
            case FieldType.Bool:
                return random.Next(2) == 0;
            case FieldType.Int32:
                return random.Next(3);
            case FieldType.Int64:
                return (long)random.Next();
            case FieldType.Double:
                return (random.NextDouble() * 1000) - 500;
            case FieldType.String:
                return Words[random.Next(Words.Length)];
            default:
                throw new NotSupportedException(field.FullName);
        }
    }
}
