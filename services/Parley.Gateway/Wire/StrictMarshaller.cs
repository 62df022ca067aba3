using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// A marshaller that answers bytes that are no message with INVALID_ARGUMENT, reason MALFORMED_MESSAGE, and drops fields that the
/// contract does not have: what nobody has checked must not get into a record.
/// </summary>
internal static class StrictMarshaller
{
    public static Marshaller<T> Of<T>(Marshaller<T> marshaller)
        where T : class
    {
        var strict = ParserOf(typeof(T));
        var dropping = strict.WithDiscardUnknownFields(true);
        return Marshallers.Create(marshaller.ContextualSerializer, context =>
        {
            try
            {
                var bytes = context.PayloadAsReadOnlySequence();
                var message = dropping.ParseFrom(bytes);
                if (message.CalculateSize() != context.PayloadLength)
                {
                    // There was something else: allowed when it is a field, and whoever drops fields does not look closely.
                    strict.ParseFrom(bytes);
                }

                return (T)message;
            }
            catch (InvalidProtocolBufferException)
            {
                // The parser's own limit of 100 nested messages and its check of UTF-8 come out here too.
                throw RejectionStatus.ToException(Refusals.MalformedMessage, Traces.CurrentId());
            }
        });
    }

    private static MessageParser ParserOf(Type message) =>
        ((MessageDescriptor)message.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Parser;
}
