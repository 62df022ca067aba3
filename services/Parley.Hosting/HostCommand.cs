using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Configuration;

namespace Parley.Hosting;

/// <summary>A setting that has a short name on the command line.</summary>
/// <param name="Name">The short name, for example <c>--data</c>.</param>
/// <param name="Key">The setting's full name.</param>
/// <param name="HelpName">What stands for its value in the help; null for one that is on when it is there.</param>
/// <param name="Description">What it does.</param>
public sealed record HostSwitch(string Name, string Key, string? HelpName, string Description);

/// <summary>
/// The command line of a host: a few settings by short names, every other one as <c>--Parley:Section:Name=value</c>. What is
/// neither is refused before anything starts: a misspelt setting would otherwise be one that is silently left as it was.
/// </summary>
/// <param name="description">What the host is, for <c>--help</c>.</param>
/// <param name="switches">The short names.</param>
/// <param name="settings">All settings.</param>
public sealed class HostCommand(string description, IReadOnlyList<HostSwitch> switches, HostSettings settings)
{
    /// <summary>The exit code when the command line is wrong.</summary>
    public const int UsageExitCode = 2;

    private const string SettingPrefix = "--Parley:";
    private const string LoggingPrefix = "--Logging:";

    /// <summary>Reads the command line and starts the host with what it says, or says what is wrong with it in one line.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="start">Runs the host with the settings given.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> Run(string[] args, Func<IReadOnlyList<KeyValuePair<string, string?>>, Task<int>> start)
    {
        var options = switches.ToDictionary(s => s, OptionOf);
        var others = new Argument<string[]>("--Name=value") { Description = "Any of the settings below.", Arity = ArgumentArity.ZeroOrMore };
        var root = new RootCommand(description) { others };
        foreach (var option in options.Values)
        {
            root.Options.Add(option);
        }

        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpWithSettings((HelpAction)help.Action!, settings);
        }

        root.SetAction((parsed, _) =>
            start([.. options.Select(o => KeyValuePair.Create(o.Key.Key, Given(parsed, o.Value))).Where(g => g.Value is not null), .. Settings(parsed.GetValue(others) ?? [])]));
        var line = root.Parse(args);
        var wrong = line.Errors is [var error, ..] ? error.Message : WrongIn(line.GetValue(others) ?? []);
        if (wrong is null || (line.Action is not ParseErrorAction && line.Action != root.Action))
        {
            // Signals to stop are the host's to hear: it takes the time that it needs to finish what it has begun.
            return await line.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }

        await Console.Error.WriteLineAsync($"{wrong.ReplaceLineEndings(" ")} --help lists what there is.");
        return UsageExitCode;
    }

    private static Option OptionOf(HostSwitch given) => given.HelpName is { } helpName
        ? new Option<string?>(given.Name) { Description = given.Description, HelpName = helpName }
        : new Option<bool>(given.Name) { Description = given.Description };

    private static string? Given(ParseResult parsed, Option option) => option switch
    {
        Option<string?> text => parsed.GetValue(text),
        Option<bool> flag => parsed.GetValue(flag) ? "true" : null,
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, string?>> Settings(string[] tokens) =>
        new ConfigurationBuilder().AddCommandLine(tokens).Build().AsEnumerable().Where(s => s.Value is not null);

    /// <summary>What is wrong with the arguments that are no short names; null when each is a setting with its value.</summary>
    private string? WrongIn(string[] tokens)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            var name = token.Split('=', 2)[0];
            var isSetting = name.StartsWith(SettingPrefix, StringComparison.OrdinalIgnoreCase);
            if (!(isSetting && settings.Has(name[2..])) && !name.StartsWith(LoggingPrefix, StringComparison.OrdinalIgnoreCase))
            {
                return isSetting ? $"There is no setting {name[2..]}." : $"There is no option {name}.";
            }

            if (name == token && (++i == tokens.Length || tokens[i].StartsWith("--", StringComparison.Ordinal)))
            {
                return $"{name} has no value: write {name}=value.";
            }
        }

        return null;
    }

    /// <summary>Help that ends with the settings and their defaults.</summary>
    private sealed class HelpWithSettings(HelpAction help, HostSettings settings) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Settings, each as --Name=value or, with __ for every colon, in the environment (Parley__Hosting__AdminEndpoint=127.0.0.1:7290):");
            foreach (var (name, otherwise) in settings.All)
            {
                output.WriteLine(otherwise.Length == 0 ? $"  {name}" : $"  {name,-46} {otherwise}");
            }

            output.WriteLine("  Logging:LogLevel:Default                       Trace, Debug, Information, Warning, Error, Critical or None");
            output.WriteLine("Telemetry goes where OpenTelemetry's own variables say (OTEL_EXPORTER_OTLP_ENDPOINT and others); unset, nowhere.");
            return code;
        }
    }
}
