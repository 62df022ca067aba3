using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Tests.Edge;

/// <summary>One way to make a field wrong, and what must then be said of it.</summary>
/// <param name="Name">For the test's output.</param>
/// <param name="Reason">The violation's reason.</param>
/// <param name="Suffix">What follows the field's own path: an index or a key.</param>
/// <param name="Apply">Does it to the message that holds the field.</param>
internal sealed record Spoil(string Name, string Reason, string Suffix, Action<IMessage> Apply);

/// <summary>Every way in which a field can break its rule in the contract.</summary>
internal static class Spoils
{
    /// <summary>Far more items than any list may have.</summary>
    public const int Many = 10_000;

    private const int DefaultMaxItems = 100;

    public static IEnumerable<Spoil> Of(FieldDescriptor field)
    {
        var rule = Requests.RuleOf(field);
        if (rule.Required)
        {
            yield return new("missing", "FIELD_REQUIRED", "", field.Accessor.Clear);
        }

        if (field.IsMap)
        {
            foreach (var spoil in OfMap(field, rule))
            {
                yield return spoil;
            }
        }
        else if (field.IsRepeated)
        {
            foreach (var spoil in OfList(field, rule))
            {
                yield return spoil;
            }
        }
        else
        {
            foreach (var (name, reason, suffix, value) in Values.Wrong(field, rule))
            {
                yield return new(name, reason, suffix, m => field.Accessor.SetValue(m, value));
            }
        }
    }

    private static IEnumerable<Spoil> OfList(FieldDescriptor field, FieldRule rule)
    {
        var max = rule.MaxItems > 0 ? rule.MaxItems : DefaultMaxItems;
        foreach (var count in new[] { max + 1, Many })
        {
            yield return new($"{count} items", "TOO_MANY", "", m => Fill(m, count, Item()));
        }

        foreach (var (name, reason, suffix, value) in Values.Wrong(field, rule))
        {
            yield return new("item " + name, reason, "[0]" + suffix, m => Fill(m, 1, value));
        }

        if (field.FieldType == FieldType.Enum)
        {
            yield return new("item unspecified", "FIELD_REQUIRED", "[0]", m => Fill(m, 1, System.Enum.ToObject(field.EnumType.ClrType, 0)));
        }

        object Item() => field.FieldType == FieldType.Message ? Requests.Empty(field.MessageType) : Requests.Right(field, rule);

        void Fill(IMessage message, int count, object item)
        {
            field.Accessor.Clear(message);
            var list = (IList)field.Accessor.GetValue(message);
            for (var i = 0; i < count; i++)
            {
                list.Add(item);
            }
        }
    }

    private static IEnumerable<Spoil> OfMap(FieldDescriptor field, FieldRule rule)
    {
        var max = rule.MaxItems > 0 ? rule.MaxItems : DefaultMaxItems;
        foreach (var count in new[] { max + 1, Many })
        {
            yield return new($"{count} keys", "TOO_MANY", "", m => Put(m, [.. Tags(count).Select(t => (t, "text"))]));
        }

        if (rule.Required)
        {
            yield return new("empty text", "FIELD_REQUIRED", "[\"en\"]", m => Put(m, ("en", "")));
        }

        if (rule.Format == FieldFormat.Language)
        {
            yield return new("bad tag", "LANGUAGE_INVALID", "[\"english?\"]", m => Put(m, ("english!", "text")));
            yield return new("empty tag", "LANGUAGE_INVALID", "[\"\"]", m => Put(m, ("", "text")));
        }

        yield return new("control character in tag", "CONTROL_CHARACTER", "[\"e?n\"]", m => Put(m, ("e\0n", "text")));
        foreach (var (name, reason, text) in Values.WrongTexts(rule.MaxBytes > 0 ? rule.MaxBytes : Values.DefaultMaxBytes))
        {
            yield return new("text " + name, reason, "[\"en\"]", m => Put(m, ("en", text)));
        }

        void Put(IMessage message, params (string Key, string Text)[] pairs)
        {
            field.Accessor.Clear(message);
            var map = (IDictionary)field.Accessor.GetValue(message);
            foreach (var (key, text) in pairs)
            {
                map.Add(key, text);
            }
        }
    }

    private static IEnumerable<string> Tags(int count)
    {
        const int Letters = 26;
        return Enumerable.Range(0, count).Select(i => string.Create(3, i, static (tag, n) =>
        {
            for (var at = 0; at < tag.Length; at++, n /= Letters)
            {
                tag[at] = (char)('a' + (n % Letters));
            }
        }));
    }
}
