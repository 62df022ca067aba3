using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Parley.Cli.Calls;

/// <summary>One rpc of the contract, callable without code made for it.</summary>
internal sealed class Rpc
{
    public Rpc(MethodDescriptor descriptor)
    {
        Descriptor = descriptor;
        Name = $"{descriptor.Service.Name}.{descriptor.Name}";
        Method = new Method<IMessage, IMessage>(
            descriptor.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary,
            descriptor.Service.FullName,
            descriptor.Name,
            MarshallerOf(descriptor.InputType),
            MarshallerOf(descriptor.OutputType));
    }

    /// <summary>What the contract says of it.</summary>
    public MethodDescriptor Descriptor { get; }

    /// <summary>Service and rpc: <c>TruceService.CreateTruce</c>.</summary>
    public string Name { get; }

    /// <summary>How gRPC calls it.</summary>
    public Method<IMessage, IMessage> Method { get; }

    /// <summary>The type of its request.</summary>
    public MessageDescriptor Request => Descriptor.InputType;

    /// <summary>The type of its response, of each message of it for a stream.</summary>
    public MessageDescriptor Response => Descriptor.OutputType;

    /// <summary>True where many messages come back.</summary>
    public bool IsStream => Descriptor.IsServerStreaming;

    private static Marshaller<IMessage> MarshallerOf(MessageDescriptor type) =>
        Marshallers.Create(message => message.ToByteArray(), bytes => type.Parser.ParseFrom(bytes));
}
