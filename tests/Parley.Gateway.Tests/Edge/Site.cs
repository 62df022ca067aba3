using System.Collections;
using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Parley.Gateway.Tests.Edge;

/// <summary>One field somewhere in a request: the fields on the way to it, itself last.</summary>
internal sealed record Site(MessageDescriptor Request, ImmutableArray<FieldDescriptor> Way)
{
    private static readonly HashSet<MessageDescriptor> Leaves = [Timestamp.Descriptor, Duration.Descriptor, FieldMask.Descriptor];

    public FieldDescriptor Field => Way[^1];

    /// <summary>The path as a violation names it; of lists on the way the first item is meant.</summary>
    public string Path => string.Join('.', Way.Select((f, i) => f.IsRepeated && i < Way.Length - 1 ? f.Name + "[0]" : f.Name));

    /// <summary>Every field of a request that a caller fills, however deep.</summary>
    public static IEnumerable<Site> All(MessageDescriptor request) => Below(new(request, []), request);

    /// <summary>The smallest request in which the field's message is there.</summary>
    /// <param name="change">What to do with that message.</param>
    public IMessage Request_With(Action<IMessage> change)
    {
        var root = Requests.Smallest(Request);
        var at = root;
        foreach (var step in Way[..^1])
        {
            at = Into(at, step);
        }

        change(at);
        return root;
    }

    private static IMessage Into(IMessage message, FieldDescriptor step)
    {
        if (!step.IsRepeated)
        {
            if (step.Accessor.GetValue(message) is null)
            {
                step.Accessor.SetValue(message, Requests.Smallest(step.MessageType));
            }

            return (IMessage)step.Accessor.GetValue(message);
        }

        var list = (IList)step.Accessor.GetValue(message);
        if (list.Count == 0)
        {
            list.Add(Requests.Smallest(step.MessageType));
        }

        return (IMessage)list[0]!;
    }

    private static IEnumerable<Site> Below(Site above, MessageDescriptor type)
    {
        foreach (var field in Requests.Inputs(type))
        {
            var site = above with { Way = above.Way.Add(field) };
            yield return site;

            // A message that holds its own type is followed once.
            if (field.FieldType == FieldType.Message && !field.IsMap && !Leaves.Contains(field.MessageType)
                && above.Way.All(f => f.FieldType != FieldType.Message || f.MessageType != field.MessageType))
            {
                foreach (var deeper in Below(site, field.MessageType))
                {
                    yield return deeper;
                }
            }
        }
    }
}
