using System.Buffers;
using System.Text;
using Parley.Domain.Frame;

namespace Parley.Gateway.Shape;

/// <summary>What holds for every text: how long it may be, and which characters it may have.</summary>
internal static class TextRules
{
    /// <summary>The longest text without a rule of its own, in bytes of UTF-8.</summary>
    public const int DefaultMaxBytes = 256;

    private const int MaxBytesPerChar = 3;

    // Unicode's category Cc, but for line feed and tab. Marks of direction are not controls in this sense, since right-to-left texts need
    // them; they have a rule of their own in the domain.
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c).Where(c => c is not ('\n' or '\t'))]);

    /// <summary>True when the text is acceptable; otherwise the walk says why not.</summary>
    public static bool Check(string text, int maxBytes, string field, int index, string? key, ShapeWalk walk)
    {
        if (text.Length == 0)
        {
            return true;
        }

        if (text.Length > maxBytes || (text.Length > maxBytes / MaxBytesPerChar && Encoding.UTF8.GetByteCount(text) > maxBytes))
        {
            walk.Add(
                field, "TOO_LONG", $"At most {maxBytes} bytes of UTF-8 are accepted; there are {Encoding.UTF8.GetByteCount(text)}.", index, key);
            return false;
        }

        if (text.AsSpan().IndexOfAny(Controls) is var at and >= 0)
        {
            walk.Add(
                field, "CONTROL_CHARACTER", $"U+{(int)text[at]:X4} at character {CodePointsIn(text.AsSpan(0, at))} (counted from 0) is a control character; only line feed and tab are accepted.", index, key);
            return false;
        }

        if (HasLoneSurrogate(text))
        {
            walk.Add(field, "TEXT_INVALID", "Half of a surrogate pair stands alone; this is no valid Unicode text.", index, key);
            return false;
        }

        if (TextDirection.FaultIn(text) is { } fault)
        {
            walk.Add(field, fault.Reason, fault.Description, index, key);
            return false;
        }

        return true;
    }

    private static int CodePointsIn(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static bool HasLoneSurrogate(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\ud800', '\udfff') is var at and >= 0)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done)
            {
                return true;
            }

            rest = rest[(at + length)..];
        }

        return false;
    }
}
