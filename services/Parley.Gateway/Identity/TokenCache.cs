using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Parley.Gateway.Identity;

/// <summary>
/// Tokens that were found right, by their SHA-256, so that a token is checked once and not for every call. Bounded: when the
/// younger half is full it becomes the older one, and what was in the older one and not used since is forgotten.
/// </summary>
/// <param name="capacity">The most tokens remembered.</param>
public sealed class TokenCache(int capacity)
{
    private readonly Lock _turn = new();
    private readonly int _half = Math.Max(1, capacity / 2);
    private volatile ConcurrentDictionary<Digest, Principal> _young = new();
    private volatile ConcurrentDictionary<Digest, Principal> _old = new();

    /// <summary>How many are remembered.</summary>
    public int Count => _young.Count + _old.Count;

    /// <summary>The key of a token.</summary>
    public static Digest DigestOf(ReadOnlySpan<char> token)
    {
        Span<ulong> hash = stackalloc ulong[4];
        SHA256.HashData(MemoryMarshal.AsBytes(token), MemoryMarshal.AsBytes(hash));
        return new(hash[0], hash[1], hash[2], hash[3]);
    }

    public Principal? Find(in Digest digest)
    {
        if (_young.TryGetValue(digest, out var principal))
        {
            return principal;
        }

        if (_old.TryGetValue(digest, out principal))
        {
            Keep(digest, principal);
        }

        return principal;
    }

    public void Keep(in Digest digest, Principal principal)
    {
        _young[digest] = principal;
        if (_young.Count < _half)
        {
            return;
        }

        lock (_turn)
        {
            if (_young.Count >= _half)
            {
                _old = _young;
                _young = new();
            }
        }
    }

    /// <summary>A SHA-256.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Digest(ulong A, ulong B, ulong C, ulong D);
}
