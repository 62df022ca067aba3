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
