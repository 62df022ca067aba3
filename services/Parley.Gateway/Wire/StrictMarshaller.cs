using System.Buffers;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// A marshaller that refuses bytes that are not a message with INVALID_ARGUMENT, reason MALFORMED_MESSAGE, and a message of Parley's
/// contract with fields that the contract does not have with reason UNKNOWN_FIELD. Other services, health and reflection, pass
/// over such fields as protobuf means them to: nothing of theirs gets into a record.
/// </summary>
internal static class StrictMarshaller
{
    private const string Contract = "parley.v1";

    public static Marshaller<T> Of<T>(Marshaller<T> marshaller)
        where T : class
    {
        var type = (MessageDescriptor)typeof(T).GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return With(marshaller, bytes => Read(type, bytes));
    }

    /// <summary>A marshaller that reads requests in a given way. Whatever the reading throws is a refusal of the bytes.</summary>
    /// <param name="marshaller">How the message is written.</param>
    /// <param name="read">Gives the message, or why its bytes are refused.</param>
    internal static Marshaller<T> With<T>(Marshaller<T> marshaller, Func<ReadOnlySequence<byte>, (IMessage? Message, Rejection? Refusal)> read)
        where T : class =>
        Marshallers.Create(marshaller.ContextualSerializer, context =>
        {
            (IMessage? Message, Rejection? Refusal) result;
            try
            {
                result = read(context.PayloadAsReadOnlySequence());
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // Reading depends on the bytes alone, so the caller gets the same answer as for other bytes that are not a message.
                // Left to the framework, the exception would be logged as an error for each such call of anyone at all.
                Traces.TagFault(exception);
                result = (null, Refusals.MalformedMessage);
            }

            return result.Refusal is { } refusal ? throw RejectionStatus.ToException(refusal, Traces.CurrentId()) : (T)result.Message!;
        });

    /// <summary>Reads a message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="bytes">Its bytes: any bytes at all.</param>
    /// <returns>The message, or why the bytes are refused.</returns>
    internal static (IMessage? Message, Rejection? Refusal) Read(MessageDescriptor type, ReadOnlySequence<byte> bytes)
    {
        IMessage message;
        try
        {
            // Unknown fields are not discarded here: when the parser discards them, it takes wire types that do not exist.
            message = type.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // The parser's own limit of 100 nested messages and its check of UTF-8 come out here too.
            return (null, Refusals.MalformedMessage);
        }

        return type.File.Package == Contract && UnknownFields.Refuse(type, bytes) is { } refusal ? (null, refusal) : (message, null);
    }
}
