using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Parley.Gateway.Pages;

/// <summary>
/// Seals the cursors of lists. A token is a cursor with an HMAC over the cursor, the rpc, the caller and the request without its
/// paging fields: it opens for the very list that it came from, and nobody can make one up.
/// </summary>
public sealed class PageTokens(IOptions<GatewayOptions> options)
{
    private const byte Format = 1;
    private const int SealLength = 16;

    private readonly byte[][] _keys = [.. options.Value.PageTokenKeys.Select(Convert.FromBase64String)];

    /// <summary>The token for a cursor.</summary>
    /// <param name="cursor">Where the next page begins, as the list says it.</param>
    /// <param name="rpc">The rpc.</param>
    /// <param name="subject">The caller's subject; empty for those without a token.</param>
    /// <param name="request">The request without page token and page size.</param>
    public string Seal(string cursor, string rpc, string subject, IMessage request)
    {
        var text = Encoding.UTF8.GetBytes(cursor);
        var token = new byte[1 + SealLength + text.Length];
        token[0] = Format;
        SealOf(_keys[0], text, rpc, subject, request).CopyTo(token.AsSpan(1));
        text.CopyTo(token, 1 + SealLength);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>The cursor in a token; null when the token is not one for this rpc, caller and request.</summary>
    public string? Open(string token, string rpc, string subject, IMessage request)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= 1 + SealLength || bytes[0] != Format)
        {
            return null;
        }

        var text = bytes.AsSpan(1 + SealLength);
        foreach (var key in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(SealOf(key, text, rpc, subject, request), bytes.AsSpan(1, SealLength)))
            {
                return Encoding.UTF8.GetString(text);
            }
        }

        return null;
    }

    private static byte[] SealOf(byte[] key, ReadOnlySpan<byte> cursor, string rpc, string subject, IMessage request)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Append(mac, cursor);
        Append(mac, Encoding.UTF8.GetBytes(rpc));
        Append(mac, Encoding.UTF8.GetBytes(subject));
        Append(mac, request.ToByteArray());
        return mac.GetHashAndReset()[..SealLength];
    }

    // Each part behind its length, so that no two lists of parts run together to the same bytes.
    private static void Append(IncrementalHash mac, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        mac.AppendData(length);
        mac.AppendData(part);
    }
}
