using Grpc.Net.Client;

namespace Parley.Testing;

/// <summary>A silo or a gateway of a cluster under test: a process that can be taken away and brought back at its address.</summary>
/// <param name="name">What it is called in messages.</param>
/// <param name="assembly">The path of its assembly.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="environment">Environment variables beside this process's own.</param>
/// <param name="place">Where it is.</param>
public sealed class ClusterNode(
    string name, string assembly, string[] arguments, IReadOnlyDictionary<string, string> environment, ClusterPlace place) : IAsyncDisposable
{
    private ServerProcess? _process;
    private GrpcChannel? _channel;
    private string _past = "";

    /// <summary>What it is called.</summary>
    public string Name => name;

    /// <summary>True from when it has started until it has ended, however.</summary>
    public bool IsRunning => _process is { HasEnded: false };

    /// <summary>The process that runs now.</summary>
    /// <exception cref="InvalidOperationException">None does.</exception>
    public ServerProcess Process => _process ?? throw new InvalidOperationException($"{name} does not run.");

    /// <summary>What all its processes have printed, the one that runs now last.</summary>
    public string Output => _past + _process?.Output;

    /// <summary>A channel to a gateway; the same one after it was started again, since it is at the same address.</summary>
    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(Process.Address, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
    });

    /// <summary>Starts it, the first time or again; returns once it listens.</summary>
    public async Task Start()
    {
        await Clear();
        _process = await ServerProcess.Start(assembly, arguments, environment, place.Through);
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        await Process.Kill();
        await Gone();
    }

    /// <summary>SIGTERM, and waits until it has left.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> Stop()
    {
        var code = await Process.Stop();
        await Gone();
        return code;
    }

    /// <summary>SIGSTOP.</summary>
    public Task Pause() => Process.Pause();

    /// <summary>SIGCONT.</summary>
    public Task Continue() => Process.Continue();

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> End()
    {
        var code = await Process.End();
        await Gone();
        return code;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await Clear();
    }

    private Task Clear() => _process is null ? Task.CompletedTask : Gone();

    private async Task Gone()
    {
        _past += $"{Process.Output}\n-- ended --\n";
        await Process.DisposeAsync();
        _process = null;
    }
}

/// <summary>Where a node of a cluster is.</summary>
/// <param name="Address">The address that it listens on.</param>
/// <param name="Through">The program, with its arguments, that starts it there; none here.</param>
public sealed record ClusterPlace(string Address, IReadOnlyList<string> Through)
{
    /// <summary>On this machine, as everything else.</summary>
    public static ClusterPlace Loopback { get; } = new("127.0.0.1", []);
}
