using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Scenarios;

/// <summary>
/// What can be said of a message without a server, by the rules that the contract itself states: what is required is there, and
/// names and ids look like names and ids. Everything else the server says.
/// </summary>
internal static class MessageShape
{
    /// <summary>Every field that breaks a rule.</summary>
    public static IEnumerable<Fault> Faults(IMessage message, string path = "") => Faults(message, path, null);

    private static IEnumerable<Fault> Faults(IMessage message, string path, FieldMask? mask)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var rule = field.GetOptions()?.GetExtension(RulesExtensions.Rule);
            if (rule is { OutputOnly: true } || mask?.Paths.Contains(field.Name) == false)
            {
                continue;
            }

            var at = path.Length == 0 ? field.JsonName : $"{path}.{field.JsonName}";
            var value = field.Accessor.GetValue(message);
            if (rule is not null)
            {
                foreach (var fault in Broken(rule, field, value, at))
                {
                    yield return fault;
                }
            }

            foreach (var (inner, where) in Inside(field, value, at))
            {
                foreach (var fault in Faults(inner, where, rule is { Masked: true } ? MaskOf(message) : null))
                {
                    yield return fault;
                }
            }
        }
    }

    /// <summary>The mask of a request; null where all fields count.</summary>
    private static FieldMask? MaskOf(IMessage request) =>
        request.Descriptor.FindFieldByName("update_mask")?.Accessor.GetValue(request) is FieldMask mask && !mask.Paths.Contains("*") ? mask : null;

    private static IEnumerable<Fault> Broken(FieldRule rule, FieldDescriptor field, object? value, string at)
    {
        if (IsEmpty(field, value))
        {
            if (rule.Required)
            {
                yield return new(at, "must be given.");
            }

            yield break;
        }

        var texts = field.FieldType != FieldType.String ? [] : value is IList list ? list.Cast<string>() : [(string)value!];
        foreach (var text in texts.Where(t => t != PathShape.Placeholder))
        {
            if (rule.Resource.Length > 0 && !rule.Resource.Split('|').Any(pattern => ResourceName.Matches(text, pattern)))
            {
                yield return new(at, $"'{text}' is no name like {rule.Resource.Replace("|", " or ", StringComparison.Ordinal)}.");
            }

            if (rule.Format == FieldFormat.Id && !ResourceName.IsId(text))
            {
                yield return new(at, $"'{text}' is no id: a small letter, then small letters, digits and hyphens, 2 to {ResourceName.MaxIdLength} characters in all.");
            }
        }
    }

    private static bool IsEmpty(FieldDescriptor field, object? value) => value switch
    {
        null => true,
        string text => text.Length == 0,
        ICollection items => items.Count == 0,
        _ => field.FieldType == FieldType.Enum && Convert.ToInt32(value) == 0,
    };

    private static IEnumerable<(IMessage Message, string Path)> Inside(FieldDescriptor field, object? value, string at) =>
        field.FieldType != FieldType.Message || field.IsMap ? []
        : value is IList list ? list.Cast<IMessage>().Select((m, i) => (m, $"{at}[{i}]"))
        : value is IMessage message ? [(message, at)] : [];
}
