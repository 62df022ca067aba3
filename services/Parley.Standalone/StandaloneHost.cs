using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using NodaTime;
using NodaTime.Text;
using Parley.Cluster;
using Parley.Gateway;
using Parley.Gateway.Clients;
using Parley.Hosting;
using Parley.Journal;
using Parley.Silo;
using Parley.Silo.Frame;
using Parley.Silo.Time;

namespace Parley.Standalone;

/// <summary>Silo and gateway in one process, on one SQLite file: nothing to install, nothing to set up, no door left open.</summary>
public static class StandaloneHost
{
    /// <summary>Its command line.</summary>
    public static HostCommand Command { get; } = new(
        "Parley in one process, on a SQLite file: nothing to install, nothing to set up.",
        [
            new("--data", $"{StandaloneOptions.Section}:{nameof(StandaloneOptions.DataFolder)}", "folder", "The folder for journal and keys; made when missing."),
            new("--url", $"{StandaloneOptions.Section}:{nameof(StandaloneOptions.Url)}", "url", "Where to listen, for example http://127.0.0.1:8080; port 0 takes a free one."),
            new("--exercise", $"{StandaloneOptions.Section}:{nameof(StandaloneOptions.Exercise)}", null, "Virtual time, moved by ExerciseService."),
            new("--start", $"{StandaloneOptions.Section}:{nameof(StandaloneOptions.Start)}", "instant", "Where a new exercise clock starts, for example 2020-09-27T00:00:00Z."),
        ],
        new HostSettings()
            .With<StandaloneOptions>(StandaloneOptions.Section)
            .With<GatewayOptions>(GatewayOptions.Section)
            .With<ClientOptions>(ClientOptions.Section)
            .With<JournalOptions>(JournalOptions.Section)
            .With<FrameOptions>(FrameOptions.Section)
            .With<HostingOptions>(HostingOptions.Section)
            .Without(
                $"{GatewayOptions.Section}:Listen", $"{GatewayOptions.Section}:IdKey", $"{GatewayOptions.Section}:Tokens:PublicKeyFile",
                $"{JournalOptions.Section}:DataFile", $"{HostingOptions.Section}:DataFolder"));

    /// <summary>Builds the host; starting it opens the folder's journal.</summary>
    /// <param name="settings">Configuration that goes before files and environment.</param>
    /// <exception cref="OptionsValidationException">An option is wrong; the message names it.</exception>
    public static WebApplication Create(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(settings);
        var options = Read(builder.Configuration);
        var url = new Uri(options.Url);
        Ports.MustBeFree(new(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port), "Give another address with --url; port 0 takes a free one.");
        var folder = new DataFolder(options.DataFolder);
        var key = Convert.ToBase64String(folder.DeploymentKey());
        builder.Configuration.AddInMemoryCollection(
        [
            new($"{JournalOptions.Section}:DataFile", folder.JournalFile),
            new($"{GatewayOptions.Section}:Listen", options.Url),
            new($"{GatewayOptions.Section}:IdKey", key),
            new($"{GatewayOptions.Section}:PageTokenKeys:0", key),
            new($"{GatewayOptions.Section}:Tokens:PublicKeyFile", folder.PublicKeyFile()),
        ]);

        // Hosted services start in this order and stop in the reverse one: the journal outlives the silo, the silo the gateway.
        builder.AddParleyHosting("parley-standalone");
        builder.Services.AddParleyOptions<StandaloneOptions, StandaloneOptionsValidator>(StandaloneOptions.Section);
        builder.Services.AddJournal(builder.Configuration);
        builder.Services.AddSingleton(new AssignedIds(Convert.FromBase64String(key)));
        if (options.Exercise)
        {
            var start = options.Start is { } given ? InstantPattern.ExtendedIso.Parse(given).Value : Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
            builder.Services.AddSingleton(new ExerciseClock(Path.Combine(folder.Path, "exercise-clock"), start));
            builder.Services.AddSingleton<ILegalClock>(s => s.GetRequiredService<ExerciseClock>());
            builder.Services.AddSingleton<ClockAdvance>();
        }

        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, serviceId: "parley", clusterId: "standalone");
            silo.AddActivityPropagation();
        });
        builder.Services.AddParleySilo();
        builder.Services.AddParleyGateway(builder.Configuration);

        var app = builder.Build();
        app.MapParleyGateway();
        if (options.Exercise)
        {
            app.MapGrpcService<ExerciseGrpcService>();
        }

        return app;
    }

    private static StandaloneOptions Read(ConfigurationManager configuration)
    {
        var options = configuration.GetSection(StandaloneOptions.Section).Get<StandaloneOptions>() ?? new();
        var checkedOptions = new StandaloneOptionsValidator().Validate(null, options);
        return checkedOptions.Succeeded
            ? options
            : throw new OptionsValidationException(StandaloneOptions.Section, typeof(StandaloneOptions), checkedOptions.Failures);
    }

    /// <summary>A port on loopback that nobody uses now; Orleans wants one even for a cluster of one.</summary>
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
