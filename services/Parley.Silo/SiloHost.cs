using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Parley.Cluster;
using Parley.Hosting;
using Parley.Journal;
using Parley.Silo.Frame;

namespace Parley.Silo;

/// <summary>A silo in a process of its own, for gateways on the same machine.</summary>
public static class SiloHost
{
    private static readonly Dictionary<string, string> Switches = new(StringComparer.Ordinal)
    {
        ["--data"] = $"{HostingOptions.Section}:{nameof(HostingOptions.DataFolder)}",
    };

    /// <summary>Its command line.</summary>
    public static HostCommand Command { get; } = new(
        "A Parley silo: the journals' grains, for gateways on the same machine. Give it a folder, the same as the gateway's, or set every key by itself.",
        [
            new("--data", Switches["--data"], "folder", "The folder for journal and keys, shared with the gateway; made when missing."),
        ],
        new HostSettings()
            .With<SiloOptions>(SiloOptions.Section)
            .With<JournalOptions>(JournalOptions.Section)
            .With<FrameOptions>(FrameOptions.Section)
            .With<HostingOptions>(HostingOptions.Section));

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
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(options.SiloPort, options.GatewayPort, primarySiloEndpoint: null, options.ServiceId, options.ClusterId);
            silo.AddActivityPropagation();
        });
        builder.Services.AddParleySilo();
        return builder.Build();
    }

    // Checked before Orleans is told of them.
    private static SiloOptions Read(ConfigurationManager configuration)
    {
        var options = configuration.GetSection(SiloOptions.Section).Get<SiloOptions>() ?? new();
        var validated = new SiloOptionsValidator().Validate(null, options);
        return validated.Succeeded ? options : throw new OptionsValidationException(SiloOptions.Section, typeof(SiloOptions), validated.Failures);
    }
}
