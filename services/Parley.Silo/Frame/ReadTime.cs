using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Parley.Silo.Frame;

/// <summary>The instant as of whose records a query wants its answer.</summary>
internal static class ReadTime
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor?> Fields = new();

    /// <summary>The query's <c>read_time</c>; null when it has none.</summary>
    public static Timestamp? Of(IMessage query) =>
        Fields.GetOrAdd(query.Descriptor, static d => d.FindFieldByName("read_time"))?.Accessor.GetValue(query) as Timestamp;
}
