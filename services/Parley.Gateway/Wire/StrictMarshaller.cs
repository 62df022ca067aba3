using System.Buffers;
using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Wire;

/// <summary>
/// A marshaller that answers bytes that are no message with INVALID_ARGUMENT, reason MALFORMED_MESSAGE, and a message of Parley's
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
        var isOurs = type.File.Package == Contract;
        var parser = type.Parser.WithDiscardUnknownFields(!isOurs);
        return Marshallers.Create(marshaller.ContextualSerializer, context =>
        {
            var bytes = context.PayloadAsReadOnlySequence();
            T message;
            try
            {
                message = (T)parser.ParseFrom(bytes);
            }
            catch (InvalidProtocolBufferException)
            {
                // The parser's own limit of 100 nested messages and its check of UTF-8 come out here too.
                throw Refused(Refusals.MalformedMessage);
            }

            return isOurs && UnknownFields.Refuse(type, bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray()) is { } unknown
                ? throw Refused(unknown)
                : message;
        });
    }

    private static RpcException Refused(Rejection rejection) => RejectionStatus.ToException(rejection, Traces.CurrentId());
}
