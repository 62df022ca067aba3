using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;
using NodaTime;
using NodaTime.Text;
using Parley.Cli.Calls;

namespace Parley.Cli.Scenarios;

/// <summary>Plays a scenario, step by step, until its end or the first step that does not go as expected.</summary>
/// <param name="callers">A caller for each role; the empty role has no token.</param>
/// <param name="clock">The clock that the scenario follows.</param>
/// <param name="time">For waiting and measuring.</param>
internal sealed class ScenarioPlayer(Func<ScenarioRole?, RpcCaller> callers, IPlayClock clock, TimeProvider time)
{
    /// <summary>How long to wait between two tries of a read whose expectation does not hold yet.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a stream may take for the messages that a step takes, where the step does not say.</summary>
    private static readonly TimeSpan StreamPatience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, RpcCaller> _byRole = new(StringComparer.Ordinal);

    /// <summary>Plays; each step is given out when it is done.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="settings">What was asked for this play.</param>
    /// <param name="cancellation">Ends it between or within steps.</param>
    /// <exception cref="RpcException">The clock could not be read or moved.</exception>
    /// <exception cref="UsageException">A variable is unknown, or the clock is past the scenario's start.</exception>
    public async IAsyncEnumerable<StepResult> Play(
        Scenario scenario, PlaySettings settings, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var now = await clock.Now(cancellation);
        if (scenario.Clock == ScenarioClock.Exercise && now > settings.Start && !settings.Resume)
        {
            throw new UsageException(
                $"The exercise clock already shows {InstantPattern.General.Format(now)}, which is after this scenario's start, {InstantPattern.General.Format(settings.Start)}. "
                + "Begin with an empty data folder, or give --resume: then what has been played is sent again, which changes nothing, and expectations are asked from here on.");
        }

        var resumedAt = settings.Resume ? now : Instant.MinValue;
        var values = settings.VariablesOf(scenario);
        var at = settings.Start;
        foreach (var step in scenario.Steps)
        {
            at = step.At(settings.Start, at);
            await clock.GoTo(at, cancellation);
            var result = await PlayStep(scenario, step, new(values, settings.Start, at), settings, at, at < resumedAt, cancellation);
            values = values.SetItems(Captured(step, result));
            yield return result;
            if (!result.Passed)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Captured(Step step, StepResult result) =>
        step.Capture.Select(c => KeyValuePair.Create(c.Key, c.Value.Find(result.Response)?.ToString() ?? ""));

    private async Task<StepResult> PlayStep(
        Scenario scenario, Step step, Variables variables, PlaySettings settings, Instant at, bool repeated, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var result = new StepResult { Step = step, At = at, Say = variables.Fill(step.Say).Trim(), Repeated = repeated };
        if (step.Rpc is not { } rpc)
        {
            return result;
        }

        var json = (JsonObject)variables.Fill(step.Request)!;
        var expect = step.Expect.Select(e => e.Fill(variables)).ToImmutableArray();
        var caller = CallerOf(scenario, step.Role, variables);
        while (true)
        {
            var request = Message(json, rpc, step);
            RequestIds.Assign(request, scenario.Title, settings.Run, step.Number);
            var (response, failure) = await Ask(caller, rpc, request, step, cancellation);
            result = result with
            {
                Request = JsonText.Of(request),
                Response = response,
                Failure = failure,
                Mismatches = [.. Mismatches(step, repeated ? null : expect, response, failure)],
                Took = time.GetElapsedTime(began),
            };
            if (result.Passed || step.Within is not { } patience || result.Took >= patience)
            {
                return result;
            }

            await Task.Delay(Pause, time, cancellation);
        }
    }

    private static IMessage Message(JsonObject json, Rpc rpc, Step step)
    {
        var (message, faults) = JsonShape.Read(json, rpc.Request);
        return message ?? throw new UsageException($"Step {step.Number} (line {step.Line}): {string.Join("; ", faults)}");
    }

    // A step that a resumed play sends again is not judged, but it must reach the server and give what later steps remember.
    private static IEnumerable<Mismatch> Mismatches(Step step, ImmutableArray<Expectation>? expect, JsonNode? response, CallFailure? failure)
    {
        if (failure is { IsUnreachable: true })
        {
            return [new("", "an answer", failure.Title, step.Line)];
        }

        var forgotten = failure is null ? step.Capture.Where(c => c.Value.Find(response) is null).Select(c => new Mismatch(c.Value.Text, "something to remember", "nothing", step.Line)) : [];
        return expect is not { } wanted ? forgotten
            : step.Refused
                ? failure is null ? [new("", "a refusal", "a success", step.Line)] : Checked(wanted, failure.ToJson())
            : failure is not null ? [new("", "a success", failure.Title, step.Line)]
            : Checked(wanted, response).Concat(forgotten);
    }

    private static IEnumerable<Mismatch> Checked(ImmutableArray<Expectation> expect, JsonNode? root) =>
        expect.Select(e => e.Check(root)).OfType<Mismatch>();

    private async Task<(JsonNode? Response, CallFailure? Failure)> Ask(
        RpcCaller caller, Rpc rpc, IMessage request, Step step, CancellationToken cancellation)
    {
        try
        {
            return rpc.IsStream
                ? (await TakeFrom(caller.Stream, rpc, request, step, cancellation), null)
                : (JsonText.Of(await caller.Call(rpc, request, cancellation)), null);
        }
        catch (RpcException e) when (!cancellation.IsCancellationRequested)
        {
            return (null, CallFailure.From(e));
        }
    }

    // As many messages as the step takes, or as many as came in time.
    private async Task<JsonObject> TakeFrom(
        Func<Rpc, IMessage, CancellationToken, IAsyncEnumerable<IMessage>> stream, Rpc rpc, IMessage request, Step step, CancellationToken cancellation)
    {
        var messages = new JsonArray();
        using var patience = new CancellationTokenSource(step.Within ?? StreamPatience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await foreach (var message in stream(rpc, request, either.Token))
            {
                messages.Add((JsonNode)JsonText.Of(message));
                if (messages.Count == step.Take)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && patience.IsCancellationRequested)
        {
            // What came until then is what is judged.
        }

        return new JsonObject { ["messages"] = messages };
    }

    private RpcCaller CallerOf(Scenario scenario, string role, Variables variables)
    {
        if (!_byRole.TryGetValue(role, out var caller))
        {
            var who = role.Length == 0 ? null : scenario.Roles[role];
            who = who is null ? null : who with { Subject = variables.Fill(who.Subject), Roles = [.. who.Roles.Select(variables.Fill)] };
            _byRole[role] = caller = callers(who);
        }

        return caller;
    }
}

/// <summary>What was asked for one play.</summary>
/// <param name="Start">When it starts.</param>
/// <param name="Run">The name of the run: another one plays the scenario anew.</param>
/// <param name="Values">Variables set from outside.</param>
/// <param name="Resume">True to go on with a play that was broken off.</param>
internal sealed record PlaySettings(Instant Start, string Run, ImmutableDictionary<string, string> Values, bool Resume)
{
    /// <summary>The variables with which a scenario begins.</summary>
    /// <exception cref="UsageException">One of them cannot be filled in.</exception>
    public ImmutableDictionary<string, string> VariablesOf(Scenario scenario) =>
        Variables.Settled(scenario.Variables.ToImmutableDictionary().SetItems(Values).SetItem("run", Run), Start);
}
