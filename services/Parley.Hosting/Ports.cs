using System.Net;
using System.Net.Sockets;

namespace Parley.Hosting;

/// <summary>Asks for ports before anything starts, so that a taken one is one line and not the log of a host that goes down again.</summary>
public static class Ports
{
    /// <summary>Makes sure that an address can be listened on.</summary>
    /// <param name="endpoint">The address; port 0 takes a free one and so always can.</param>
    /// <param name="otherwise">What to do when it cannot: one sentence.</param>
    /// <exception cref="IOException">It is taken, or is no address of this machine.</exception>
    public static void MustBeFree(IPEndPoint endpoint, string otherwise)
    {
        if (endpoint.Port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new IOException($"{endpoint} cannot be listened on ({e.Message}). {otherwise}", e);
        }
    }
}
