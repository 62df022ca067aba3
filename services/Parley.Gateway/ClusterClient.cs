using System.Data.Common;
using System.Net;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Parley.Cluster;
using Parley.Hosting;
using Parley.Hosting.Admin;

namespace Parley.Gateway;

/// <summary>Which cluster of silos a gateway serves, in section <c>Parley:Cluster</c>.</summary>
public sealed class ClusterClientOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Parley:Cluster";

    /// <summary>The cluster's id; the silos' own.</summary>
    public string ClusterId { get; set; } = "parley";

    /// <summary>The service's id; the silos' own.</summary>
    public string ServiceId { get; set; } = "parley";

    /// <summary>
    /// The silos' PostgreSQL database, as their <c>Parley:Journal:ConnectionString</c>: there stands which silos there are, and
    /// the gateway follows it. Empty: <see cref="GatewayEndpoints"/> says where they are.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The silos' gateway endpoints, each <c>address:port</c>; none: the one that a silo on this machine has by default.</summary>
    public string[] GatewayEndpoints { get; set; } = [];

    internal IEnumerable<IPEndPoint> EndPoints => GatewayEndpoints.Length == 0 ? [DefaultEndPoint] : GatewayEndpoints.Select(IPEndPoint.Parse);

    // Not the array's initial value: what configuration gives would be added to that.
    private static readonly IPEndPoint DefaultEndPoint = new(IPAddress.Loopback, 30000);
}

/// <summary>Checks <see cref="ClusterClientOptions"/> when the host starts.</summary>
public sealed class ClusterClientOptionsValidator : IValidateOptions<ClusterClientOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterClientOptions options)
    {
        var errors = new OptionErrors(ClusterClientOptions.Section)
            .Required(nameof(options.ClusterId), options.ClusterId, "It is the silos' cluster id.")
            .Required(nameof(options.ServiceId), options.ServiceId, "It is the silos' service id.")
            .When(
                !NamesADatabase(options.ConnectionString),
                nameof(options.ConnectionString),
                "must be the silos' Parley:Journal:ConnectionString: Host=…;Database=…;Username=…;Password=….")
            .When(
                options.ConnectionString.Length > 0 && options.GatewayEndpoints.Length > 0,
                nameof(options.GatewayEndpoints),
                $"must not be set beside {ClusterClientOptions.Section}:{nameof(options.ConnectionString)}, where the silos' own list stands.");
        for (var i = 0; i < options.GatewayEndpoints.Length; i++)
        {
            errors.When(
                !IPEndPoint.TryParse(options.GatewayEndpoints[i], out _),
                $"{nameof(options.GatewayEndpoints)}:{i}",
                $"must be an IP address and a port, for example 127.0.0.1:30000; it is '{options.GatewayEndpoints[i]}'.");
        }

        return errors.Result;
    }

    // The text itself is not shown: it holds a password.
    private static bool NamesADatabase(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            return text.Length == 0 || (parts.ContainsKey("Host") && parts.ContainsKey("Database"));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>The Orleans client of a gateway that is a process of its own.</summary>
public static class ClusterClient
{
    /// <summary>Adds the client. It waits for the cluster as long as it takes: a gateway may start before its silos.</summary>
    public static IHostApplicationBuilder AddParleyClusterClient(this IHostApplicationBuilder builder)
    {
        builder.Services.AddParleyOptions<ClusterClientOptions, ClusterClientOptionsValidator>(ClusterClientOptions.Section);
        builder.Services.AddParleySerialization();
        builder.Services.AddOptions<ClusterOptions>().Configure<IOptions<ClusterClientOptions>>((cluster, options) =>
        {
            cluster.ClusterId = options.Value.ClusterId;
            cluster.ServiceId = options.Value.ServiceId;
        });
        builder.Services.AddOptions<ClientMessagingOptions>().Configure<IOptions<GatewayOptions>>(
            (messaging, options) => ClusterTimes.Set(messaging, options.Value.DeadlineCeiling));
        builder.Services.Configure<Orleans.Configuration.GatewayOptions>(ClusterTimes.Set);
        builder.Services.Configure<ConnectionOptions>(ClusterTimes.Set);
        builder.Services.TryAddSingleton<ClusterConnection>();
        builder.Services.AddHealthChecks().AddCheck<ClusterConnection>("cluster", HealthStatus.Unhealthy, [Readiness.Tag]);
        builder.UseOrleansClient(client => Find(client, builder.Configuration)
            .UseConnectionRetryFilter(WaitAndRetry)
            .AddClusterConnectionStatusObserver<ConnectionObserver>()
            .AddActivityPropagation());
        builder.Services.AddHostedService<ClusterSearch>();
        return builder;
    }

    private static IClientBuilder Find(IClientBuilder client, IConfiguration configuration) =>
        string.IsNullOrEmpty(configuration[$"{ClusterClientOptions.Section}:{nameof(ClusterClientOptions.ConnectionString)}"])
            ? client.UseStaticClustering(gateways => gateways.Configure<IOptions<ClusterClientOptions>>((list, options) =>
                list.Gateways = [.. options.Value.EndPoints.Select(e => e.ToGatewayUri())]))
            : client.UseAdoNetClustering(gateways => gateways.Configure<IOptions<ClusterClientOptions>>((table, options) =>
            {
                table.Invariant = MembershipDatabase.Invariant;
                table.ConnectionString = MembershipDatabase.For(options.Value.ConnectionString);
            }));

    private static async Task<bool> WaitAndRetry(Exception exception, CancellationToken cancellation)
    {
        await Task.Delay(ClusterTimes.StartRetry, cancellation);
        return true;
    }
}
