using Microsoft.Extensions.Options;
using Parley.Gateway.Clients;
using Parley.Hosting;

namespace Parley.Gateway;

/// <summary>A gateway in a process of its own, before silos.</summary>
public static class GatewayHost
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--data"] = $"{HostingOptions.Section}:{nameof(HostingOptions.DataFolder)}",
        ["--url"] = $"{GatewayOptions.Section}:{nameof(GatewayOptions.Listen)}",
    };

    /// <summary>Its command line.</summary>
    public static HostCommand Command { get; } = new(
        $"A Parley gateway: gRPC before silos. With {ClusterClientOptions.Section}:{nameof(ClusterClientOptions.ConnectionString)} it finds a cluster's silos in their database; without, the one on the same machine. Give it a folder, the same as the silo's, or set every key by itself.",
        [
            new("--data", Switches["--data"], "folder", "The folder for keys, shared with the silo; made when missing."),
            new("--url", Switches["--url"], "url", "Where to listen, for example http://127.0.0.1:7200; port 0 takes a free one."),
        ],
        new HostSettings()
            .With<GatewayOptions>(GatewayOptions.Section)
            .With<ClientOptions>(ClientOptions.Section)
            .With<ClusterClientOptions>(ClusterClientOptions.Section)
            .With<HostingOptions>(HostingOptions.Section));

    /// <summary>
    /// Makes sure, before anything starts, that the address is free and that the database of the cluster, where one is named, can
    /// be reached: the host itself listens only once it has found a silo, and looks for one for as long as it takes.
    /// </summary>
    /// <exception cref="IOException">The address cannot be listened on.</exception>
    /// <exception cref="InvalidOperationException">The database cannot be reached.</exception>
    public static Task Reach(IHost host, CancellationToken cancellation)
    {
        var listen = ListenAddress.Parse(host.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.Listen)!;
        Ports.MustBeFree(listen.EndPoint, $"Set {GatewayOptions.Section}:{nameof(GatewayOptions.Listen)} (--url) to a free address of this machine.");
        return ClusterDatabase.Reach(host, cancellation);
    }

    /// <summary>Builds the host. It begins to listen when it has found a silo.</summary>
    /// <param name="args">Options as <c>--Parley:Gateway:MaxConnections=100</c>, <c>--data FOLDER</c> and <c>--url URL</c>.</param>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Configuration.AddCommandLine(args, Switches);
        var tokens = $"{GatewayOptions.Section}:{nameof(GatewayOptions.Tokens)}";
        var hasAuthority = !string.IsNullOrEmpty(builder.Configuration[$"{tokens}:{nameof(TokenOptions.Authority)}"]);
        DataFolder.UseWhereNamed(builder, folder =>
        {
            var key = Convert.ToBase64String(folder.DeploymentKey());
            return
            [
                new($"{GatewayOptions.Section}:{nameof(GatewayOptions.IdKey)}", key),
                new($"{GatewayOptions.Section}:{nameof(GatewayOptions.PageTokenKeys)}:0", key),
                new($"{tokens}:{nameof(TokenOptions.PublicKeyFile)}", hasAuthority ? "" : folder.PublicKeyFile()),
            ];
        });
        builder.AddParleyHosting("parley-gateway");
        builder.AddParleyClusterClient();
        builder.Services.AddParleyGateway(builder.Configuration);
        return builder.Build().MapParleyGateway();
    }
}
