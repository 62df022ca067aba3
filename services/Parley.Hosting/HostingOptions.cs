using Microsoft.Extensions.Options;

namespace Parley.Hosting;

/// <summary>What every Parley host can be told, in section <c>Parley:Hosting</c>.</summary>
public sealed class HostingOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Parley:Hosting";

    /// <summary>
    /// The folder that keys and journal come from where nothing else names them, shared by silo and gateway on one machine; made,
    /// for its owner alone, when missing. <c>--data</c>. Empty: none; then every key is set by itself.
    /// </summary>
    public string DataFolder { get; set; } = "";

    /// <summary>
    /// Where the health endpoints listen, as <c>address:port</c>; empty: nowhere. Loopback unless told otherwise: the endpoints
    /// need no token.
    /// </summary>
    public string AdminEndpoint { get; set; } = "";

    /// <summary>How long a stopping host may take to finish what it has begun, before it is ended regardless.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a host that was told to stop goes on serving while it says that it is not ready, so that whoever routes
    /// requests to it can notice. Counts towards <see cref="ShutdownTimeout"/>.
    /// </summary>
    public TimeSpan DrainDelay { get; set; } = TimeSpan.Zero;
}

/// <summary>Checks <see cref="HostingOptions"/> when the host starts.</summary>
public sealed class HostingOptionsValidator : IValidateOptions<HostingOptions>
{
    public ValidateOptionsResult Validate(string? name, HostingOptions options) => new OptionErrors(HostingOptions.Section)
        .When(
            options.AdminEndpoint.Length > 0 && !System.Net.IPEndPoint.TryParse(options.AdminEndpoint, out _),
            nameof(HostingOptions.AdminEndpoint),
            $"must be an IP address and a port, for example 127.0.0.1:7290; it is '{options.AdminEndpoint}'.")
        .Between(nameof(HostingOptions.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Between(nameof(HostingOptions.DrainDelay), options.DrainDelay, TimeSpan.Zero, options.ShutdownTimeout)
        .Result;
}
