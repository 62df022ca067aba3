using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Parley.Cluster;
using Parley.Hosting;
using Parley.Silo.Clustering;

namespace Parley.Silo;

/// <summary>What a silo of its own is started with. Section <c>Parley:Silo</c>.</summary>
public sealed class SiloOptions
{
    public const string Section = "Parley:Silo";

    /// <summary>The cluster's id; gateways name the same.</summary>
    public string ClusterId { get; set; } = "parley";

    /// <summary>The service's id; gateways name the same, and it never changes.</summary>
    public string ServiceId { get; set; } = "parley";

    /// <summary>
    /// The silo's name in logs and in the table of silos; one that is started again keeps it. Empty: the machine's name and
    /// <see cref="SiloPort"/>.
    /// </summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The IP address of this machine at which other silos and gateways reach this one. It listens there and nowhere else, since
    /// what passes there is not encrypted: name an address of a private network. Without a database it must be loopback.
    /// </summary>
    public string AdvertisedAddress { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>The port for other silos. What passes there is not encrypted.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>The port for gateways. What passes there is not encrypted.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>The key from which request ids of calls between journals are derived: the gateways' <c>Parley:Gateway:IdKey</c>.</summary>
    public string IdKey { get; set; } = "";

    /// <summary>
    /// For how long a silo of a cluster goes on answering after it last found itself in the table of silos; then it refuses
    /// everything until it finds itself again. It is looked for five times as often. Shorter than the six seconds that others
    /// need at the least to declare dead a silo that stands still, so that it never answers what others have moved on from.
    /// After 1.4 times as long it asks the other silos, and ends when one of them could find itself all the while.
    /// </summary>
    public TimeSpan MembershipValidity { get; set; } = TimeSpan.FromSeconds(5);

    internal string EffectiveName => Name.Length > 0 ? Name : $"{Environment.MachineName}:{SiloPort}";
}

/// <summary>Checks <see cref="SiloOptions"/> at start.</summary>
internal sealed class SiloOptionsValidator : IValidateOptions<SiloOptions>
{
    // As wide as the column in the table of silos is for people to read; Orleans itself does not mind.
    private const int MaxNameLength = 100;

    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        Span<byte> key = stackalloc byte[1024];
        var isKey = Convert.TryFromBase64String(options.IdKey, key, out var length) && length >= AssignedIds.MinKeyLength;
        return new OptionErrors(SiloOptions.Section)
            .Required(nameof(options.ClusterId), options.ClusterId, "Name the cluster.")
            .Required(nameof(options.ServiceId), options.ServiceId, "Name the service.")
            .When(
                options.Name.Length > MaxNameLength || options.Name.Any(char.IsControl),
                nameof(options.Name),
                $"must be at most {MaxNameLength} characters on one line; leave it out to have it made of the machine's name and the port.")
            .When(
                !IsOneAddress(options.AdvertisedAddress),
                nameof(options.AdvertisedAddress),
                $"must be one IP address of this machine on a private network, for example 10.0.0.7; it is '{options.AdvertisedAddress}'.")
            .Between(nameof(options.SiloPort), options.SiloPort, 1, ushort.MaxValue)
            .Between(nameof(options.GatewayPort), options.GatewayPort, 1, ushort.MaxValue)
            .When(options.SiloPort == options.GatewayPort, nameof(options.GatewayPort), $"must differ from {SiloOptions.Section}:{nameof(options.SiloPort)}; both are {options.SiloPort}.")
            .When(!isKey, nameof(options.IdKey), $"must be at least {AssignedIds.MinKeyLength} random bytes in base64, the same as the gateways'; make one with: openssl rand -base64 32, or share a folder with the gateway: --data FOLDER.")
            .Between(nameof(options.MembershipValidity), options.MembershipValidity, TimeSpan.FromSeconds(1), MembershipTimes.Detection)
            .Result;
    }

    // 0.0.0.0 is no address to reach anybody at, and would listen to every network.
    private static bool IsOneAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any)
        && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6;
}
