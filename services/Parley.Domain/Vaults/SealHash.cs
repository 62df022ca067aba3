using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace Parley.Domain.Vaults;

/// <summary>
/// The hash of something sealed: SHA-256 of the salt's UTF-8 bytes and the filing's bytes, lower-case hexadecimal. Whoever filed has
/// all three and can work it out anew; without the salt nobody can try short filings until one fits.
/// </summary>
public static class SealHash
{
    /// <summary>The digits of a hash.</summary>
    public const int Length = 2 * SHA256.HashSizeInBytes;

    /// <summary>How many of them make an entry's id, behind a letter: 124 bits, in an id of 32 characters.</summary>
    private const int DigitsOfEntry = 31;

    /// <summary>The hash.</summary>
    public static string Of(string salt, ReadOnlySpan<byte> filing) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(salt), .. filing]));

    /// <summary>The id of the entry that keeps the receipt; null for what is no hash.</summary>
    public static string? EntryOf(string hash) =>
        hash.Length == Length && hash.All(char.IsAsciiHexDigitLower) ? "r" + hash[..DigitsOfEntry] : null;

    /// <summary>The bytes of a message: the same whatever way it was made.</summary>
    public static byte[] BytesOf(IMessage message)
    {
        var bytes = new byte[message.CalculateSize()];
        using var output = new CodedOutputStream(bytes) { Deterministic = true };
        message.WriteTo(output);
        output.Flush();
        return bytes;
    }
}
