using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Frame;

namespace Parley.Gateway.Shape;

/// <summary>
/// Checks what every request must look like, by the rules that stand in the contract itself (<c>parley.v1.rule</c>). What it
/// finds, it says all at once. Whether the request makes sense is the domain's to say.
/// </summary>
public sealed class ShapeValidator
{
    /// <summary>The most violations named in one answer; the answer says how many more there are.</summary>
    public const int MaxViolations = 50;

    /// <summary>The deepest nesting of messages looked into. The contract's own messages stay far below.</summary>
    public const int MaxDepth = 32;

    private readonly ConcurrentDictionary<MessageDescriptor, MessagePlan> _plans = new();

    /// <summary>Null when the request is well formed; otherwise everything that is not.</summary>
    public Rejection? Check(IMessage request)
    {
        var walk = ShapeWalk.Begin();
        PlanOf(request.Descriptor).Check(request, walk);
        return walk.Count == 0 ? null : Refuse(walk);
    }

    internal MessagePlan PlanOf(MessageDescriptor descriptor) =>
        _plans.TryGetValue(descriptor, out var plan) ? plan : _plans.GetOrAdd(descriptor, new MessagePlan(descriptor, PlanOf));

    private static Rejection Refuse(ShapeWalk walk)
    {
        var named = walk.Violations;
        var first = named[0];
        var message = walk.Count == 1
            ? $"{first.Field}: {first.Description}"
            : $"{first.Field}: {first.Description} {walk.Count - 1} more field violations stand in the details.";
        if (walk.Count > named.Count)
        {
            message += $" Only the first {named.Count} are named.";
        }

        return new Rejection(RejectionCode.InvalidArgument, first.Reason, message) { Fields = [.. named] }
            .With("violations", walk.Count.ToString());
    }
}
