using System.Net;
using System.Net.Sockets;

namespace Parley.Gateway.Clients;

/// <summary>
/// The address by which a client's limits are counted. Of IPv6 it is the /64 network: that is the least that one customer of a provider
/// is given, so the addresses in it are one client's.
/// </summary>
internal static class ClientKey
{
    private const int Ipv6Length = 16;
    private const int NetworkLength = 8;

    /// <summary>The key of an address; <see cref="IPAddress.None"/> where the address is not known.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        Span<byte> bytes = stackalloc byte[Ipv6Length];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkLength..].Clear();
        return new(bytes);
    }
}
