using System.CommandLine;
using System.Text.Json.Nodes;
using Parley.Cli.Output;
using Parley.Cli.Output.Talks;
using Parley.Cli.Scenarios;
using Parley.Contract;
using Parley.V1;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Commands;

/// <summary>
/// <c>parley check</c>: of a scenario or a file of terms, whether it is well formed, without a server; of a truce or a negotiating text, what it lacks.
/// </summary>
internal sealed class CheckCommand : ParleyCommand
{
    private readonly Argument<string> _what = new("what") { Description = "A scenario, a truce's terms as YAML or JSON, or the name of a truce or of a negotiating text." };

    public CheckCommand()
        : base("check", "Checks a scenario or a file of terms without a server, or asks the server what a truce or a negotiating text lacks.") => Arguments.Add(_what);

    public override IReadOnlyList<string> Examples =>
    [
        "parley check deploy/scenarios/karabakh-2020.yaml",
        "parley check draft-terms.yaml",
        "parley check conflicts/karabakh-2020/truces/k1-moscow --data ./data --as mediator",
        "parley check conflicts/valley/negotiations/geneva/texts/draft --data ./data --as mediator",
    ];

    public override async Task<int> Run(Session session, ParseResult parsed, CancellationToken cancellation)
    {
        var what = parsed.GetValue(_what)!;
        return File.Exists(what) ? CheckFile(session, what)
            : ResourceName.Matches(what, ResourceName.TrucePattern) ? await CheckTruce(session, what, cancellation)
            : ResourceName.Matches(what, ResourceName.TextPattern) ? await CheckText(session, what, cancellation)
            : !what.StartsWith("conflicts/", StringComparison.Ordinal) ? CheckFile(session, what)
            : throw new UsageException(
                $"'{what}' is no file, and no name of a truce or of a negotiating text. Names look like conflicts/karabakh-2020/truces/k1-moscow or conflicts/valley/negotiations/geneva/texts/draft.");
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

    private static async Task<int> CheckText(Session session, string name, CancellationToken cancellation)
    {
        var check = await new NegotiationService.NegotiationServiceClient(session.Reader.Invoker).CheckTextAsync(new() { Name = name }, cancellationToken: cancellation);
        if (session.Terminal.IsJson)
        {
            session.Terminal.Json(check);
        }
        else
        {
            session.Terminal.Write(new TextCheckPage(check).Render());
        }

        return check.Complete ? ExitCode.Ok : ExitCode.Failed;
    }

    private static int CheckFile(Session session, string file)
    {
        var (kind, errors) = ErrorsOf(file, ScenarioFiles.Text(file));
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
                session.Terminal.Plain(Bidi.Isolate($"{file}:{error.Line}: {error.Message}"));
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
                _ = ScenarioReader.Read(file, text);
                return (kind, []);
            }

            kind = "terms of a truce";
            return (kind, [.. TermsErrors(root)]);
        }
        catch (FileErrorsException e)
        {
            return (kind, e.Errors);
        }
    }

    private static IEnumerable<FileError> TermsErrors(YamlNode root)
    {
        if (YamlTree.ToJson(root) is not JsonObject terms)
        {
            return [new(1, "Neither a scenario nor the terms of a truce: a mapping of the fields of TruceTerms is expected.")];
        }

        return JsonShape.AllFaults(terms, TruceTerms.Descriptor).Select(f => new FileError(YamlTree.LineAt(root, f.Path), f.ToString())).OrderBy(e => e.Line);
    }
}
