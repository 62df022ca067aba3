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

    /// <summary>So wide that nothing wraps: a line that a script or an editor reads stays a line.</summary>
    private const int NoWidth = 100_000;

    private readonly TextWriter _out;
    private readonly IAnsiConsole _page;
    private readonly IAnsiConsole _errors;

    public Terminal(Shell shell, bool json)
    {
        _out = shell.Output;
        IsJson = json;
        _page = Make(shell.Output, shell, shell.OutputIsTerminal, PlainWidth);
        _errors = Make(shell.Errors, shell, shell.ErrorsAreTerminal, NoWidth);
    }

    /// <summary>True where scripts read.</summary>
    public bool IsJson { get; }

    /// <summary>Writes a page.</summary>
    public void Write(params IEnumerable<IRenderable> page) => Write(_page, page);

    /// <summary>Writes a line of the record.</summary>
    public void Line(string text, Style? style = null) => Write(new RecordText(text, style));

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
            Write(_errors, FailurePage.Of(failure));
        }
    }

    /// <summary>Tells what is wrong and what to do about it.</summary>
    public void Wrong(string message) => Write(_errors, [new RecordText(message, new Style(Color.Red))]);

    /// <summary>Tells something beside what was asked for.</summary>
    public void Note(string message) => Write(_errors, [new RecordText(message, Tables.Faint)]);

    private static void Write(IAnsiConsole console, IEnumerable<IRenderable> page)
    {
        foreach (var part in page)
        {
            console.Write(new Trimmed(part));
        }
    }

    private static IAnsiConsole Make(TextWriter writer, Shell shell, bool isTerminal, int plainWidth)
    {
        var plain = !isTerminal || !string.IsNullOrEmpty(shell.Environment("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Capabilities.Unicode = true;
        var width = plainWidth == NoWidth && !isTerminal ? NoWidth
            : int.TryParse(shell.Environment("COLUMNS"), out var columns) ? columns
            : isTerminal ? console.Profile.Width
            : plainWidth;
        console.Profile.Width = Math.Max(width, LeastWidth);
        return console;
    }

    /// <summary>A part of a page: it ends its last line, and no line ends in blanks.</summary>
    private sealed class Trimmed(IRenderable part) : Renderable
    {
        protected override Measurement Measure(RenderOptions options, int maxWidth) => part.Measure(options, maxWidth);

        protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
        {
            foreach (IReadOnlyList<Segment> line in Segment.SplitLines(part.Render(options, maxWidth)))
            {
                var last = line.Count - 1;
                while (last >= 0 && string.IsNullOrWhiteSpace(line[last].Text))
                {
                    last--;
                }

                for (var i = 0; i <= last; i++)
                {
                    yield return i < last ? line[i] : new Segment(line[i].Text.TrimEnd(), line[i].Style);
                }

                yield return Segment.LineBreak;
            }
        }
    }
}
