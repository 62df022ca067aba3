using Google.Protobuf;
using Microsoft.AspNetCore.Http.Features;
using Parley.Domain.Frame;
using Parley.Gateway.Errors;
using Parley.Gateway.Wire;

namespace Parley.Gateway.Clients;

/// <summary>
/// The first thing that a new call meets. Its place is held until the last byte of its answer has been written, however slowly the
/// client reads.
/// </summary>
internal static class CallGate
{
    private const string Contract = "/parley.";
    private const string Reflection = "/grpc.reflection.";

    /// <summary>Lets calls in, as long as there is room.</summary>
    public static void UseCallGate(this IApplicationBuilder app, TimeSpan retryDelay)
    {
        var clients = app.ApplicationServices.GetRequiredService<ClientConnections>();
        app.Use(async (http, next) =>
        {
            var connection = http.Features.Get<ClientConnection>()
                ?? throw new InvalidOperationException("The connection has not come through the gate.");
            var call = new CallLease(clients, connection, ShareOf(clients, connection, http), http.Features.Get<IHttpResetFeature>());
            if (Enter(clients, call, http.Request.Path) is { } refusal)
            {
                http.Response.ContentType = "application/grpc";
                StatusHeaders.Write(http, RejectionStatus.Of(refusal, Traces.CurrentId(), retryDelay));
                Traces.TagRejection(refusal.Reason);
                return;
            }

            connection.Begin(call);
            http.Features.Set(call);
            try
            {
                await next(http);
                await Taken(http, call);
            }
            finally
            {
                call.Complete();
            }
        });
    }

    // The server's own end of a call does not wait for its client: without this the buffers would be nobody's.
    private static async ValueTask Taken(HttpContext http, CallLease call)
    {
        var body = http.Response.BodyWriter;
        var bytes = body.UnflushedBytes;
        call.Answered(bytes);
        if (bytes > 0 || call.IsWatch)
        {
            await body.FlushAsync();
        }
    }

    // Behind a proxy each call has an address of its own; elsewhere the connection's counts, which is at hand.
    private static ClientShare ShareOf(ClientConnections clients, ClientConnection connection, HttpContext http) =>
        connection.IsProxy ? clients.ShareOf(http.Connection.RemoteIpAddress) : connection.Share;

    private static Rejection? Enter(ClientConnections clients, CallLease call, PathString path)
    {
        if (path.Value?.StartsWith(Reflection, StringComparison.Ordinal) == true)
        {
            return call.TryEnter(clients.Reflection, mayUseReserve: false) == PoolAnswer.Taken
                ? null
                : Refusals.TooManyReflectionCalls(clients.Reflection.OfOneAddress);
        }

        // Whether a call of the contract has a token turns out later.
        var mayUseReserve = path.Value?.StartsWith(Contract, StringComparison.Ordinal) == true;
        return call.TryEnter(clients.Calls, mayUseReserve) switch
        {
            PoolAnswer.Taken => null,
            PoolAnswer.AddressFull => Refusals.TooManyCallsOfAddress(clients.Calls.OfOneAddress),
            _ => Refusals.TooManyCallsInAll(clients.Calls.Capacity),
        };
    }
}
