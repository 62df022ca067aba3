using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace Parley.Gateway.Clients;

/// <summary>
/// The header of the PROXY protocol, versions 1 and 2, with which a proxy of connections says whose connection it passes on. See the
/// protocol's description by HAProxy, sections 2.1 and 2.2.
/// </summary>
internal static class ProxyHeader
{
    private const int LongestText = 107;
    private const int BinaryStart = 16;
    private const int LongestBinary = BinaryStart + 2048;
    private const int Ipv4Length = 4;
    private const int Ipv6Length = 16;

    private static ReadOnlySpan<byte> BinarySignature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <summary>Takes the header off the front of a connection.</summary>
    /// <param name="input">What the connection brings.</param>
    /// <param name="cancellation">Ends the wait for it.</param>
    /// <returns>False when the connection does not begin with one; the address is null when the header names none.</returns>
    public static async ValueTask<(bool IsHeader, IPEndPoint? Client)> Take(PipeReader input, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellation);
            var bytes = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, LongestBinary)).ToArray();
            var (length, client) = Parse(bytes);
            if (length > 0)
            {
                input.AdvanceTo(read.Buffer.GetPosition(length));
                return (true, client);
            }

            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (length < 0 || read.IsCompleted)
            {
                return (false, null);
            }
        }
    }

    /// <summary>Reads a header.</summary>
    /// <returns>Its length; 0 when more bytes are needed; below 0 when these do not begin one.</returns>
    internal static (int Length, IPEndPoint? Client) Parse(ReadOnlySpan<byte> bytes)
    {
        var start = Math.Min(bytes.Length, BinarySignature.Length);
        return bytes[..start].SequenceEqual(BinarySignature[..start]) ? ParseBinary(bytes) : ParseText(bytes);
    }

    private static (int Length, IPEndPoint? Client) ParseBinary(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < BinaryStart)
        {
            return (0, null);
        }

        var (version, command, family) = (bytes[12] >> 4, bytes[12] & 0xF, bytes[13]);
        var length = BinaryStart + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (version != 2 || command > 1 || length > LongestBinary)
        {
            return (-1, null);
        }

        if (bytes.Length < length)
        {
            return (0, null);
        }

        // 0: the proxy's own connection, a health check for example. Of families only TCP over IP names an address.
        var addresses = bytes[BinaryStart..length];
        return (command, family) switch
        {
            (1, 0x11) => AddressIn(addresses, Ipv4Length, length),
            (1, 0x21) => AddressIn(addresses, Ipv6Length, length),
            _ => (length, null),
        };
    }

    private static (int Length, IPEndPoint? Client) AddressIn(ReadOnlySpan<byte> addresses, int size, int length) =>
        addresses.Length < (2 * size) + (2 * sizeof(ushort))
            ? (-1, null)
            : (length, new(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(2 * size)..])));

    private static (int Length, IPEndPoint? Client) ParseText(ReadOnlySpan<byte> bytes)
    {
        var beginning = "PROXY "u8[..Math.Min(bytes.Length, "PROXY "u8.Length)];
        if (!bytes[..beginning.Length].SequenceEqual(beginning))
        {
            return (-1, null);
        }

        var end = bytes.IndexOf("\r\n"u8);
        if (end < 0)
        {
            return (bytes.Length < LongestText ? 0 : -1, null);
        }

        var length = end + 2;
        var words = Encoding.ASCII.GetString(bytes[..end]).Split(' ');
        return words switch
        {
            _ when length > LongestText => (-1, null),
            [_, "UNKNOWN", ..] => (length, null),
            [_, "TCP4" or "TCP6", var address, _, var port, _]
                when IPAddress.TryParse(address, out var ip) && ushort.TryParse(port, CultureInfo.InvariantCulture, out var number) => (length, new(ip, number)),
            _ => (-1, null),
        };
    }
}
