using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Cli.Output;
using Parley.Cli.Scenarios;
using Parley.Contract;
using Parley.V1;

namespace Parley.Cli.Commands;

/// <summary>
/// <c>parley check</c>: of a scenario or a file of terms, whether it is well formed, without a server; of a truce, what its text lacks.
/// </summary>
internal sealed class CheckCommand : ParleyCommand
{
    private readonly Argument<string> _what = new("what") { Description = "A scenario, a truce's terms as YAML or JSON, or the name of a truce." };

    public CheckCommand()
        : base("check", "Checks a scenario or a file of terms without a server, or asks the server what the text of a truce lacks.") => Arguments.Add(_what);

    public override IReadOnlyList<string> Examples =>
    [
        "parley check deploy/scenarios/karabakh-2020.yaml",
        "parley check draft-terms.yaml",
        "parley check conflicts/karabakh-2020/truces/k1-moscow --data ./data --as mediator",
    ];

    /// <summary>Reads a scenario in which nothing is wrong.</summary>
    /// <exception cref="UsageException">Something is, or the file cannot be read.</exception>
    public static Scenario ReadScenario(FileInfo file)
    {
        var text = Text(file.ToString());
        try
        {
            var scenario = ScenarioReader.Read(file.ToString(), text);
            return ScenarioCheck.Errors(scenario) is { Count: > 0 } errors ? throw new FileErrorsException(file.ToString(), errors) : scenario;
        }
        catch (FileErrorsException e)
        {
            throw new UsageException(e.Message);
        }
    }

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var what = parsed.GetValue(_what)!;
        return ResourceName.Matches(what, ResourceName.TrucePattern) && !File.Exists(what)
            ? await CheckTruce(session, what, cancellation)
            : CheckFile(session, what);
    }

    private static async Task<int> CheckTruce(Session session, string name, CancellationToken cancellation)
    {
        var check = await new TruceService.TruceServiceClient(session.Reader.Invoker).CheckTruceAsync(new() { Name = name }, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(check);
        }
        else
        {
            session.Terminal.Write(new CheckPage(check).Render());
        }

        return check.Complete ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int CheckFile(Session session, string file)
    {
        var (kind, errors) = ErrorsOf(file, Text(file));
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(new JsonObject
            {
                ["file"] = file,
                ["kind"] = kind,
                ["errors"] = new JsonArray([.. errors.Select(e => (JsonNode)new JsonObject { ["line"] = e.Line, ["message"] = e.Message })]),
            });
        }
        else if (errors.Count == 0)
        {
            session.Terminal.Line($"{file}: {kind}; nothing is wrong with its form.");
        }
        else
        {
            foreach (var error in errors)
            {
                session.Terminal.Wrong($"{file}:{error.Line}: {error.Message}");
            }
        }

        return errors.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static (string Kind, IReadOnlyList<FileError> Errors) ErrorsOf(string file, string text)
    {
        var kind = "unreadable";
        try
        {
            var root = YamlTree.Read(file, text);
            if (ScenarioReader.IsScenario(root))
            {
                kind = "a scenario";
                return (kind, ScenarioCheck.Errors(ScenarioReader.Read(file, text)));
            }

            kind = "terms of a truce";
            return YamlTree.ToJson(root) is JsonObject terms
                ? (kind, [.. ScenarioCheck.Errors(terms, TruceTerms.Descriptor).Select(e => new FileError(1, e))])
                : (kind, [new FileError(1, "Terms are a mapping of the fields of TruceTerms.")]);
        }
        catch (FileErrorsException e)
        {
            return (kind, e.Errors);
        }
    }

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{file} cannot be read: {e.Message}");
        }
    }
}
