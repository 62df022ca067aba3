using System.CommandLine;
using Grpc.Core;
using Parley.Cli.Calls;
using Parley.Cli.Commands;
using Parley.Cli.Output;

namespace Parley.Cli;

/// <summary>Where <c>parley</c> runs.</summary>
/// <param name="Output">For what was asked.</param>
/// <param name="Errors">For what went wrong.</param>
/// <param name="Environment">The environment's variables.</param>
/// <param name="IsTerminal">True where a person watches.</param>
/// <param name="Time">The clock on the wall.</param>
internal sealed record Shell(TextWriter Output, TextWriter Errors, Func<string, string?> Environment, bool IsTerminal, TimeProvider Time);

/// <summary>The command line <c>parley</c>.</summary>
internal sealed class App
{
    private readonly Shell _shell;
    private readonly CommonOptions _options = new();
    private readonly RootCommand _root;

    public App(Shell shell)
    {
        _shell = shell;
        _root = new RootCommand("Parley keeps the record of truces. This is its command line: play a scenario, read the record, watch it grow.");
        _options.AddTo(_root);
        Add(new PlayCommand());
        Add(new ShowCommand());
        Add(new ListCommand());
        Add(new WatchCommand());
        Add(new ForecastCommand());
        Add(new CheckCommand());
        Add(new TokenCommand());
        Examples.ShowIn(_root);
    }

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(string[] args, CancellationToken cancellation = default)
    {
        var parsed = _root.Parse(args);
        var invocation = new InvocationConfiguration { Output = _shell.Output, Error = _shell.Errors, EnableDefaultExceptionHandler = false };
        var code = await parsed.InvokeAsync(invocation, cancellation);
        return parsed.Errors.Count > 0 ? ExitCode.Usage : code;
    }

    private void Add(ParleyCommand command)
    {
        command.SetAction((parsed, cancellation) => Execute(command, parsed, cancellation));
        _root.Subcommands.Add(command);
    }

    private async Task<int> Execute(ParleyCommand command, ParseResult parsed, CancellationToken cancellation)
    {
        var terminal = new Terminal(_shell.Output, _shell.Errors, _shell.Environment, _shell.IsTerminal, _options.IsJson(parsed));
        try
        {
            await using var session = _options.Open(parsed, terminal, _shell);
            return await command.Run(session, parsed, cancellation);
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            var failure = CallFailure.From(e);
            terminal.Failed(failure);
            if (!failure.IsUnreachable)
            {
                return ExitCode.Failed;
            }

            terminal.Wrong("The server cannot be reached. Is it running, and is --server (or PARLEY_SERVER) its address?");
            return ExitCode.Unreachable;
        }
        catch (UsageException e)
        {
            terminal.Wrong(e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException && cancellation.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
    }
}
