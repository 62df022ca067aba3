using System.Net;

namespace Parley.Gateway;

/// <summary>Where to listen: <c>http://address:port</c> or <c>https://address:port</c>; a port of 0 takes a free one.</summary>
internal sealed record ListenAddress(IPEndPoint EndPoint, bool IsHttps)
{
    public static ListenAddress? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/")
        {
            return null;
        }

        var address = uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(uri.Host, out var parsed) ? parsed : null;
        return address is null ? null : new(new(address, uri.Port), uri.Scheme == Uri.UriSchemeHttps);
    }
}
