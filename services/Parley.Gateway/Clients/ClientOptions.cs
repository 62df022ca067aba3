using System.Net;
using Microsoft.Extensions.Options;
using Parley.Hosting;

namespace Parley.Gateway.Clients;

/// <summary>
/// What clients may take of a gateway, in section <c>Parley:Gateway:Clients</c>. Each limit holds for anyone, also without a token.
/// A client is an address: an IPv4 address, or the /64 network of an IPv6 address.
/// </summary>
public sealed class ClientOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = $"{GatewayOptions.Section}:Clients";

    /// <summary>
    /// The part of connections, calls, answer bytes and watches that one client address may hold, above 0 and at most 1. Set it to 1
    /// where all clients come through one address, and name that address in <see cref="TrustedProxies"/> if it is a proxy.
    /// </summary>
    public double MaxShareOfOneAddress { get; set; } = 0.125;

    /// <summary>
    /// The part of connections, calls, answer bytes and watches that callers without a token may hold together, above 0 and at most 1.
    /// The rest is kept for callers with a valid token.
    /// </summary>
    public double MaxShareWithoutToken { get; set; } = 0.75;

    /// <summary>
    /// For how long a connection without a token may use the part that is kept for callers with one. It is then closed, unless a call
    /// with a valid token has arrived on it.
    /// </summary>
    public TimeSpan TokenDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>After how long without a call a connection is closed, even if it answers pings.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The most calls at a time, watches not counted.</summary>
    public int MaxCalls { get; set; } = 8192;

    /// <summary>The most calls of server reflection at a time: its answers are large, and nobody needs many.</summary>
    public int MaxReflectionCalls { get; set; } = 128;

    /// <summary>The longest that a request may take to arrive in full.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The most bytes of answers that clients have not taken yet, of all clients together.</summary>
    public long MaxAnswerBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most bytes of answers that one connection has not taken yet. One answer is always accepted, however large.</summary>
    public long MaxAnswerBytesPerConnection { get; set; } = 8 * 1024 * 1024;

    /// <summary>
    /// How long a client may take to read an answer, beside the time that <see cref="MinAnswerBytesPerSecond"/> gives for its size. The
    /// stream is then reset.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The slowest that a client may read an answer, in bytes a second.</summary>
    public int MinAnswerBytesPerSecond { get; set; } = 8 * 1024;

    /// <summary>
    /// How old an answer that is not taken must be before it can be cut to make room for another, while
    /// <see cref="MaxAnswerBytes"/> is reached.
    /// </summary>
    public TimeSpan AnswerCutAge { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How much work one address may ask for without a token, in milliseconds of work a second. What a call costs is estimated from the
    /// bytes of its answer and the events that are read for it.
    /// </summary>
    public int WorkPerSecond { get; set; } = 200;

    /// <summary>How much work one address may ask for at once without a token, in milliseconds.</summary>
    public int WorkBurst { get; set; } = 1000;

    /// <summary>
    /// How much work all callers without a token may ask for together by calls that are known to be costly, in milliseconds of work a
    /// second; half as much again at once.
    /// </summary>
    public int CostlyWorkPerSecond { get; set; } = 500;

    /// <summary>The files and connections that the process keeps for itself: the database, silos, logs.</summary>
    public int ReservedFiles { get; set; } = 128;

    /// <summary>
    /// The proxies whose word on a client's address counts: IP addresses, or networks such as <c>10.0.0.0/8</c>. They may hold any
    /// number of connections.
    /// </summary>
    public string[] TrustedProxies { get; set; } = [];

    /// <summary>True when every connection from a trusted proxy begins with a PROXY protocol header, version 1 or 2.</summary>
    public bool ProxyProtocol { get; set; }

    /// <summary>
    /// The header in which trusted proxies name the client's address: <c>Forwarded</c> or <c>X-Forwarded-For</c>. Name only the one that
    /// the proxies set themselves; a client may send the other. Empty: none is read.
    /// </summary>
    public string ForwardedHeader { get; set; } = "";

    internal IEnumerable<IPNetwork> ProxyNetworks => TrustedProxies.Select(p => ParseNetwork(p)!.Value);

    internal static IPNetwork? ParseNetwork(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

/// <summary>Checks <see cref="ClientOptions"/> when the host starts.</summary>
public sealed class ClientOptionsValidator : IValidateOptions<ClientOptions>
{
    private const long OneMebibyte = 1024 * 1024;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);

    public ValidateOptionsResult Validate(string? name, ClientOptions options)
    {
        var errors = new OptionErrors(ClientOptions.Section)
            .When(options.MaxShareOfOneAddress is not (> 0 and <= 1), nameof(options.MaxShareOfOneAddress), "must be above 0 and at most 1.")
            .When(options.MaxShareWithoutToken is not (> 0 and <= 1), nameof(options.MaxShareWithoutToken), "must be above 0 and at most 1.")
            .Between(nameof(options.TokenDelay), options.TokenDelay, Shortest, TimeSpan.FromMinutes(10))
            .Between(nameof(options.IdleTimeout), options.IdleTimeout, Shortest, TimeSpan.FromDays(1))
            .Between(nameof(options.MaxCalls), options.MaxCalls, 1, 1_000_000)
            .Between(nameof(options.MaxReflectionCalls), options.MaxReflectionCalls, 1, 1_000_000)
            .Between(nameof(options.RequestTimeout), options.RequestTimeout, Shortest, TimeSpan.FromMinutes(10))
            .Between(nameof(options.MaxAnswerBytes), options.MaxAnswerBytes, OneMebibyte, 64 * 1024 * OneMebibyte)
            .Between(nameof(options.MaxAnswerBytesPerConnection), options.MaxAnswerBytesPerConnection, 1024, options.MaxAnswerBytes)
            .Between(nameof(options.AnswerTimeout), options.AnswerTimeout, Shortest, TimeSpan.FromMinutes(10))
            .Between(nameof(options.MinAnswerBytesPerSecond), options.MinAnswerBytesPerSecond, 1, int.MaxValue)
            .Between(nameof(options.AnswerCutAge), options.AnswerCutAge, Shortest, TimeSpan.FromMinutes(10))
            .Between(nameof(options.WorkPerSecond), options.WorkPerSecond, 1, 1_000_000)
            .Between(nameof(options.WorkBurst), options.WorkBurst, 1, 1_000_000)
            .Between(nameof(options.CostlyWorkPerSecond), options.CostlyWorkPerSecond, 1, 1_000_000)
            .Between(nameof(options.ReservedFiles), options.ReservedFiles, 0, 1_000_000)
            .When(
                options.ForwardedHeader is not ("" or ForwardedAddress.Standard or ForwardedAddress.Customary),
                nameof(options.ForwardedHeader),
                $"must be {ForwardedAddress.Standard}, {ForwardedAddress.Customary} or empty; it is '{options.ForwardedHeader}'.")
            .When(
                options.TrustedProxies.Length == 0 && (options.ProxyProtocol || options.ForwardedHeader.Length > 0),
                $"{nameof(options.TrustedProxies)}:0",
                "is not set. Without it nobody's word on a client's address counts.");
        for (var i = 0; i < options.TrustedProxies.Length; i++)
        {
            errors.When(
                ClientOptions.ParseNetwork(options.TrustedProxies[i]) is null,
                $"{nameof(options.TrustedProxies)}:{i}",
                $"must be an IP address or a network such as 10.0.0.0/8; it is '{options.TrustedProxies[i]}'.");
        }

        return errors.Result;
    }
}
