using Grpc.Core;
using Grpc.Net.Client;
using Parley.Domain.Access;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Testing;

/// <summary>What a cluster under test is made of.</summary>
/// <param name="SiloAssembly">The path of the silo's assembly.</param>
/// <param name="GatewayAssembly">The path of the gateway's assembly.</param>
/// <param name="ConnectionString">The database; its schema is brought up.</param>
/// <param name="Folder">A folder for the keys; clusters that share one accept each other's tokens.</param>
public sealed record ClusterPlan(string SiloAssembly, string GatewayAssembly, string ConnectionString, string Folder)
{
    /// <summary>How many silos are started.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>How many gateways are started.</summary>
    public int Gateways { get; init; } = 2;

    /// <summary>The cluster's id. Two on one database know nothing of each other.</summary>
    public string ClusterId { get; init; } = "parley";

    /// <summary>Where each is, by its name: <c>silo-1</c>, <c>gateway-1</c> and so on.</summary>
    public Func<string, ClusterPlace> Place { get; init; } = _ => ClusterPlace.Loopback;

    /// <summary>Environment variables for all processes.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>
/// Silos and gateways as processes of their own on one PostgreSQL, as in production: each can be killed, stopped, paused,
/// continued and started again at its address, and more can be added.
/// </summary>
public sealed class ParleyCluster : IAsyncDisposable
{
    private readonly ClusterPlan _plan;
    private readonly Dictionary<string, string> _environment;
    private readonly List<ClusterNode> _silos = [];
    private readonly List<ClusterNode> _gateways = [];
    private readonly LocalSigningKey _key;
    private readonly TokenMint _mint;

    private ParleyCluster(ClusterPlan plan)
    {
        _plan = plan;
        _environment = new(plan.Environment, StringComparer.Ordinal)
        {
            ["Parley__Journal__ConnectionString"] = plan.ConnectionString,
            ["Parley__Cluster__ConnectionString"] = plan.ConnectionString,
            ["Parley__Cluster__ClusterId"] = plan.ClusterId,
            ["Parley__Silo__ClusterId"] = plan.ClusterId,
        };
        _key = LocalSigningKey.LoadOrCreate(plan.Folder);
        _mint = new(_key, TokenMint.DefaultName, TokenMint.DefaultName, TimeProvider.System);
    }

    /// <summary>All silos, running or not.</summary>
    public IReadOnlyList<ClusterNode> Silos => _silos;

    /// <summary>All gateways, running or not.</summary>
    public IReadOnlyList<ClusterNode> Gateways => _gateways;

    /// <summary>Headers of a mediator of every conflict.</summary>
    public Metadata Mediator => As("mediator", new Grant(Role.Mediator, ""));

    /// <summary>Starts a cluster; returns once every gateway has found a silo.</summary>
    public static async Task<ParleyCluster> Start(ClusterPlan plan)
    {
        var cluster = new ParleyCluster(plan);
        try
        {
            // One first, to bring the schema up: gateways need it.
            await cluster.AddSilo();
            await Task.WhenAll(Enumerable.Range(1, plan.Silos - 1).Select(_ => cluster.AddSilo()));
            await Task.WhenAll(Enumerable.Range(0, plan.Gateways).Select(_ => cluster.AddGateway()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo.</summary>
    public async Task<ClusterNode> AddSilo()
    {
        var name = $"silo-{_silos.Count + 1}";
        var place = _plan.Place(name);
        string[] arguments =
        [
            "--data", _plan.Folder,
            $"--Parley:Silo:Name={name}", $"--Parley:Silo:AdvertisedAddress={place.Address}",
            $"--Parley:Silo:SiloPort={Ports.Free()}", $"--Parley:Silo:GatewayPort={Ports.Free()}",
        ];
        return await Add(_silos, new(name, _plan.SiloAssembly, arguments, _environment, place));
    }

    /// <summary>Starts one more gateway.</summary>
    public async Task<ClusterNode> AddGateway()
    {
        var name = $"gateway-{_gateways.Count + 1}";
        var place = _plan.Place(name);
        return await Add(_gateways, new(name, _plan.GatewayAssembly, ["--data", _plan.Folder, "--url", $"http://{place.Address}:{Ports.Free()}"], _environment, place));
    }

    /// <summary>Writes what every process has printed to files in a folder, to find out why a test has failed.</summary>
    public async Task Keep(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var node in _gateways.Concat(_silos))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{_plan.ClusterId}-{node.Name}.log"), node.Output);
        }
    }

    /// <summary>A channel to a gateway, counted from 0.</summary>
    public GrpcChannel Channel(int gateway) => _gateways[gateway].Channel;

    /// <summary>Headers with a token for a subject and what it may be.</summary>
    public Metadata As(string subject, params Grant[] grants) =>
        new() { { "authorization", "Bearer " + _mint.Mint(subject, grants, TimeSpan.FromHours(2)) } };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _gateways.Concat(_silos))
        {
            await node.DisposeAsync();
        }

        _key.Dispose();
    }

    private static async Task<ClusterNode> Add(List<ClusterNode> nodes, ClusterNode node)
    {
        nodes.Add(node);
        await node.Start();
        return node;
    }
}
