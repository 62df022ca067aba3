using Grpc.Core;
using Parley.Gateway.Clients;
using Parley.Gateway.Errors;

namespace Parley.Gateway.Identity;

/// <summary>Finds out who calls from the header <c>authorization: Bearer …</c>; without it the caller is anonymous.</summary>
public sealed class CallerReader(TokenReader tokens)
{
    private const string Scheme = "Bearer ";

    public ValueTask<TokenReading> Read(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        var header = http.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            return new(new TokenReading(Principal.Anonymous(CallLease.Of(http).Share.Address), null));
        }

        return header is [{ } text] && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? tokens.Read(text.AsMemory(Scheme.Length))
            : new(new TokenReading(null, Refusals.TokenInvalid));
    }
}
