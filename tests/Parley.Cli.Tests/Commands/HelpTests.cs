using System.CommandLine;
using Parley.Cli.Commands;

namespace Parley.Cli.Tests.Commands;

/// <summary>Help that a newcomer can act on.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Nowhere().Root.Subcommands.Select(c => c.Name)];

    public static TheoryData<string> Examples => [.. Nowhere().Root.Subcommands.Cast<ParleyCommand>().SelectMany(c => c.Examples)];

    [Fact]
    public void The_commands_are_those_that_the_readme_promises() =>
        Assert.Equal(["assess", "check", "forecast", "list", "play", "show", "token", "watch"], Nowhere().Root.Subcommands.Select(c => c.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of_every_command_ends_with_examples_of_it_and_the_exit_codes(string command)
    {
        var ran = await Cli.Run(command, "--help");
        Assert.Equal(ExitCode.Ok, ran.Code);
        var examples = ran.Output[ran.Output.IndexOf("Examples:", StringComparison.Ordinal)..];
        Assert.Contains($"parley {command}", examples, StringComparison.Ordinal);
        Assert.Contains("Exit codes: 0 done; 1 ", examples, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_of_parley_itself_shows_an_example_of_every_command()
    {
        var ran = await Cli.Run("--help");
        Assert.All(Nowhere().Root.Subcommands, c => Assert.Contains($"  parley {c.Name}", ran.Output, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_parses(string example)
    {
        var words = Cli.Words(example);
        Assert.Equal("parley", words[0]);
        Assert.Empty(Nowhere().Root.Parse(words[1..]).Errors);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_option_and_argument_is_explained(string command)
    {
        var asked = Nowhere().Root.Subcommands.Single(c => c.Name == command);
        Assert.All(asked.Options.Where(o => o is not System.CommandLine.Help.HelpOption), o => Assert.EndsWith(".", o.Description, StringComparison.Ordinal));
        Assert.All(asked.Arguments, a => Assert.EndsWith(".", a.Description, StringComparison.Ordinal));
    }

    private static App Nowhere() => new(new Shell { Output = TextWriter.Null, Errors = TextWriter.Null, Environment = _ => null });
}
