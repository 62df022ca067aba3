using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime.Text;
using Parley.Cli.Calls;
using YamlDotNet.RepresentationModel;

namespace Parley.Cli.Scenarios;

/// <summary>Reads a scenario and gathers everything that is wrong with it, each with its line.</summary>
internal sealed class ScenarioReader
{
    private readonly List<FileError> _errors = [];

    /// <summary>Reads a scenario.</summary>
    /// <exception cref="FileErrorsException">It is none.</exception>
    public static Scenario Read(string file, string text)
    {
        var reader = new ScenarioReader();
        var scenario = reader.Scenario(YamlTree.Read(file, text));
        return reader._errors.Count == 0 ? scenario : throw new FileErrorsException(file, reader._errors);
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
            Clock = Clock(fields),
            Start = Start(fields),
            Variables = fields.Map("vars").ToImmutableSortedDictionary(v => v.Key.ToString(), v => v.Value.ToString(), StringComparer.Ordinal),
            Roles = fields.Map("roles").ToImmutableSortedDictionary(r => r.Key.ToString(), r => Role(r.Value), StringComparer.Ordinal),
            Show = fields.Text("show"),
            ShowAs = fields.Text("showAs"),
        };
        var steps = fields.List("steps", required: true).Select((s, i) => Step(s, i + 1, scenario)).ToImmutableArray();
        fields.RefuseTheRest();
        return scenario with { Steps = steps };
    }

    private ScenarioClock Clock(YamlFields fields)
    {
        var word = fields.Text("clock", required: true);
        if (word is not ("exercise" or "real"))
        {
            fields.Error(fields.Line, "'clock' must be 'exercise' or 'real'.");
        }

        return word == "real" ? ScenarioClock.Real : ScenarioClock.Exercise;
    }

    private static string Start(YamlFields fields)
    {
        var start = fields.Text("start");
        if (start.Length > 0 && !InstantPattern.ExtendedIso.Parse(start).Success)
        {
            fields.Error(fields.Line, $"'start' must be an instant in UTC such as 2020-09-27T00:00:00Z, not '{start}'.");
        }

        return start;
    }

    private ScenarioRole Role(YamlNode node)
    {
        var fields = new YamlFields(node, "A role", _errors);
        var role = new ScenarioRole(fields.Text("subject", required: true), [.. fields.List("roles", required: true).Select(r => r.ToString())]);
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
            fields.Error(YamlTree.LineOf(refuse), "A step has 'expect' or 'refuse', not both.");
        }

        var step = new Step
        {
            Number = number,
            Line = fields.Line,
            When = When(fields),
            Role = fields.Text("as"),
            Say = fields.Text("say"),
            Rpc = Called(fields),
            Request = Request(fields),
            Refused = refuse is not null,
            Expect = refuse is not null ? [.. Expectations(refuse, null)] : expect is not null ? [.. Expectations(expect, null)] : [],
            Within = fields.Length("within"),
            Take = fields.Count("take", 1),
            Capture = fields.Map("capture").ToImmutableSortedDictionary(c => c.Key.ToString(), c => Path(c.Value), StringComparer.Ordinal),
        };
        if (step.Role.Length > 0 && !scenario.Roles.ContainsKey(step.Role))
        {
            fields.Error(fields.Line, $"'{step.Role}' is not one of the scenario's roles: {string.Join(", ", scenario.Roles.Keys)}.");
        }

        if (step.Rpc is null && (step.Request.Count > 0 || !step.Expect.IsEmpty || step.Refused || !step.Capture.IsEmpty))
        {
            fields.Error(fields.Line, "A step without 'call' only tells and moves the clock: it has 'when' and 'say'.");
        }

        fields.RefuseTheRest();
        return step;
    }

    private static string When(YamlFields fields)
    {
        var when = fields.Text("when");
        if (when.Length > 0 && !InstantPattern.ExtendedIso.Parse(when).Success && (when[0] != '+' || Variables.ParseLength(when[1..]) is null))
        {
            fields.Error(fields.Line, $"'when' must be an instant in UTC such as 2020-10-10T00:00:00Z, or a time after the start such as +5s, not '{when}'.");
        }

        return when;
    }

    private static Rpc? Called(YamlFields fields)
    {
        var node = fields.Take("call");
        if (node is null)
        {
            return null;
        }

        var rpc = RpcCatalog.Find(node.ToString());
        if (rpc is null)
        {
            fields.Error(YamlTree.LineOf(node), $"There is no rpc '{node}'. Did you mean {RpcCatalog.Nearest(node.ToString()).Name}?");
        }

        return rpc;
    }

    private static JsonObject Request(YamlFields fields)
    {
        var node = fields.Take("with");
        if (node is null)
        {
            return [];
        }

        if (YamlTree.ToJson(node) is JsonObject request)
        {
            return request;
        }

        fields.Error(YamlTree.LineOf(node), "'with' must be a message: a mapping of its fields.");
        return [];
    }

    // A mapping of matchers is one or more expectations of its path; any other mapping goes deeper.
    private IEnumerable<Expectation> Expectations(YamlNode node, JsonPath? above)
    {
        if (node is not YamlMappingNode map)
        {
            _errors.Add(new(YamlTree.LineOf(node), "Expectations are a mapping of paths to values or matchers."));
            yield break;
        }

        foreach (var (key, value) in map.Children)
        {
            var path = Path(key);
            path = above is null ? path : above.Then(path);
            if (value is not YamlMappingNode inner)
            {
                yield return new(path, Matcher.Equal, YamlTree.ToJson(value));
            }
            else if (inner.Children.All(c => MatcherOf(c.Key) is not null))
            {
                foreach (var (matcher, expected) in inner.Children)
                {
                    yield return new(path, MatcherOf(matcher)!.Value, YamlTree.ToJson(expected));
                }
            }
            else
            {
                foreach (var deeper in Expectations(inner, path))
                {
                    yield return deeper;
                }
            }
        }
    }

    private static Matcher? MatcherOf(YamlNode key) => key.ToString() switch
    {
        "exists" => Matcher.Exists,
        "not" => Matcher.Not,
        "contains" => Matcher.Contains,
        "matches" => Matcher.Matches,
        "atLeast" => Matcher.AtLeast,
        "atMost" => Matcher.AtMost,
        _ => null,
    };

    private JsonPath Path(YamlNode node)
    {
        if (JsonPath.TryParse(node.ToString(), out var path))
        {
            return path;
        }

        _errors.Add(new(YamlTree.LineOf(node), $"'{node}' is no path. Paths look like effect.time.instant, consents[0], flags[?reason=X].message or flags.#."));
        return new(node.ToString(), [new PathSegment.Count()]);
    }
}
