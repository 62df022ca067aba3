using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Google.Protobuf;
using NodaTime;
using NodaTime.Text;

namespace Parley.Cli.Scenarios;

/// <summary>Reads a scenario or a truce's terms as a player or server would, without a server.</summary>
internal static class ScenarioCheck
{
    private static readonly string[] FailureFields =
        ["code", "reason", "message", "metadata", "fieldViolations", "preconditionViolations", "resource", "retryAfter", "traceId"];

    /// <summary>Everything wrong with a scenario's messages, expectations and variables.</summary>
    public static IReadOnlyList<FileError> Errors(Scenario scenario)
    {
        var errors = new List<FileError>();
        var start = scenario.Start.Length > 0 ? InstantPattern.ExtendedIso.Parse(scenario.Start).Value : Instant.FromUtc(2020, 1, 1, 0, 0);
        var values = ImmutableDictionary<string, string>.Empty;
        Try(1, () => values = Variables.Settled(scenario.Variables.ToImmutableDictionary().SetItem("run", scenario.Variables.GetValueOrDefault("run", "1")), start), errors);
        CheckRoles(scenario, new(values, start, start), errors);
        foreach (var step in scenario.Steps)
        {
            var variables = new Variables(values, start, start);
            CheckStep(step, variables, errors);
            if (step.Rpc is { } rpc)
            {
                values = values.SetItems(step.Capture.Select(c => KeyValuePair.Create(c.Key, PathShape.Sample(c.Value, rpc.Response))));
            }
        }

        return errors;
    }

    /// <summary>Everything wrong with a message that a YAML or JSON tree is to be.</summary>
    public static IEnumerable<string> Errors(JsonObject json, Google.Protobuf.Reflection.MessageDescriptor type)
    {
        var (message, error) = Parse(json, type);
        return message is null ? [error!] : MessageShape.Errors(message);
    }

    private static void CheckRoles(Scenario scenario, Variables variables, List<FileError> errors)
    {
        foreach (var text in scenario.Roles.Values.SelectMany(r => r.Roles.Add(r.Subject)).Append(scenario.Show))
        {
            Try(1, () => variables.Fill(text), errors);
        }

        if (scenario.ShowAs.Length > 0 && !scenario.Roles.ContainsKey(scenario.ShowAs))
        {
            errors.Add(new(1, $"'showAs': '{scenario.ShowAs}' is not one of the scenario's roles."));
        }
    }

    private static void CheckStep(Step step, Variables variables, List<FileError> errors)
    {
        if (step.Rpc is not { } rpc)
        {
            return;
        }

        Try(step.Line, () =>
        {
            var request = (JsonObject)variables.Fill(step.Request)!;
            var (message, error) = Parse(request, rpc.Request);
            var wrong = message is null ? [error!] : step.Refused ? [] : MessageShape.Errors(message);
            errors.AddRange(wrong.Select(w => new FileError(step.Line, $"{rpc.Name}: {w}")));
            foreach (var expectation in step.Expect)
            {
                _ = expectation.Fill(variables);
            }
        }, errors);

        var paths = step.Expect.Select(e => e.Path).ToList();
        var bad = step.Refused
            ? paths.Where(p => p.Segments[0] is not PathSegment.Name name || !FailureFields.Contains(name.Value))
                .Select(p => $"{p.Text}: a refusal has {string.Join(", ", FailureFields)}.")
            : paths.Concat(step.Capture.Values).Select(p => PathError(p, rpc)).OfType<string>();
        errors.AddRange(bad.Select(b => new FileError(step.Line, $"{rpc.Name}: {b}")));
    }

    // What a stream sent is a list of messages.
    private static string? PathError(JsonPath path, Calls.Rpc rpc) =>
        !rpc.IsStream ? PathShape.Error(path, rpc.Response)
        : path.Segments[0] is not PathSegment.Name { Value: "messages" } ? $"{path.Text}: what a stream sent begins with 'messages'."
        : path.Segments.Length < 3 ? null
        : PathShape.Error(path with { Segments = path.Segments[2..] }, rpc.Response);

    private static (IMessage? Message, string? Error) Parse(JsonObject json, Google.Protobuf.Reflection.MessageDescriptor type)
    {
        try
        {
            return (JsonText.Parse(json, type), null);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or FormatException or OverflowException)
        {
            return (null, $"This is no {type.Name}: {e.Message}");
        }
    }

    private static void Try(int line, Action check, List<FileError> errors)
    {
        try
        {
            check();
        }
        catch (UsageException e)
        {
            errors.Add(new(line, e.Message));
        }
    }
}
