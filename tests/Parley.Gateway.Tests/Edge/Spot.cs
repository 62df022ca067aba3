using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Parley.Gateway.Tests.Edge;

/// <summary>One value that stands in a request: the way to it, as fields and, in lists, indexes.</summary>
internal sealed record Spot(ImmutableArray<(FieldDescriptor Field, int Index)> Way)
{
    public FieldDescriptor Field => Way[^1].Field;

    public string Path => string.Join('.', Way.Select(s => s.Index < 0 ? s.Field.Name : $"{s.Field.Name}[{s.Index}]"));

    /// <summary>Everything that stands in a message and in the messages within it, texts by language aside.</summary>
    public static IEnumerable<Spot> In(IMessage message) => In(message, []);

    public object? ValueIn(IMessage request)
    {
        var holder = HolderIn(request);
        var value = Field.Accessor.GetValue(holder);
        return Way[^1].Index < 0 ? value : ((IList)value)[Way[^1].Index];
    }

    /// <summary>A copy of the request in which something else stands here; null takes it away.</summary>
    public IMessage Replaced(IMessage request, object? value)
    {
        var copy = request.Descriptor.Parser.ParseFrom(request.ToByteString());
        var holder = HolderIn(copy);
        if (Way[^1].Index is >= 0 and var index)
        {
            ((IList)Field.Accessor.GetValue(holder))[index] = value;
        }
        else if (value is null)
        {
            Field.Accessor.Clear(holder);
        }
        else
        {
            Field.Accessor.SetValue(holder, value);
        }

        return copy;
    }

    private IMessage HolderIn(IMessage request)
    {
        foreach (var (field, index) in Way[..^1])
        {
            var value = field.Accessor.GetValue(request);
            request = (IMessage)(index < 0 ? value : ((IList)value)[index]!);
        }

        return request;
    }

    private static IEnumerable<Spot> In(IMessage message, ImmutableArray<(FieldDescriptor Field, int Index)> above)
    {
        foreach (var field in Requests.Inputs(message.Descriptor))
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsMap || value is null or "")
            {
                continue;
            }

            var items = field.IsRepeated ? ((IList)value).Cast<object>().Select((item, i) => (i, item)) : [(-1, value)];
            foreach (var (index, item) in items)
            {
                var spot = new Spot(above.Add((field, index)));
                yield return spot;
                if (item is IMessage inner)
                {
                    foreach (var deeper in In(inner, spot.Way))
                    {
                        yield return deeper;
                    }
                }
            }
        }
    }
}
