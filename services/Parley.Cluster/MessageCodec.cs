using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;
using Parley.V1;

namespace Parley.Cluster;

/// <summary>
/// Lets grain calls carry protobuf messages: as their own bytes behind their concrete type. Messages are never changed once
/// handed over, so a copy is the same instance.
/// </summary>
public sealed class MessageCodec : IGeneralizedCodec, IGeneralizedCopier, ITypeFilter
{
    private static readonly ConcurrentDictionary<Type, MessageParser> Parsers = new();

    public bool IsSupportedType(Type type) => typeof(IMessage).IsAssignableFrom(type);

    public bool? IsTypeAllowed(Type type) => IsSupportedType(type) ? true : null;

    public object? DeepCopy(object? input, CopyContext context) => input;

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType!, value))
        {
            return;
        }

        var message = (IMessage)value!;

        // The concrete type always stands in the header: a generalized codec is not told the expected one when it reads.
        writer.WriteFieldHeader(fieldIdDelta, typeof(IMessage), message.GetType(), WireType.LengthPrefixed);
        var bytes = message.ToByteArray();
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes);
    }

    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference)
        {
            return ReferenceCodec.ReadReference<IMessage, TInput>(ref reader, field)!;
        }

        var type = field.FieldType ?? throw new FieldTypeMissingException(typeof(IMessage));
        var bytes = reader.ReadBytes(reader.ReadVarUInt32());
        var message = ParserOf(type).ParseFrom(bytes);
        ReferenceCodec.RecordObject(reader.Session, message);
        return message;
    }

    private static MessageParser ParserOf(Type type) => Parsers.GetOrAdd(type, static t =>
        ((MessageDescriptor)t.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Parser);
}

/// <summary>Registers what silo and gateway both need to talk to each other.</summary>
public static class ClusterSerialization
{
    /// <summary>Adds the codec for messages; called by silo and client alike.</summary>
    public static IServiceCollection AddParleySerialization(this IServiceCollection services)
    {
        if (services.Any(s => s.ServiceType == typeof(MessageCodec)))
        {
            return services; // Standalone is silo and gateway at once.
        }

        services.AddSerializer(serializer => serializer.AddAssembly(typeof(ClusterSerialization).Assembly));

        // What a store throws goes to the gateway as what it is, whichever store it is.
        services.Configure<ExceptionSerializationOptions>(exceptions => exceptions.SupportedNamespacePrefixes.Add(MembershipDatabase.Invariant));
        services.AddSingleton<MessageCodec>();
        services.AddSingleton<IGeneralizedCodec>(s => s.GetRequiredService<MessageCodec>());
        services.AddSingleton<IGeneralizedCopier>(s => s.GetRequiredService<MessageCodec>());
        services.AddSingleton<ITypeFilter>(s => s.GetRequiredService<MessageCodec>());
        return services;
    }
}
