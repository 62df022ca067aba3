using System.Text;
using Parley.Domain.Frame;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Parley.Cli.Output;

/// <summary>
/// Right-to-left text among left-to-right text: it is isolated (Unicode Standard Annex 9, section 2.4.2), so that neither changes
/// the order of the other. It is never cut.
/// </summary>
internal static class Bidi
{
    /// <summary>First strong isolate.</summary>
    public const char Open = '\u2068';

    /// <summary>Pop directional isolate.</summary>
    public const char Close = '\u2069';

    /// <summary>The text, isolated where it holds right-to-left characters; what would control the terminal is shown as a picture.</summary>
    public static string Isolate(string text)
    {
        var plain = Harmless(text);
        return IsRightToLeft(plain) ? Open + plain + Close : plain;
    }

    /// <summary>True where the text holds a character of a right-to-left script.</summary>
    public static bool IsRightToLeft(string text) => text.EnumerateRunes().Any(IsRightToLeft);

    /// <summary>
    /// The text without what would control the terminal. Where its marks of direction would make it read otherwise than it is stored, which
    /// only a text from before such texts were refused does, they are shown by their names.
    /// </summary>
    public static string Harmless(string text)
    {
        var named = TextDirection.FaultIn(text) is null ? text
            : string.Concat(text.Select(c => TextDirection.IsMark(c) ? $"[U+{(int)c:X4}]" : c.ToString()));
        return named.Any(IsControl) ? string.Concat(named.Select(c => IsControl(c) ? (char)('\u2400' + (c < ' ' ? c : 0x21)) : c)) : named;
    }

    /// <summary>How many isolates are open after a piece of text, when so many were open before it.</summary>
    public static int OpenAfter(string text, int open)
    {
        foreach (var c in text)
        {
            open = c switch { Open => open + 1, Close => Math.Max(0, open - 1), _ => open };
        }

        return open;
    }

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\n' or '\t');

    // Hebrew, Arabic, Syriac, Thaana, NKo and their neighbours; presentation forms; the right-to-left parts of plane 1.
    private static bool IsRightToLeft(Rune rune) => rune.Value is
        (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFE) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF);
}

/// <summary>A text of the record in a table or on a line of its own: wrapped, never cut, and isolated line by line where it is right-to-left.</summary>
internal sealed class RecordText(string text, Style? style = null) : Renderable
{
    /// <summary>A tab jumps to a place that no layout knows of, and out of its column.</summary>
    private const string Tab = "    ";

    private readonly IRenderable _plain = new Text(Bidi.Harmless(text).Replace("\t", Tab, StringComparison.Ordinal), style) { Overflow = Overflow.Fold };
    private readonly bool _isolated = Bidi.IsRightToLeft(text);

    protected override Measurement Measure(RenderOptions options, int maxWidth) => _plain.Measure(options, maxWidth);

    // The bidirectional algorithm knows no isolate across lines, so each line of a wrapped text has its own, and one that the text
    // itself opens on a line is closed there and opened again on the next.
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var segments = _plain.Render(options, maxWidth);
        return _isolated ? Isolated(Segment.SplitLines(segments)) : segments;
    }

    private static IEnumerable<Segment> Isolated(List<SegmentLine> lines)
    {
        var open = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            IReadOnlyList<Segment> line = lines[i];
            if (i > 0)
            {
                yield return Segment.LineBreak;
            }

            var before = open;
            open = line.Aggregate(open, (o, segment) => Bidi.OpenAfter(segment.Text, o));
            var marked = before > 0 || open > 0 || line.Any(segment => Bidi.IsRightToLeft(segment.Text));
            if (marked)
            {
                yield return Mark(Bidi.Open, before);
            }

            foreach (var segment in line)
            {
                yield return segment;
            }

            if (marked)
            {
                yield return Mark(Bidi.Close, open);
            }
        }
    }

    private static Segment Mark(char mark, int open) => new(new string(mark, open + 1));
}
