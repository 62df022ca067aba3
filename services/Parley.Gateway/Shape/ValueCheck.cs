using System.Collections.Frozen;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.Contract;
using Parley.Domain.Time;
using Parley.V1;
using Enum = System.Enum;

namespace Parley.Gateway.Shape;

/// <summary>The check of one value, alone or in a list.</summary>
internal abstract class ValueCheck
{
    /// <summary>True when a value that is not given still has something to be checked: a number, 0 being one.</summary>
    public virtual bool ChecksEmpty => false;

    /// <summary>The check that values of a field need; null when nothing about them can be wrong.</summary>
    public static ValueCheck? Of(FieldDescriptor field, FieldRule rule, Func<MessageDescriptor, MessagePlan> planOf) => field.FieldType switch
    {
        FieldType.String => new StringCheck(rule),
        FieldType.Bytes => new BytesCheck(rule),
        FieldType.Enum => new EnumCheck(field.EnumType),
        FieldType.Double or FieldType.Float => new FractionCheck(),
        FieldType.Int32 or FieldType.Int64 or FieldType.SInt32 or FieldType.SInt64 or FieldType.SFixed32 or FieldType.SFixed64
            or FieldType.UInt32 or FieldType.Fixed32 => rule.Minimum == 0 && rule.Maximum == 0 ? null : new NumberCheck(rule),
        FieldType.Message when field.MessageType == Timestamp.Descriptor => new TimestampCheck(),
        FieldType.Message when field.MessageType == Duration.Descriptor => new DurationCheck(),
        FieldType.Message when field.MessageType == FieldMask.Descriptor => new MaskCheck(),
        FieldType.Message => new MessageCheck(planOf(field.MessageType)),
        FieldType.Bool => null,
        _ => throw new NotSupportedException($"{field.FullName}: fields of type {field.FieldType} cannot be checked."),
    };

    /// <summary>True when the value is what a field holds that nobody has set.</summary>
    public virtual bool IsEmpty(object value) => false;

    public abstract void Check(object value, string field, int index, ShapeWalk walk);
}

internal sealed class StringCheck(FieldRule rule) : ValueCheck
{
    private readonly int _maxBytes = rule.MaxBytes > 0 ? rule.MaxBytes : TextRules.DefaultMaxBytes;
    private readonly FieldFormat _format = rule.Format;
    private readonly string[] _patterns = rule.Resource.Split('|', StringSplitOptions.RemoveEmptyEntries);
    private readonly string _patternText = rule.Resource.Replace("|", " or ", StringComparison.Ordinal);

    public override bool IsEmpty(object value) => ((string)value).Length == 0;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        var text = (string)value;
        if (!TextRules.Check(text, _maxBytes, field, index, null, walk))
        {
            return;
        }

        if (_patterns.Length > 0 && !Array.Exists(_patterns, p => ResourceName.Matches(text, p)))
        {
            walk.Add(field, "NAME_INVALID", $"This must be a resource name of the form {_patternText}, each * an id [a-z][a-z0-9-]{{1,62}}.", index);
        }

        if (Formats.Check(text, _format) is { } wrong)
        {
            walk.Add(field, wrong.Reason, wrong.Description, index);
        }
    }
}

internal sealed class BytesCheck(FieldRule rule) : ValueCheck
{
    private readonly int _maxBytes = rule.MaxBytes > 0 ? rule.MaxBytes : TextRules.DefaultMaxBytes;

    public override bool IsEmpty(object value) => ((ByteString)value).IsEmpty;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        if (((ByteString)value).Length is var length && length > _maxBytes)
        {
            walk.Add(field, "TOO_LONG", $"At most {_maxBytes} bytes are accepted; there are {length}.", index);
        }
    }
}

internal sealed class EnumCheck(EnumDescriptor descriptor) : ValueCheck
{
    private readonly FrozenSet<int> _known = descriptor.Values.Select(v => v.Number).ToFrozenSet();
    private readonly string _name = descriptor.Name;

    public override bool IsEmpty(object value) => NumberOf(value) == 0;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        var number = NumberOf(value);
        if (!_known.Contains(number))
        {
            walk.Add(field, "ENUM_UNKNOWN", $"{number} is no value of {_name}.", index);
        }
        else if (number == 0 && index >= 0)
        {
            walk.Add(field, "FIELD_REQUIRED", $"An item of a list must be a value of {_name} other than UNSPECIFIED.", index);
        }
    }

    // A boxed enum of the contract unboxes to its underlying int.
    private static int NumberOf(object value) => value is Enum ? (int)value : 0;
}

internal sealed class NumberCheck(FieldRule rule) : ValueCheck
{
    public override bool ChecksEmpty => true;

    public override bool IsEmpty(object value) => Number(value) == 0;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        if (Number(value) is var number && (number < rule.Minimum || number > rule.Maximum))
        {
            walk.Add(field, "OUT_OF_RANGE", $"This must be from {rule.Minimum} to {rule.Maximum}; it is {number}.", index);
        }
    }

    private static long Number(object value) => value switch
    {
        int number => number,
        long number => number,
        _ => Convert.ToInt64(value),
    };
}

internal sealed class FractionCheck : ValueCheck
{
    public override bool IsEmpty(object value) => value is 0.0 or 0.0f;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        if (!double.IsFinite(value is double number ? number : (float)value))
        {
            walk.Add(field, "NOT_FINITE", "This must be a finite number.", index);
        }
    }
}

internal sealed class TimestampCheck : ValueCheck
{
    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        if (!((Timestamp)value).IsValid())
        {
            walk.Add(field, "TIMESTAMP_INVALID", "This must be an instant in the years 1 to 9999, with 0 to 999999999 nanoseconds.", index);
        }
    }
}

internal sealed class DurationCheck : ValueCheck
{
    private const long MaxSeconds = 315_576_000_000;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        var (seconds, nanos) = (((Duration)value).Seconds, ((Duration)value).Nanos);
        if (seconds is < -MaxSeconds or > MaxSeconds
            || nanos is <= -1_000_000_000 or >= 1_000_000_000
            || (seconds < 0 && nanos > 0) || (seconds > 0 && nanos < 0))
        {
            walk.Add(field, "DURATION_INVALID", "This must be a duration of at most 10,000 years, seconds and nanoseconds with the same sign.", index);
        }
    }
}

internal sealed class MaskCheck : ValueCheck
{
    public override bool IsEmpty(object value) => ((FieldMask)value).Paths.Count == 0;

    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        var paths = ((FieldMask)value).Paths;
        if (paths.Count > FieldCheck.DefaultMaxItems)
        {
            walk.Add(field, "TOO_MANY", $"At most {FieldCheck.DefaultMaxItems} paths are accepted; there are {paths.Count}.", index);
        }
        else if (walk.Enter(field, index))
        {
            for (var i = 0; i < paths.Count; i++)
            {
                TextRules.Check(paths[i], TextRules.DefaultMaxBytes, "paths", i, null, walk);
            }

            walk.Leave();
        }
    }
}

internal sealed class MessageCheck(MessagePlan plan) : ValueCheck
{
    public override void Check(object value, string field, int index, ShapeWalk walk)
    {
        if (walk.Enter(field, index))
        {
            plan.Check((IMessage)value, walk);
            walk.Leave();
        }
    }
}
