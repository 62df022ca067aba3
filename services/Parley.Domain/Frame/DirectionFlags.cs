using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.Reflection;
using Parley.V1;

namespace Parley.Domain.Frame;

/// <summary>
/// Stored texts that break the rule on marks of direction. They were recorded before there was a rule; they stay as they are, and anyone who
/// reads them learns of it here.
/// </summary>
public static class DirectionFlags
{
    // Stored messages never change, and views are made of them again for every version: each is looked through once.
    private static readonly ConditionalWeakTable<IMessage, ImmutableList<DirectionFlag>> Known = [];

    /// <summary>The flags of everything in a list of a resource.</summary>
    /// <param name="field">The list's name in the resource.</param>
    /// <param name="messages">What stands in it.</param>
    public static IEnumerable<DirectionFlag> Of(string field, IEnumerable<IMessage> messages) =>
        messages.SelectMany((message, i) => Of($"{field}[{i}]", message));

    /// <summary>The flags of a part of a resource, however deep in it the texts stand.</summary>
    /// <param name="field">The part's name in the resource.</param>
    /// <param name="message">The part, never changed once stored; null while there is none.</param>
    public static IEnumerable<DirectionFlag> Of(string field, IMessage? message)
    {
        if (message is null)
        {
            return [];
        }

        var found = Known.GetValue(message, static m => [.. In(m)]);
        return found.IsEmpty ? [] : found.Select(f => new DirectionFlag(f) { Field = $"{field}.{f.Field}" });
    }

    private static IEnumerable<DirectionFlag> In(IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            foreach (var flag in In(message, field))
            {
                yield return flag;
            }
        }
    }

    private static IEnumerable<DirectionFlag> In(IMessage message, FieldDescriptor field)
    {
        switch (field)
        {
            case { IsMap: true }:
                return field.Accessor.GetValue(message) is MapField<string, string> texts
                    ? texts.OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => In(t.Value, $"{field.Name}[\"{t.Key}\"]"))
                    : [];
            case { FieldType: FieldType.String, IsRepeated: true }:
                return ((RepeatedField<string>)field.Accessor.GetValue(message)).SelectMany((text, i) => In(text, $"{field.Name}[{i}]"));
            case { FieldType: FieldType.String }:
                return In((string)field.Accessor.GetValue(message), field.Name);
            case { FieldType: FieldType.Message, IsRepeated: true }:
                return ((System.Collections.IEnumerable)field.Accessor.GetValue(message)).Cast<IMessage>()
                    .SelectMany((part, i) => Under($"{field.Name}[{i}]", In(part)));
            case { FieldType: FieldType.Message }:
                return field.Accessor.GetValue(message) is IMessage part ? Under(field.Name, In(part)) : [];
            default:
                return [];
        }
    }

    private static IEnumerable<DirectionFlag> Under(string field, IEnumerable<DirectionFlag> flags)
    {
        foreach (var flag in flags)
        {
            flag.Field = $"{field}.{flag.Field}";
            yield return flag;
        }
    }

    private static IEnumerable<DirectionFlag> In(string text, string field)
    {
        if (TextDirection.FaultIn(text) is { } fault)
        {
            yield return new()
            {
                Field = field,
                Reason = fault.Reason,
                Position = fault.Position,
                CodePoint = fault.CodePoint,
                Message = fault.Description,
            };
        }
    }
}
