using System.Net;
using System.Net.Sockets;

namespace Parley.Testing;

/// <summary>
/// Ports on loopback for servers that are started again at the same address. They are below those that the system hands out
/// by itself, so that no outgoing connection takes one while its server is down; each is given once in a test run.
/// </summary>
public static class Ports
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private static readonly Lock Gate = new();
    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>A port that nobody listens on now.</summary>
    public static int Free()
    {
        lock (Gate)
        {
            while (true)
            {
                _next = _next == Last ? First : _next + 1;
                if (IsFree(_next))
                {
                    return _next;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
