using Parley.Cli.Calls;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>A failed call, with everything the server said.</summary>
internal static class FailurePage
{
    public static IEnumerable<IRenderable> Of(CallFailure failure)
    {
        yield return Line(failure.Title, new Style(Color.Red, decoration: Decoration.Bold));
        if (failure.Message != string.Join(' ', failure.Fields.Select(f => $"{f.Field}: {f.Description}")))
        {
            yield return Line(failure.Message);
        }

        foreach (var field in failure.Fields)
        {
            yield return Line($"  {field.Field}: {(field.Reason.Length > 0 ? field.Reason + ": " : "")}{field.Description}");
        }

        foreach (var violation in failure.Preconditions)
        {
            yield return Line($"  {violation.Subject}: {violation.Type}: {violation.Description}");
        }

        foreach (var (key, value) in failure.Metadata)
        {
            yield return Line($"  {key} = {value}");
        }

        if (failure.Resource.Length > 0)
        {
            yield return Line($"  resource {failure.Resource}");
        }

        if (failure.RetryAfter is { } retry)
        {
            yield return Line($"  try again in {retry.TotalSeconds:0.###} s");
        }

        if (failure.TraceId.Length > 0)
        {
            yield return Line($"  trace {failure.TraceId}", new Style(Color.Grey));
        }
    }

    private static RecordText Line(string text, Style? style = null) => new(text, style);
}
