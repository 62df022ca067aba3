using System.Text.Json.Nodes;
using NodaTime.Text;
using Parley.Cli.Scenarios;
using Spectre.Console;

namespace Parley.Cli.Output;

/// <summary>Tells of a play, step by step: for people a line each, for scripts a JSON object each.</summary>
internal sealed class PlayPage(Terminal terminal)
{
    private string _day = "";

    /// <summary>Before the first step.</summary>
    public void Begin(Scenario scenario, PlaySettings settings)
    {
        if (terminal.IsJson)
        {
            terminal.Json(new JsonObject
            {
                ["scenario"] = scenario.Title,
                ["run"] = settings.Run,
                ["start"] = InstantPattern.ExtendedIso.Format(settings.Start),
                ["steps"] = scenario.Steps.Length,
            });
            return;
        }

        terminal.Line(scenario.Title, new Style(decoration: Decoration.Bold));
        if (scenario.About.Trim() is { Length: > 0 } about)
        {
            terminal.Line(about);
        }

        terminal.Line($"{Words.Count(scenario.Steps.Length, "step", "steps")} from {InstantPattern.General.Format(settings.Start)} on; run {settings.Run}.", Tables.Faint);
    }

    /// <summary>After each step.</summary>
    public void Step(StepResult result)
    {
        if (terminal.IsJson)
        {
            terminal.Json(Json(result));
            return;
        }

        var day = LocalDatePattern.Iso.Format(result.At.InUtc().Date);
        if (day != _day)
        {
            terminal.Write(Tables.Heading(day));
            _day = day;
        }

        var mark = !result.Passed ? "✗" : result.Repeated ? "·" : "✓";
        var style = !result.Passed ? new Style(Color.Red) : new Style(Color.Green);
        var what = result.Say.Length > 0 ? result.Say : result.Step.Rpc?.Name ?? "";
        var who = result.Step.Role.Length > 0 ? $"as {result.Step.Role}" : "as anyone";
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn(new GridColumn().NoWrap()).AddColumn();
        grid.AddRow(
            new RecordText($"{mark} {result.Step.Number,3}", style),
            new RecordText(LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss'Z'").Format(result.At.InUtc().TimeOfDay), Tables.Faint),
            new Rows(new[] { new RecordText(what) }.Concat(result.Step.Rpc is { } rpc
                ? [new RecordText(string.Join(" · ", new[] { who, rpc.Name, Came(result) }.Where(t => t.Length > 0)), Tables.Faint)]
                : [])));
        terminal.Write(grid);
        if (!result.Passed)
        {
            Unexpected(result);
        }
    }

    /// <summary>After the last step.</summary>
    public void End(Scenario scenario, int played, bool passed)
    {
        if (terminal.IsJson)
        {
            terminal.Json(new JsonObject { ["played"] = played, ["of"] = scenario.Steps.Length, ["passed"] = passed });
            return;
        }

        terminal.Write(Text.Empty);
        terminal.Line(
            passed ? $"All {scenario.Steps.Length} steps came out as expected." : $"Step {played} of {scenario.Steps.Length} did not come out as expected; the rest was not played.",
            new Style(passed ? Color.Green : Color.Red, decoration: Decoration.Bold));
    }

    private void Unexpected(StepResult result)
    {
        foreach (var mismatch in result.Mismatches)
        {
            var where = mismatch.Path.Length > 0 ? mismatch.Path : "the answer";
            terminal.Line($"Line {mismatch.Line} of the scenario: {where}: expected {mismatch.Expected}, came {mismatch.Actual}", new Style(Color.Red));
        }

        if (result.Request is { } request)
        {
            terminal.Line("What was sent:");
            terminal.Line(JsonText.Pretty(request));
        }

        terminal.Line("What came back:");
        if (result.Failure is { } failure)
        {
            terminal.Write(FailurePage.Of(failure));
        }
        else if (result.Response is { } response)
        {
            terminal.Line(JsonText.Pretty(response));
        }
    }

    private static string Came(StepResult result) =>
        result.Repeated ? "sent again, not judged"
        : result.Failure is { } failure ? $"{(result.Passed ? "refused, as it must be" : "refused")}: {failure.Title}"
        : result.Step.Expect.Length > 0 ? Words.Count(result.Step.Expect.Length, "expectation holds", "expectations hold") : "";

    private static JsonObject Json(StepResult result)
    {
        var json = new JsonObject
        {
            ["step"] = result.Step.Number,
            ["line"] = result.Step.Line,
            ["at"] = InstantPattern.ExtendedIso.Format(result.At),
            ["say"] = result.Say,
            ["as"] = result.Step.Role,
            ["rpc"] = result.Step.Rpc?.Name,
            ["passed"] = result.Passed,
            ["repeated"] = result.Repeated,
            ["milliseconds"] = Math.Round(result.Took.TotalMilliseconds, 1),
            ["request"] = result.Request?.DeepClone(),
            ["response"] = result.Response?.DeepClone(),
            ["error"] = result.Failure?.ToJson(),
        };
        if (!result.Passed)
        {
            json["mismatches"] = new JsonArray([.. result.Mismatches.Select(m =>
                (JsonNode)new JsonObject { ["line"] = m.Line, ["path"] = m.Path, ["expected"] = m.Expected, ["actual"] = m.Actual })]);
        }

        return json;
    }
}
