using System.Text.Json.Nodes;
using Google.Protobuf;
using Parley.Cli.Calls;
using Parley.Cli.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>Where a command writes: pages for people, or JSON for scripts.</summary>
internal sealed class Terminal
{
    /// <summary>The width where nobody says another and nothing can be measured.</summary>
    private const int PlainWidth = 120;

    /// <summary>The least width that tables are laid out for.</summary>
    private const int LeastWidth = 60;

    private readonly TextWriter _out;

    public Terminal(TextWriter output, TextWriter errors, Func<string, string?> environment, bool isTerminal, bool json)
    {
        _out = output;
        IsJson = json;
        var plain = !isTerminal || !string.IsNullOrEmpty(environment("NO_COLOR"));
        Page = Make(output, environment, isTerminal, plain);
        Errors = Make(errors, environment, isTerminal, plain);
    }

    /// <summary>True where scripts read.</summary>
    public bool IsJson { get; }

    /// <summary>For people.</summary>
    public IAnsiConsole Page { get; }

    /// <summary>For people, when something went wrong.</summary>
    public IAnsiConsole Errors { get; }

    /// <summary>Writes a page.</summary>
    public void Write(params IEnumerable<IRenderable> page)
    {
        foreach (var part in page)
        {
            Page.Write(part);
        }
    }

    /// <summary>Writes a line of the record.</summary>
    public void Line(string text, Style? style = null) => Write(new RecordText(text, style), Text.NewLine);

    /// <summary>Writes a line as it is, for people and scripts alike; never wrapped.</summary>
    public void Plain(string text)
    {
        _out.WriteLine(text);
        _out.Flush();
    }

    /// <summary>Writes JSON on one line, exactly as it is.</summary>
    public void Json(JsonNode json) => Plain(JsonText.Of(json));

    /// <summary>Writes a message as proto JSON.</summary>
    public void Json(IMessage message) => Json(JsonText.Of(message));

    /// <summary>Tells of a failed call, whole.</summary>
    public void Failed(CallFailure failure)
    {
        if (IsJson)
        {
            Json(new JsonObject { ["error"] = failure.ToJson() });
        }
        else
        {
            foreach (var part in FailurePage.Of(failure))
            {
                Errors.Write(part);
            }
        }
    }

    /// <summary>Tells what is wrong with the command line or a file.</summary>
    public void Wrong(string message)
    {
        Errors.Write(new RecordText(message, new Style(Color.Red)));
        Errors.WriteLine();
    }

    private static IAnsiConsole Make(TextWriter writer, Func<string, string?> environment, bool isTerminal, bool plain)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = true;
        var width = int.TryParse(environment("COLUMNS"), out var columns) ? columns : isTerminal ? console.Profile.Width : PlainWidth;
        console.Profile.Width = Math.Max(width, LeastWidth);
        return console;
    }
}
