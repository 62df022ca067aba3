using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Parley.Gateway.Clients;

/// <summary>The first thing that a new connection meets, before TLS: whose it is, and whether there is room for it.</summary>
internal sealed class ConnectionGate(ClientConnections clients, TimeProvider time)
{
    /// <summary>Serves a connection, or closes it.</summary>
    public async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var peer = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        var isProxy = clients.IsProxy(peer);
        if (isProxy && clients.Options.ProxyProtocol)
        {
            if (await ReadHeader(connection) is not { IsHeader: true } header)
            {
                clients.Report(CloseReason.NoProxyHeader);
                connection.Abort(new ConnectionAbortedException("The connection does not begin with a PROXY protocol header."));
                return;
            }

            if (header.Client is { } client)
            {
                connection.RemoteEndPoint = client;
                (peer, isProxy) = (client.Address, false);
            }
        }

        if (clients.TryOpen(connection, peer, isProxy) is not { } opened)
        {
            connection.Abort(new ConnectionAbortedException("There is no room for the connection."));
            return;
        }

        connection.Features.Set(opened);
        try
        {
            await next(connection);
        }
        finally
        {
            clients.Close(opened);
        }
    }

    private async Task<(bool IsHeader, IPEndPoint? Client)> ReadHeader(ConnectionContext connection)
    {
        using var patience = new CancellationTokenSource(clients.Options.TokenDelay, time);
        try
        {
            return await ProxyHeader.Take(connection.Transport.Input, patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return (false, null);
        }
    }
}
