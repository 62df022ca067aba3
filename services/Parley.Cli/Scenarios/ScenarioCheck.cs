using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Parley.Cli.Calls;
using Parley.Cli.Commands;

namespace Parley.Cli.Scenarios;

/// <summary>Reads a scenario's messages, expectations and variables as a player and a server would, without a server.</summary>
internal sealed class ScenarioCheck
{
    private static readonly string[] FailureFields =
        ["code", "reason", "message", "metadata", "fieldViolations", "preconditionViolations", "resource", "retryAfter", "traceId"];

    private readonly List<FileError> _errors = [];
    private readonly Instant _start;
    private ImmutableDictionary<string, string> _values;

    private ScenarioCheck(Scenario scenario)
    {
        _start = scenario.Start.Length > 0 ? InstantPattern.ExtendedIso.Parse(scenario.Start).Value : Instant.FromUtc(2020, 1, 1, 0, 0);
        _values = scenario.Variables.ToImmutableDictionary();
        _values = _values.SetItem("run", _values.GetValueOrDefault("run", "1"));
        try
        {
            _values = Variables.Settled(_values, _start);
        }
        catch (UsageException e)
        {
            _errors.Add(new(1, e.Message));
        }
    }

    /// <summary>Everything wrong with it.</summary>
    public static IReadOnlyList<FileError> Errors(Scenario scenario)
    {
        var check = new ScenarioCheck(scenario);
        check.CheckShown(scenario);
        check.CheckRoles(scenario);
        check.CheckOrder(scenario);
        foreach (var step in scenario.Steps)
        {
            check.CheckStep(step);
        }

        return check._errors;
    }

    private void CheckShown(Scenario scenario)
    {
        foreach (var shown in scenario.Show)
        {
            var (fill, problems) = Filler();
            var name = fill.Fill(shown.Name);
            if (problems.Count == 0 && Views.Of(name) is null)
            {
                problems.Add($"'{name}' is no name of anything that can be shown. {Views.Names}");
            }

            _errors.AddRange(problems.Select(p => new FileError(shown.Line, $"'show': {p}")));
        }
    }

    private void CheckRoles(Scenario scenario)
    {
        foreach (var role in scenario.Roles.Values)
        {
            var (fill, problems) = Filler();
            _ = fill.Fill(role.Subject);
            var unknown = role.Roles.Select(fill.Fill).ToList().Select(Tokens.Problem).OfType<string>();
            _errors.AddRange((problems.Count > 0 ? problems : unknown).Select(p => new FileError(role.Line, p)));
        }
    }

    // A clock does not go back. A time after the start and an instant compare only where the start is known.
    private void CheckOrder(Scenario scenario)
    {
        var (at, before) = (_start, default(Step));
        foreach (var step in scenario.Steps.Where(s => s.When.Length > 0 && (scenario.Start.Length > 0 || s.When[0] == '+')))
        {
            var next = step.At(_start, at);
            if (next < at)
            {
                _errors.Add(new(step.Line, $"'when' goes back: {step.When} is before {(before is null ? "the start" : $"{before.When}, line {before.Line}")}. Steps stand in order of time."));
            }

            (at, before) = (next, step);
        }
    }

    private void CheckStep(Step step)
    {
        var (fill, problems) = Filler();
        _ = fill.Fill(step.Say);
        if (step.Rpc is { } rpc)
        {
            var request = (JsonObject)fill.Fill(step.Request)!;
            _ = step.Expect.Select(e => e.Fill(fill)).ToList();
            CheckRequest(step, rpc, request, judged: !step.Refused && problems.Count == 0);
            CheckPaths(step, rpc);
            _values = _values.SetItems(step.Capture.Select(c => KeyValuePair.Create(c.Key, PathShape.Sample(c.Value, rpc.Response))));
        }

        _errors.AddRange(problems.Select(p => new FileError(step.Line, p)));
    }

    // A step that must be refused may break the rules of the contract, but it can be sent only if it is a message at all.
    private void CheckRequest(Step step, Rpc rpc, JsonObject request, bool judged)
    {
        foreach (var fault in judged ? JsonShape.AllFaults(request, rpc.Request) : JsonShape.Read(request, rpc.Request).Faults)
        {
            _errors.Add(new(step.RequestNode is { } node ? YamlTree.LineAt(node, fault.Path) : step.Line, $"{rpc.Name}: {fault}"));
        }
    }

    private void CheckPaths(Step step, Rpc rpc)
    {
        foreach (var expectation in step.Expect)
        {
            if ((step.Refused ? FailurePathError(expectation.Path) : PathError(expectation.Path, rpc)) is { } wrong)
            {
                _errors.Add(new(expectation.Line, $"{rpc.Name}: {wrong}"));
            }
        }

        _errors.AddRange(step.Capture.Select(c => PathError(c.Value, rpc)).OfType<string>().Select(e => new FileError(step.Line, $"{rpc.Name}: {e}")));
    }

    private (Variables Fill, List<string> Problems) Filler()
    {
        var problems = new List<string>();
        return (new(_values, _start, _start, problems), problems);
    }

    private static string? FailurePathError(JsonPath path) =>
        path.Segments[0] is PathSegment.Name name && FailureFields.Contains(name.Value) ? null : $"{path.Text}: a refusal has {string.Join(", ", FailureFields)}.";

    // What a stream sent is a list of messages.
    private static string? PathError(JsonPath path, Rpc rpc) =>
        !rpc.IsStream ? PathShape.Error(path, rpc.Response)
        : path.Segments[0] is not PathSegment.Name { Value: "messages" } ? $"{path.Text}: what a stream sent begins with 'messages'."
        : path.Segments.Length < 3 ? null
        : PathShape.Error(path with { Segments = path.Segments[2..] }, rpc.Response);
}
