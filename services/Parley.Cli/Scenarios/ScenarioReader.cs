using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Parley.Cli.Calls;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>Reads a scenario and gathers everything that is wrong with it, each with its line.</summary>
internal sealed class ScenarioReader
{
    /// <summary>What only a step that calls has.</summary>
    private static readonly string[] OfCalls = ["as", "with", "expect", "refuse", "within", "take", "capture"];

    private readonly List<FileError> _errors = [];
    private readonly ExpectationReader _expectations;

    private ScenarioReader() => _expectations = new(_errors);

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="FileErrorsException">Something is wrong with it.</exception>
    public static Scenario Read(string file, string text)
    {
        var reader = new ScenarioReader();
        var scenario = reader.Scenario(YamlTree.Read(file, text));
        IReadOnlyList<FileError> errors = [.. reader._errors, .. ScenarioCheck.Errors(scenario)];
        return errors.Count == 0 ? scenario : throw new FileErrorsException(file, errors);
    }

    /// <summary>True for a file that holds a scenario rather than the terms of a truce.</summary>
    public static bool IsScenario(YamlNode root) => root is YamlMappingNode map && map.Children.Any(c => c.Key.ToString() is "scenario" or "steps");

    private Scenario Scenario(YamlNode root)
    {
        var fields = new YamlFields(root, "A scenario", _errors);
        var scenario = new Scenario
        {
            Title = fields.Text("scenario", required: true),
            About = fields.Text("about"),
            Clock = fields.Text("clock", w => w is "exercise" or "real", "'exercise' or 'real'", required: true) == "real" ? ScenarioClock.Real : ScenarioClock.Exercise,
            Start = fields.Text("start", IsInstant, "an instant in UTC such as 2020-09-27T00:00:00Z"),
            Variables = fields.Texts("vars").ToImmutableSortedDictionary(StringComparer.Ordinal),
            Roles = fields.Map("roles").ToImmutableSortedDictionary(r => r.Key.ToString(), r => Role(r.Value), StringComparer.Ordinal),
            Show = [.. fields.OneOrList("show").Select(n => new ShownName(fields.TextOf(n, "What is shown"), YamlTree.LineOf(n))).Where(n => n.Name.Length > 0)],
            ShowAs = fields.Text("showAs"),
        };
        if (scenario.ShowAs.Length > 0 && !scenario.Roles.ContainsKey(scenario.ShowAs))
        {
            fields.Error("showAs", $"'{scenario.ShowAs}' is not one of the scenario's roles: {string.Join(", ", scenario.Roles.Keys)}.");
        }

        var steps = fields.List("steps").Select((s, i) => Step(s, i + 1, scenario)).ToImmutableArray();
        fields.RefuseTheRest();
        return scenario with { Steps = steps };
    }

    private ScenarioRole Role(YamlNode node)
    {
        var fields = new YamlFields(node, "A role", _errors);
        var role = new ScenarioRole(fields.Text("subject", required: true), [.. fields.List("roles").Select(r => fields.TextOf(r, "A role"))], fields.Line);
        fields.RefuseTheRest();
        return role;
    }

    private Step Step(YamlNode node, int number, Scenario scenario)
    {
        var fields = new YamlFields(node, "A step", _errors);
        var refuse = fields.Take("refuse");
        var expect = fields.Take("expect");
        if (refuse is not null && expect is not null)
        {
            fields.Error("refuse", "A step has 'expect' or 'refuse', not both.");
        }

        var step = new Step
        {
            Number = number,
            Line = fields.Line,
            When = fields.Text("when", w => IsInstant(w) || IsAfterStart(w), "an instant in UTC such as 2020-10-10T00:00:00Z, or a time after the start such as +5s"),
            Role = fields.Text("as"),
            Say = fields.Text("say"),
            Rpc = Called(fields),
            Request = Request(fields),
            RequestNode = fields.Take("with"),
            Refused = refuse is not null,
            Expect = [.. (refuse ?? expect) is { } wanted ? _expectations.Read(wanted) : []],
            Within = fields.Length("within"),
            Take = fields.Count("take", 1),
            Capture = [.. fields.Map("capture").Select(c => (Name: c.Key.ToString(), Path: _expectations.Path(c.Value))).Where(c => c.Path is not null).Select(c => KeyValuePair.Create(c.Name, c.Path!))],
        };
        if (step.Role.Length > 0 && !scenario.Roles.ContainsKey(step.Role))
        {
            fields.Error("as", $"'{step.Role}' is not one of the scenario's roles: {string.Join(", ", scenario.Roles.Keys)}.");
        }

        if (!fields.Has("call") && OfCalls.FirstOrDefault(fields.Has) is { } idle)
        {
            fields.Error(idle, $"A step without 'call' only tells and moves the clock: it has 'when' and 'say', not '{idle}'.");
        }

        fields.RefuseTheRest();
        return step;
    }

    private static bool IsInstant(string text) => InstantPattern.ExtendedIso.Parse(text).Success;

    private static bool IsAfterStart(string text) => text.StartsWith('+') && Variables.ParseLength(text[1..]) is not null;

    private static Rpc? Called(YamlFields fields)
    {
        var name = fields.Text("call");
        var rpc = RpcCatalog.Find(name);
        if (rpc is null && fields.Has("call"))
        {
            fields.Error("call", $"There is no rpc '{name}'. Did you mean {RpcCatalog.Nearest(name).Name}?");
        }

        return rpc;
    }

    private static JsonObject Request(YamlFields fields)
    {
        if (fields.Take("with") is not { } node)
        {
            return [];
        }

        if (YamlTree.ToJson(node) is JsonObject request)
        {
            return request;
        }

        fields.Error("with", "'with' must be a message: a mapping of its fields.");
        return [];
    }
}
