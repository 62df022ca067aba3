using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Net.Client;
using Parley.Domain.Access;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Testing;

/// <summary>Silo and gateway as two processes on one folder, started by the options that the README names.</summary>
public sealed class TwoProcesses : IAsyncDisposable
{
    private readonly string _siloAssembly;
    private readonly string _folder;
    private readonly int _siloPort = FreePort();
    private readonly int _gatewayPort = FreePort();
    private readonly IReadOnlyDictionary<string, string>? _environment;
    private ServerProcess? _silo;
    private ServerProcess? _gateway;
    private LocalSigningKey? _key;
    private TokenMint? _mint;

    private TwoProcesses(string siloAssembly, string folder, IReadOnlyDictionary<string, string>? environment) =>
        (_siloAssembly, _folder, _environment) = (siloAssembly, folder, environment);

    /// <summary>The silo that runs now.</summary>
    public ServerProcess Silo => _silo!;

    /// <summary>The gateway.</summary>
    public ServerProcess Gateway => _gateway!;

    /// <summary>A channel to the gateway.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    /// <summary>Headers of a mediator of every conflict.</summary>
    public Metadata Mediator => As("mediator", new Grant(Role.Mediator, ""));

    /// <summary>Starts both.</summary>
    public static async Task<TwoProcesses> Start(
        string siloAssembly, string gatewayAssembly, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var pair = new TwoProcesses(siloAssembly, folder, environment);

        // In either order: the gateway waits for a silo.
        var gateway = ServerProcess.Start(
            gatewayAssembly,
            ["--data", folder, "--url", "http://127.0.0.1:0", $"--Parley:Cluster:GatewayEndpoints:0=127.0.0.1:{pair._gatewayPort}"],
            environment);
        await pair.StartSilo();
        pair._gateway = await gateway;
        pair.Channel = GrpcChannel.ForAddress(pair._gateway.Address, new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        pair._key = LocalSigningKey.LoadOrCreate(folder);
        pair._mint = new(pair._key, TokenMint.DefaultName, TokenMint.DefaultName, TimeProvider.System);
        return pair;
    }

    /// <summary>Starts a silo, the first or one in place of a killed one.</summary>
    public async Task StartSilo() => _silo = await ServerProcess.Start(
        _siloAssembly,
        ["--data", _folder, $"--Parley:Silo:SiloPort={_siloPort}", $"--Parley:Silo:GatewayPort={_gatewayPort}"],
        _environment);

    /// <summary>Headers with a token for a subject and what it may be.</summary>
    public Metadata As(string subject, params Grant[] grants) =>
        new() { { "authorization", "Bearer " + _mint!.Mint(subject, grants, TimeSpan.FromHours(2)) } };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Channel?.Dispose();
        _key?.Dispose();
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
