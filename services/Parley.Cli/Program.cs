using System.Text;
using Parley.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var shell = new Shell(Console.Out, Console.Error, Environment.GetEnvironmentVariable, !Console.IsOutputRedirected, TimeProvider.System);
return await new App(shell).Run(args);
