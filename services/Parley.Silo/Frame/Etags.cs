using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Parley.Domain.Frame;

namespace Parley.Silo.Frame;

/// <summary>Optimistic concurrency: a request that carries an etag wants the resource as it saw it.</summary>
internal static class Etags
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor?> Fields = new();

    /// <summary>Why the request comes too late; null when it does not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="version">The version that last changed the resource.</param>
    public static Rejection? Mismatch(IMessage request, long version)
    {
        var field = Fields.GetOrAdd(request.Descriptor, static d => d.FindFieldByName("etag"));
        if (field is null || (string)field.Accessor.GetValue(request) is not { Length: > 0 } given || given == Etag.Of(version))
        {
            return null;
        }

        return new Rejection(
            RejectionCode.Aborted, "ETAG_MISMATCH", "The resource has changed since this etag was read. Read it again and decide anew.")
            .With("etag", given).With("current_etag", Etag.Of(version));
    }
}
