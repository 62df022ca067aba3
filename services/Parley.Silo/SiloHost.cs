using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Parley.Cluster;
using Parley.Hosting;
using Parley.Journal;
using Parley.Silo.Clustering;
using Parley.Silo.Frame;

namespace Parley.Silo;

/// <summary>
/// A silo in a process of its own: one of a cluster, where its journals are in a PostgreSQL database, or else the only one, for
/// gateways on the same machine.
/// </summary>
public static class SiloHost
{
    private const string ConnectionString = $"{JournalOptions.Section}:{nameof(JournalOptions.ConnectionString)}";

    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--data"] = $"{HostingOptions.Section}:{nameof(HostingOptions.DataFolder)}",
    };

    /// <summary>The word before the command line of a migration.</summary>
    public const string MigrateVerb = "migrate";

    /// <summary>Its command line.</summary>
    public static HostCommand Command { get; } = new(
        $"A Parley silo: the journals' grains. With {ConnectionString} it is one of a cluster; without, the only one, for gateways on the same machine that are given the same folder. 'Parley.Silo {MigrateVerb}' brings the database's schema up and ends.",
        [
            new("--data", Switches["--data"], "folder", "The folder for journal and keys, shared with the gateway; made when missing."),
        ],
        new HostSettings()
            .With<SiloOptions>(SiloOptions.Section)
            .With<JournalOptions>(JournalOptions.Section)
            .With<FrameOptions>(FrameOptions.Section)
            .With<HostingOptions>(HostingOptions.Section));

    /// <summary>The command line of a migration.</summary>
    public static HostCommand MigrateCommand { get; } = new(
        $"Brings the schema of the PostgreSQL database up to what this silo needs, and ends. {ConnectionString} names the database.",
        [],
        new HostSettings().With<JournalOptions>(JournalOptions.Section));

    /// <summary>Builds the host; starting it opens the journal.</summary>
    /// <param name="args">Options as <c>--Parley:Silo:SiloPort=11111</c>, and <c>--data FOLDER</c>.</param>
    /// <exception cref="OptionsValidationException">An option is wrong; the message names it.</exception>
    public static IHost Create(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, Switches);
        DataFolder.UseWhereNamed(builder, folder =>
        [
            new($"{JournalOptions.Section}:{nameof(JournalOptions.DataFile)}", folder.JournalFile),
            new($"{SiloOptions.Section}:{nameof(SiloOptions.IdKey)}", Convert.ToBase64String(folder.DeploymentKey())),
        ]);
        builder.AddParleyHosting("parley-silo");
        builder.Services.AddParleyOptions<SiloOptions, SiloOptionsValidator>(SiloOptions.Section);
        var options = Read(builder.Configuration);

        // Hosted services start in this order and stop in the reverse one: the journal outlives the silo.
        builder.Services.AddJournal(builder.Configuration);
        builder.Services.AddSingleton(new AssignedIds(Convert.FromBase64String(options.IdKey)));
        var database = builder.Configuration[ConnectionString];
        MustBeFree(options, isInCluster: !string.IsNullOrEmpty(database));
        builder.UseOrleans(silo => (string.IsNullOrEmpty(database) ? silo.UseNoCluster(options) : silo.UseCluster(options, database)).AddActivityPropagation());
        builder.Services.AddParleySilo();
        return builder.Build();
    }

    /// <summary>Builds a host that has the journal's store and nothing else, to bring its schema up.</summary>
    /// <exception cref="OptionsValidationException">No database is named.</exception>
    public static IHost CreateForMigration(string[] args)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Services.AddJournal(builder.Configuration);
        return string.IsNullOrEmpty(builder.Configuration[ConnectionString])
            ? throw Wrong(typeof(JournalOptions), $"{ConnectionString} is not set. Name the database to migrate: Host=…;Database=…;Username=…;Password=….")
            : builder.Build();
    }

    // Checked before Orleans is told of them.
    private static SiloOptions Read(ConfigurationManager configuration)
    {
        var options = configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new();
        var validated = new SiloOptionsValidator().Validate(null, options);
        return validated.Succeeded ? options : throw Wrong(typeof(SiloOptions), [.. validated.Failures!]);
    }

    private static void MustBeFree(SiloOptions options, bool isInCluster)
    {
        var address = IPAddress.Parse(options.AdvertisedAddress);
        if (!isInCluster && !IPAddress.IsLoopback(address))
        {
            throw Wrong(typeof(SiloOptions), $"{SiloOptions.Section}:{nameof(SiloOptions.AdvertisedAddress)} is {address}, but a silo without a database is for gateways on the same machine: set {ConnectionString} too.");
        }

        Ports.MustBeFree(new(address, options.SiloPort), Instead(nameof(options.SiloPort)));
        Ports.MustBeFree(new(address, options.GatewayPort), Instead(nameof(options.GatewayPort)));

        static string Instead(string port) =>
            $"Set {SiloOptions.Section}:{port} to a free port, and {SiloOptions.Section}:{nameof(options.AdvertisedAddress)} to an address of this machine.";
    }

    private static OptionsValidationException Wrong(Type options, params string[] failures) => new(options.Name, options, failures);
}
