using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Parley.Silo.Frame;

/// <summary>
/// The hash by which a repeat is told from another request under the same id: of the request's deterministic bytes and of what
/// kind of request it is, since an acceptance and a refusal of the same truce have the same bytes.
/// </summary>
internal static class RequestHash
{
    private static readonly ConcurrentDictionary<MessageDescriptor, byte[]> Names = new();

    // The name of the kind is ASCII without NUL, so it ends where a NUL begins the message.
    public static byte[] Of(IMessage request) =>
        SHA256.HashData(WireBytes.Of(request, Names.GetOrAdd(request.Descriptor, static d => Encoding.ASCII.GetBytes(d.FullName + '\0'))));
}
