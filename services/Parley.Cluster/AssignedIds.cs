using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Cluster;

/// <summary>
/// Ids that Parley assigns: an HMAC, under a key of the deployment, of who asks what, for what, with which request id. A retried
/// create so meets what its first try made, and nobody can read from an id how many came before it. The rpc is part of it: the
/// same request id used for another rpc gives another id, of which one may be a secret and the other not.
/// </summary>
public sealed class AssignedIds(ReadOnlyMemory<byte> key)
{
    /// <summary>The shortest key accepted, in bytes.</summary>
    public const int MinKeyLength = 32;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 20;

    /// <summary>An id of 20 characters of <c>[a-z2-7]</c>, the first a letter.</summary>
    /// <param name="subject">Who asks.</param>
    /// <param name="rpc">What is asked: the request's message name.</param>
    /// <param name="parent">For what.</param>
    /// <param name="requestId">With which request id.</param>
    public string For(string subject, string rpc, string parent, Guid requestId)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Hash(subject, $"{rpc}\n{parent}", requestId, hash);
        Span<char> id = stackalloc char[IdLength];
        for (var i = 0; i < IdLength; i++)
        {
            id[i] = Alphabet[hash[i] & (i == 0 ? 0x0f : 0x1f)];
        }

        return new(id);
    }

    /// <summary>The request id of a call from one journal to another, derived from the event that decided it.</summary>
    public Guid RequestIdOf(string journal, long version)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, version);
        Hash("parley", journal, new Guid(bytes), hash);
        return new(hash[..16]);
    }

    private void Hash(string subject, string parent, Guid requestId, Span<byte> hash)
    {
        var text = Encoding.UTF8.GetBytes($"{subject}\n{parent}\n{requestId:N}");
        HMACSHA256.HashData(key.Span, text, hash);
    }
}
