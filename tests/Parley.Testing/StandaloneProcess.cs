using Grpc.Core;
using Grpc.Net.Client;
using Parley.Domain.Access;
using Parley.Hosting.Tokens;
using Parley.V1;

namespace Parley.Testing;

/// <summary>Standalone in a process of its own on a folder that may outlive it, with tokens minted from the folder's key.</summary>
public sealed class StandaloneProcess : IAsyncDisposable
{
    private readonly LocalSigningKey _key;
    private readonly TokenMint _mint;

    private StandaloneProcess(ServerProcess process, string folder)
    {
        Process = process;
        Channel = GrpcChannel.ForAddress(process.Address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true },
        });
        _key = LocalSigningKey.LoadOrCreate(folder);
        _mint = new(_key, TokenMint.DefaultName, TokenMint.DefaultName, TimeProvider.System);
    }

    /// <summary>The process.</summary>
    public ServerProcess Process { get; }

    /// <summary>A channel to it.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Starts Standalone on a folder.</summary>
    /// <param name="assembly">The path of its assembly.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="exerciseStart">Where a new exercise clock starts; null for real time.</param>
    /// <param name="environment">Environment variables beside this process's own.</param>
    public static async Task<StandaloneProcess> Start(
        string assembly, string folder, string? exerciseStart = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] exercise = exerciseStart is null ? [] : ["--exercise", "--start", exerciseStart];
        var process = await ServerProcess.Start(assembly, ["--data", folder, "--url", "http://127.0.0.1:0", .. exercise], environment);
        return new(process, folder);
    }

    /// <summary>Headers with a token for a subject and what it may be.</summary>
    public Metadata As(string subject, params Grant[] grants) =>
        new() { { "authorization", "Bearer " + _mint.Mint(subject, grants, TimeSpan.FromHours(2)) } };

    /// <summary>Headers of a mediator of every conflict.</summary>
    public Metadata Mediator => As("mediator", new Grant(Role.Mediator, ""));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        _key.Dispose();
        await Process.DisposeAsync();
    }
}
