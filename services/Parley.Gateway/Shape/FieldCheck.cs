using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Shape;

/// <summary>The check of one field.</summary>
internal abstract class FieldCheck(FieldDescriptor field, FieldRule rule)
{
    /// <summary>The most items in a list or map that has no rule of its own.</summary>
    public const int DefaultMaxItems = 100;

    /// <summary>The field's name as in the contract, for example <c>also_stated</c>.</summary>
    public string Name { get; } = field.Name;

    protected IFieldAccessor Accessor { get; } = field.Accessor;

    protected bool Required { get; } = rule.Required;

    protected int MaxItems { get; } = rule.MaxItems > 0 ? rule.MaxItems : DefaultMaxItems;

    /// <summary>The check that a field needs; null when nothing about it can be wrong, or when Parley sets it.</summary>
    public static FieldCheck? Of(FieldDescriptor field, Func<MessageDescriptor, MessagePlan> planOf)
    {
        var rule = MessagePlan.RuleOf(field);
        if (rule.OutputOnly)
        {
            return null;
        }

        if (rule.Masked)
        {
            return new MaskedCheck(field, rule, planOf(field.MessageType));
        }

        if (field.IsMap)
        {
            return new MapCheck(field, rule);
        }

        if (field.IsRepeated)
        {
            return new ListCheck(field, rule, ValueCheck.Of(field, rule, planOf));
        }

        return ValueCheck.Of(field, rule, planOf) is { } value ? new SingleCheck(field, rule, value) : null;
    }

    public abstract void Check(IMessage message, ShapeWalk walk);

    protected void Missing(ShapeWalk walk) => walk.Add(Name, "FIELD_REQUIRED", "This field must be set.");

    /// <summary>False when there are too many to be looked at, or none.</summary>
    protected bool CountIsRight(int count, ShapeWalk walk)
    {
        if (count == 0 && Required)
        {
            Missing(walk);
        }
        else if (count > MaxItems)
        {
            walk.Add(Name, "TOO_MANY", $"At most {MaxItems} items are accepted; there are {count}.");
            return false;
        }

        return count > 0;
    }
}

/// <summary>A field with one value.</summary>
internal sealed class SingleCheck(FieldDescriptor field, FieldRule rule, ValueCheck value) : FieldCheck(field, rule)
{
    private readonly bool _hasPresence = field.HasPresence;

    public override void Check(IMessage message, ShapeWalk walk)
    {
        if (_hasPresence && !Accessor.HasValue(message))
        {
            if (Required)
            {
                Missing(walk);
            }

            return;
        }

        var given = Accessor.GetValue(message);
        if (value.IsEmpty(given))
        {
            if (Required)
            {
                Missing(walk);
            }
            else if (_hasPresence || value.ChecksEmpty)
            {
                value.Check(given, Name, -1, walk);
            }

            return;
        }

        value.Check(given, Name, -1, walk);
    }
}

/// <summary>A list. Every item in it is held to the rule, an empty one too.</summary>
internal sealed class ListCheck(FieldDescriptor field, FieldRule rule, ValueCheck? value) : FieldCheck(field, rule)
{
    public override void Check(IMessage message, ShapeWalk walk)
    {
        var items = (System.Collections.IList)Accessor.GetValue(message);
        if (!CountIsRight(items.Count, walk) || value is null)
        {
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            value.Check(items[i]!, Name, i, walk);
        }
    }
}

/// <summary>A map from language tags, or other short keys, to texts: the only maps of the contract.</summary>
internal sealed class MapCheck : FieldCheck
{
    private readonly FieldFormat _keyFormat;
    private readonly int _maxBytes;

    public MapCheck(FieldDescriptor field, FieldRule rule)
        : base(field, rule)
    {
        if (field.MessageType.Fields.InFieldNumberOrder().Any(f => f.FieldType != FieldType.String))
        {
            throw new NotSupportedException($"{field.FullName}: only maps from string to string can be checked.");
        }

        _keyFormat = rule.Format;
        _maxBytes = rule.MaxBytes > 0 ? rule.MaxBytes : TextRules.DefaultMaxBytes;
    }

    public override void Check(IMessage message, ShapeWalk walk)
    {
        var map = (Google.Protobuf.Collections.MapField<string, string>)Accessor.GetValue(message);
        if (!CountIsRight(map.Count, walk))
        {
            return;
        }

        foreach (var (key, text) in map)
        {
            if (!TextRules.Check(key, TextRules.DefaultMaxBytes, Name, -1, key, walk))
            {
                continue;
            }

            if (Formats.Check(key, _keyFormat) is { } wrong)
            {
                walk.Add(Name, wrong.Reason, wrong.Description, key: key);
            }

            if (text.Length == 0 && Required)
            {
                walk.Add(Name, "FIELD_REQUIRED", "A text must not be empty.", key: key);
            }

            TextRules.Check(text, _maxBytes, Name, -1, key, walk);
        }
    }
}
