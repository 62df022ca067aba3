using Grpc.Core;
using Grpc.Net.Client;
using Parley.Domain.Access;
using Parley.Gateway;
using Parley.Silo;
using Parley.Testing;
using Parley.V1;

namespace Parley.Benchmarks.Oracle;

/// <summary>Parley as it is deployed, and started anew when nothing is to be in its memory.</summary>
internal abstract class Deployment : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("parley-oracle-");

    /// <summary>What it is called in the output.</summary>
    public abstract string Name { get; }

    /// <summary>A channel to the gateway that runs now.</summary>
    public abstract GrpcChannel Channel { get; }

    /// <summary>Headers of a mediator of every conflict.</summary>
    public Metadata Mediator => As("mediator", new Grant(Role.Mediator, ""));

    /// <summary>Headers of somebody who has a token and nothing to do with the benchmark's conflict.</summary>
    public Metadata Outsider => As("outsider", new Grant(Role.Party, "conflicts/elsewhere/parties/east"));

    protected string Folder => _folder.FullName;

    /// <summary>Starts it on what it has kept.</summary>
    public abstract Task Start();

    /// <summary>Stops it: what is in memory is gone.</summary>
    public abstract Task Stop();

    public virtual async ValueTask DisposeAsync()
    {
        await Stop();
        _folder.Delete(recursive: true);
    }

    /// <summary>One address asks for everything, as fast as it is answered.</summary>
    protected static IReadOnlyDictionary<string, string> Unbounded { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Parley__Gateway__Clients__WorkPerSecond"] = "1000000" };

    protected abstract Metadata As(string subject, Grant grant);
}

/// <summary>One process on a SQLite file.</summary>
internal sealed class StandaloneDeployment : Deployment
{
    private StandaloneProcess? _parley;

    public override string Name => "standalone";

    public override GrpcChannel Channel => _parley!.Channel;

    public override async Task Start() => _parley = await StandaloneProcess.Start(typeof(Standalone.ExerciseClock).Assembly.Location, Folder, environment: Unbounded);

    public override async Task Stop()
    {
        if (_parley is not null)
        {
            await _parley.DisposeAsync();
            _parley = null;
        }
    }

    protected override Metadata As(string subject, Grant grant) => _parley!.As(subject, grant);
}

/// <summary>A gateway and a silo as two processes on PostgreSQL.</summary>
internal sealed class PairDeployment : Deployment
{
    private PostgresServer? _postgres;
    private string? _database;
    private ParleyCluster? _parley;

    public override string Name => "pair";

    public override GrpcChannel Channel => _parley!.Channel(0);

    public override async Task Start()
    {
        _postgres ??= await PostgresServer.Start();
        _database ??= await _postgres.Create();
        _parley = await ParleyCluster.Start(
            new(typeof(SiloHost).Assembly.Location, typeof(GatewayHost).Assembly.Location, _database, Folder) { Silos = 1, Gateways = 1, Environment = Unbounded });
    }

    public override async Task Stop()
    {
        if (_parley is not null)
        {
            await _parley.DisposeAsync();
            _parley = null;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    protected override Metadata As(string subject, Grant grant) => _parley!.As(subject, grant);
}
