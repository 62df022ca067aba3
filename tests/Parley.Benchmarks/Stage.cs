using Grpc.Core;
using Parley.Benchmarks.Ratios;
using Parley.Gateway;
using Parley.Silo;
using Parley.Testing;

namespace Parley.Benchmarks;

/// <summary>How the services under load are set up.</summary>
/// <param name="Telemetry">Which of their telemetry is on.</param>
/// <param name="Truces">How many truces there are by number.</param>
/// <param name="Observations">How many observations the truce <see cref="Stage.Big"/> has; 0 for no such truce.</param>
internal sealed record StageSettings(TelemetryMode Telemetry, int Truces, int Observations);

/// <summary>
/// What is measured: one gateway and one silo as processes of their own, and a private PostgreSQL on the disk, which its peers use
/// as well. Tokens are checked as always.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>How many observations the truce <see cref="Small"/> has.</summary>
    public const int FewObservations = 100;

    private const int Seed = 20201010;
    private const string Mediator = "mediator"; // As ParleyCluster calls it.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-benchmark-");
    private readonly StageSettings _settings;
    private PostgresServer? _postgres;
    private ServerProcess? _sink;
    private ParleyCluster? _parley;
    private Client? _client;
    private int _postmaster;

    private Stage(StageSettings settings) => _settings = settings;

    /// <summary>A truce with very many observations.</summary>
    public static string Big { get; } = Population.Truce("big");

    /// <summary>A truce with <see cref="FewObservations"/>.</summary>
    public static string Small { get; } = Population.Truce("small");

    /// <summary>The database that the services and their peers share.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Connections to the gateway.</summary>
    public Client Client => _client!;

    /// <summary>Headers of a mediator.</summary>
    public Metadata Headers => _parley!.Mediator;

    /// <summary>The gateway.</summary>
    public ClusterNode Gateway => _parley!.Gateways[^1];

    /// <summary>A folder for files of this run.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The database's processes.</summary>
    public CpuPart PostgresCpu => new("postgres", () => ProcessTree.Of(_postmaster));

    /// <summary>All that take part in a call to the services.</summary>
    public CpuMeter Meter => new([
        new("gateway", () => Gateway.Process.CpuTime), new("silo", () => _parley!.Silos[0].Process.CpuTime), PostgresCpu, Client.Cpu,
        .. _sink is null ? Array.Empty<CpuPart>() : [new("sink", () => _sink.CpuTime)],
    ]);

    /// <summary>Starts everything and founds the truces.</summary>
    public static async Task<Stage> Start(StageSettings settings, CancellationToken cancellation)
    {
        var stage = new Stage(settings);
        try
        {
            await stage.Start(cancellation);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the silo and starts another: no truce is active.</summary>
    public async Task RestartSilo(Func<Task> meanwhile)
    {
        await _parley!.Silos[0].Stop();
        await meanwhile();
        await _parley.Silos[0].Start();

        // A gateway that begins anew listens once it has found the silo.
        await Gateway.Stop();
        await Gateway.Start();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_parley is not null)
        {
            await _parley.DisposeAsync();
        }

        if (_sink is not null)
        {
            await _sink.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task Start(CancellationToken cancellation)
    {
        _postgres = await PostgresServer.Start();
        Database = await _postgres.Create();
        _postmaster = await ProcessTree.Postmaster(Database);
        if (_settings.Telemetry != TelemetryMode.Off)
        {
            _sink = await ServerProcess.Start(typeof(TelemetrySink).Assembly.Location, ["telemetry-sink"]);
        }

        var environment = _settings.Telemetry.Environment(_sink?.Address);
        foreach (var (name, value) in WatchFanOut.Limits)
        {
            environment.Add(name, value);
        }

        _parley = await ParleyCluster.Start(
            new(typeof(SiloHost).Assembly.Location, typeof(GatewayHost).Assembly.Location, Database, Folder) { Silos = 1, Gateways = 1, Environment = environment });
        var withEntries = _settings.Observations > 0;
        await Population.Found(Gateway.Channel, Headers, _settings.Truces, cancellation, withEntries ? ["big", "small"] : []);
        _client = new(Gateway.Process.Address, Headers);
        if (withEntries)
        {
            await Client.Call(Calls.ReportObservation, Prebuilt.Observation(Big)); // Those that are seeded are modelled on these.
            await Client.Call(Calls.ReportObservation, Prebuilt.Observation(Small));
            await RestartSilo(async () =>
            {
                var used = new CpuMeter(PostgresCpu, Client.Cpu).Begin();
                await new ObservationSeed(Big, Mediator, Seed).Write(Database, _settings.Observations - 1, cancellation);
                Console.WriteLine($"CPU us an observation that is seeded: {string.Join(", ", used(_settings.Observations).Select(c => $"{c.Key} {c.Value:F1}"))}");
                await new ObservationSeed(Small, Mediator, Seed).Write(Database, FewObservations - 1, cancellation);
                await PostgresServer.Execute(Database, "VACUUM (ANALYZE)"); // As the database does by itself when it has a while.
            });
        }
    }

}
