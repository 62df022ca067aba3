using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Hosting;

namespace Parley.Silo;

/// <summary>What a silo of its own is started with. Section <c>Parley:Silo</c>.</summary>
public sealed class SiloOptions
{
    public const string Section = "Parley:Silo";

    /// <summary>The cluster's id; gateways name the same.</summary>
    public string ClusterId { get; set; } = "parley";

    /// <summary>The service's id; gateways name the same, and it never changes.</summary>
    public string ServiceId { get; set; } = "parley";

    /// <summary>The port, on loopback, for other silos. What passes there is not encrypted.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port, on loopback, for gateways. What passes there is not encrypted.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The key from which request ids of calls between journals are derived: the gateways' <c>Parley:Gateway:IdKey</c>.</summary>
    public string IdKey { get; set; } = "";
}

/// <summary>Checks <see cref="SiloOptions"/> at start.</summary>
internal sealed class SiloOptionsValidator : IValidateOptions<SiloOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        Span<byte> key = stackalloc byte[1024];
        var isKey = Convert.TryFromBase64String(options.IdKey, key, out var length) && length >= AssignedIds.MinKeyLength;
        return new OptionErrors(SiloOptions.Section)
            .Required(nameof(options.ClusterId), options.ClusterId, "Name the cluster.")
            .Required(nameof(options.ServiceId), options.ServiceId, "Name the service.")
            .Between(nameof(options.SiloPort), options.SiloPort, 1, ushort.MaxValue)
            .Between(nameof(options.GatewayPort), options.GatewayPort, 1, ushort.MaxValue)
            .When(!isKey, nameof(options.IdKey), $"must be at least {AssignedIds.MinKeyLength} random bytes in base64, the same as the gateways'; make one with: openssl rand -base64 32, or share a folder with the gateway: --data FOLDER.")
            .Result;
    }
}
