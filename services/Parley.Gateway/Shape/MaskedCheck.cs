using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Parley.V1;

namespace Parley.Gateway.Shape;

/// <summary>A message of which only those fields count that the mask beside it names (AIP-134).</summary>
internal sealed class MaskedCheck : FieldCheck
{
    private readonly MessagePlan _plan;
    private readonly IFieldAccessor _mask;

    public MaskedCheck(FieldDescriptor field, FieldRule rule, MessagePlan plan)
        : base(field, rule)
    {
        _plan = plan;
        _mask = field.ContainingType.FindFieldByName("update_mask") is { } mask && mask.MessageType == FieldMask.Descriptor
            ? mask.Accessor
            : throw new NotSupportedException($"{field.FullName}: there is no update_mask beside it.");
    }

    public override void Check(IMessage message, ShapeWalk walk)
    {
        if (Accessor.GetValue(message) is not IMessage given)
        {
            if (Required)
            {
                Missing(walk);
            }
        }
        else if (_mask.GetValue(message) is FieldMask mask && walk.Enter(Name))
        {
            _plan.Check(given, mask, walk);
            walk.Leave();
        }
    }
}
