using System.Text;
using Parley.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var shell = new Shell
{
    Output = Console.Out,
    Errors = Console.Error,
    OutputIsTerminal = !Console.IsOutputRedirected,
    ErrorsAreTerminal = !Console.IsErrorRedirected,
    Environment = Environment.GetEnvironmentVariable,
};
return await new App(shell).Run(args);
