using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Parley.Silo.Frame;

/// <summary>
/// The hash by which a repeat is told from another request under the same id: of the request's deterministic bytes and of what
/// kind of request it is, since an acceptance and a refusal of the same truce have the same bytes.
/// </summary>
internal static class RequestHash
{
    public static byte[] Of(IMessage request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.Descriptor.FullName));
        hash.AppendData([0]);
        hash.AppendData(WireBytes.Of(request));
        return hash.GetHashAndReset();
    }
}
