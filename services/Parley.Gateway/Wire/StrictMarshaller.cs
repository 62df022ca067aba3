using Google.Protobuf;
using Grpc.Core;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>A marshaller that answers bytes that are no message with INVALID_ARGUMENT, reason MALFORMED_MESSAGE.</summary>
internal static class StrictMarshaller
{
    public static Marshaller<T> Of<T>(Marshaller<T> marshaller)
        where T : class
    {
        var deserialize = marshaller.ContextualDeserializer;
        return Marshallers.Create(marshaller.ContextualSerializer, context =>
        {
            try
            {
                return deserialize(context);
            }
            catch (InvalidProtocolBufferException)
            {
                // The parser's own limit of 100 nested messages and its check of UTF-8 come out here too.
                throw RejectionStatus.ToException(Refusals.MalformedMessage, Traces.CurrentId());
            }
        });
    }
}
