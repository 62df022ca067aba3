using Microsoft.AspNetCore.HttpOverrides;

namespace Parley.Gateway.Clients;

/// <summary>The client's address as trusted proxies name it in a header of each call.</summary>
internal static class ForwardedAddress
{
    /// <summary>The header of RFC 7239.</summary>
    public const string Standard = "Forwarded";

    /// <summary>The header that came before it and is still the usual one.</summary>
    public const string Customary = "X-Forwarded-For";

    private const string For = "for=";

    /// <summary>Takes the address from the header that the options name, and only from trusted proxies.</summary>
    public static void UseForwardedAddress(this IApplicationBuilder app, ClientOptions options)
    {
        if (options.ForwardedHeader.Length == 0)
        {
            return;
        }

        if (options.ForwardedHeader == Standard)
        {
            // The framework reads the customary header. What a client may have sent under that name is overwritten.
            app.Use((http, next) =>
            {
                http.Request.Headers[Customary] = NodesOf(http.Request.Headers[Standard].ToString());
                return next(http);
            });
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var network in options.ProxyNetworks)
        {
            forwarded.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>The addresses that an RFC 7239 header names, first to last, as the customary header lists them.</summary>
    internal static string NodesOf(string header) => string.Join(", ", header
        .Split(',')
        .Select(element => element.Split(';', StringSplitOptions.TrimEntries)
            .FirstOrDefault(pair => pair.StartsWith(For, StringComparison.OrdinalIgnoreCase)))
        .Select(pair => pair is null ? "unknown" : pair[For.Length..].Trim('"')));
}
