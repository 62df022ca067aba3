using System.CommandLine;

namespace Parley.Cli.Commands;

/// <summary>One command of <c>parley</c>.</summary>
internal abstract class ParleyCommand(string name, string description) : Command(name, description)
{
    /// <summary>How it is used.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    /// <exception cref="Grpc.Core.RpcException">The server refused or is away.</exception>
    /// <exception cref="UsageException">The command line or a file is wrong.</exception>
    public abstract Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation);
}
