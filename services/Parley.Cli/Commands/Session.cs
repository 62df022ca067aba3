using Grpc.Core;
using Grpc.Net.Client;
using Parley.Cli.Calls;
using Parley.Cli.Output;

namespace Parley.Cli.Commands;

/// <summary>What one run of a command works with. The server is called only when it is needed.</summary>
internal sealed class Session(Uri server, string? token, string? data, string? role, string language, Terminal terminal, Shell shell) : IAsyncDisposable
{
    private GrpcChannel? _channel;

    /// <summary>Where it writes.</summary>
    public Terminal Terminal => terminal;

    /// <summary>The reader's language.</summary>
    public string Language => language;

    /// <summary>The clock on the wall.</summary>
    public TimeProvider Time => shell.Time;

    /// <summary>Calls as the reader: with the token that was given, else with one made for the role asked for.</summary>
    public RpcCaller Reader => new(Channel, token ?? (role is null || data is null ? null : Tokens.Mint("parley-cli", [role], Tokens.Lifetime)), Time);

    /// <summary>Makes tokens.</summary>
    /// <exception cref="UsageException">No data folder was given.</exception>
    public Tokens Tokens => new(data ?? throw new UsageException("Give the data folder that holds the server's signing key: --data FOLDER or PARLEY_DATA."), Time);

    private CallInvoker Channel => (_channel ??= GrpcChannel.ForAddress(server)).CreateCallInvoker();

    /// <summary>Calls with a token made for somebody, or without one.</summary>
    /// <exception cref="UsageException">A token cannot be made.</exception>
    public RpcCaller CallerFor(string subject, IEnumerable<string>? roles) =>
        new(Channel, roles is null ? null : Tokens.Mint(subject, roles, Tokens.Lifetime), Time);

    public ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        return ValueTask.CompletedTask;
    }
}
