using System.CommandLine;
using System.CommandLine.Invocation;
using Grpc.Core;
using Parley.Cli.Calls;
using Parley.Cli.Commands;
using Parley.Cli.Output;

namespace Parley.Cli;

/// <summary>Where <c>parley</c> runs.</summary>
internal sealed record Shell
{
    /// <summary>For what was asked.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For what went wrong.</summary>
    public required TextWriter Errors { get; init; }

    /// <summary>True where a person reads what was asked.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>True where a person reads what went wrong.</summary>
    public bool ErrorsAreTerminal { get; init; }

    /// <summary>The environment's variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The clock on the wall.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

/// <summary>The command line <c>parley</c>.</summary>
internal sealed class App
{
    private readonly Shell _shell;
    private readonly CommonOptions _options = new();

    public App(Shell shell)
    {
        _shell = shell;
        Root = new RootCommand("Parley keeps the record of negotiations and truces. This is its command line: play a scenario, read the record, watch it grow.");
        _options.AddTo(Root);
        foreach (ParleyCommand command in new ParleyCommand[]
        {
            new PlayCommand(), new ShowCommand(), new ListCommand(), new WatchCommand(), new ForecastCommand(), new AssessCommand(), new CheckCommand(), new TokenCommand(),
        })
        {
            command.SetAction((parsed, cancellation) => Execute(command, parsed, cancellation));
            Root.Subcommands.Add(command);
        }

        Examples.ShowIn(Root);
    }

    /// <summary>What can be typed.</summary>
    public RootCommand Root { get; }

    /// <summary>Runs one command.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> Run(string[] args, CancellationToken cancellation = default)
    {
        var parsed = Root.Parse(args);
        var invocation = new InvocationConfiguration { Output = _shell.Output, Error = _shell.Errors, EnableDefaultExceptionHandler = false };
        var code = await parsed.InvokeAsync(invocation, cancellation);
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }

    private async Task<int> Execute(ParleyCommand command, ParseResult parsed, CancellationToken cancellation)
    {
        var terminal = new Terminal(_shell, _options.IsJson(parsed));
        try
        {
            await using var session = _options.Open(parsed, terminal, _shell);
            try
            {
                return await command.Run(session, parsed, cancellation);
            }
            catch (RpcException e) when (!cancellation.IsCancellationRequested)
            {
                return Failed(session, CallFailure.From(e));
            }
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

    private static int Failed(Session session, CallFailure failure)
    {
        if (session.Terminal.IsJson || !failure.IsUnanswered)
        {
            session.Terminal.Failed(failure);
        }

        if (failure.IsUnanswered)
        {
            session.Terminal.Wrong($"No Parley answers at {session.Server}. Start one there, or say where it is with --server or PARLEY_SERVER.");
        }
        else if (failure.Code == "NOT_FOUND" && session.HowToReadMore is { } more)
        {
            session.Terminal.Note(more);
        }
        else if (failure.Code == "UNAUTHENTICATED")
        {
            session.Terminal.Note(session.HowToGetAToken);
        }

        return failure.IsUnreachable ? ExitCode.Unreachable : ExitCode.Failed;
    }
}
