using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Shape;

/// <summary>How messages of one type are checked: worked out from the descriptor once, followed for every request.</summary>
internal sealed class MessagePlan
{
    private readonly Lazy<FieldCheck[]> _fields;

    public MessagePlan(MessageDescriptor descriptor, Func<MessageDescriptor, MessagePlan> planOf)
    {
        Descriptor = descriptor;
        RequestId = StringField(descriptor, "request_id");
        PageToken = StringField(descriptor, "page_token");
        PageSize = descriptor.FindFieldByName("page_size")?.Accessor;
        ReadTime = descriptor.FindFieldByName("read_time")?.Accessor;
        Resource = descriptor.FindFieldByNumber(1) is { FieldType: FieldType.String, IsRepeated: false } first ? first.Accessor : null;

        // Worked out when first needed: a message may hold messages of its own type.
        _fields = new(() => [.. descriptor.Fields.InDeclarationOrder().Select(f => FieldCheck.Of(f, planOf)).OfType<FieldCheck>()]);
    }

    public MessageDescriptor Descriptor { get; }

    /// <summary>The field <c>request_id</c>, where there is one.</summary>
    public IFieldAccessor? RequestId { get; }

    /// <summary>The field <c>page_token</c>, where there is one.</summary>
    public IFieldAccessor? PageToken { get; }

    /// <summary>The field <c>page_size</c>, where there is one.</summary>
    public IFieldAccessor? PageSize { get; }

    /// <summary>The field <c>read_time</c>, where there is one.</summary>
    public IFieldAccessor? ReadTime { get; }

    /// <summary>The first field, which by the contract's custom is the resource's name, its parent, or the id that it gets.</summary>
    public IFieldAccessor? Resource { get; }

    public void Check(IMessage message, ShapeWalk walk)
    {
        foreach (var field in _fields.Value)
        {
            field.Check(message, walk);
        }
    }

    /// <summary>Checks only the fields that a mask names, all of them for "*".</summary>
    public void Check(IMessage message, FieldMask mask, ShapeWalk walk)
    {
        var all = mask.Paths.Contains("*");
        foreach (var field in _fields.Value)
        {
            if (all || mask.Paths.Contains(field.Name))
            {
                field.Check(message, walk);
            }
        }
    }

    /// <summary>The rule of a field; one that says nothing where the contract gives none.</summary>
    public static FieldRule RuleOf(FieldDescriptor field) => field.GetOptions()?.GetExtension(RulesExtensions.Rule) ?? new();

    private static IFieldAccessor? StringField(MessageDescriptor descriptor, string name) =>
        descriptor.FindFieldByName(name) is { FieldType: FieldType.String, IsRepeated: false } field ? field.Accessor : null;
}
