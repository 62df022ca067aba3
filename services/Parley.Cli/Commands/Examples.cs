using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Parley.Cli.Commands;

/// <summary>Help that ends with examples.</summary>
internal sealed class Examples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Puts examples into the help of a command line.</summary>
    public static void ShowIn(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new Examples((HelpAction)option.Action!);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var examples = command is ParleyCommand own ? own.Examples : command.Subcommands.OfType<ParleyCommand>().Select(c => c.Examples[0]);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine("  " + example);
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 done; 1 refused, an expectation failed, or a check found something; 2 the command line or a file is wrong; 3 the server cannot be reached.");
        return code;
    }
}
