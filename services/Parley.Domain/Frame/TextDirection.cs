using System.Buffers;

namespace Parley.Domain.Frame;

/// <summary>
/// The rule on marks of direction (Unicode Standard Annex 9): no text shows its characters in another order than the one in which they are
/// stored, and none changes the order of what stands after it. Overrides are refused; embeddings and isolates must be closed in their own
/// paragraph. Marks that only help a script (U+200C to U+200F, U+061C) are not looked at.
/// </summary>
public static class TextDirection
{
    /// <summary>The most embeddings and isolates inside one another: the greatest depth of which the algorithm knows.</summary>
    public const int MaxDepth = 125;

    /// <summary>The reason for an override of direction.</summary>
    public const string Override = "DIRECTION_OVERRIDE";

    /// <summary>The reason for an embedding or isolate that is not closed in its paragraph.</summary>
    public const string Unclosed = "DIRECTION_UNCLOSED";

    /// <summary>The reason for a mark that closes what was not opened.</summary>
    public const string Unopened = "DIRECTION_UNOPENED";

    /// <summary>The reason for more embeddings and isolates inside one another than <see cref="MaxDepth"/>.</summary>
    public const string TooDeep = "DIRECTION_TOO_DEEP";

    private const char LeftToRightEmbedding = '\u202a';
    private const char RightToLeftEmbedding = '\u202b';
    private const char PopFormatting = '\u202c';
    private const char LeftToRightOverride = '\u202d';
    private const char RightToLeftOverride = '\u202e';
    private const char LeftToRightIsolate = '\u2066';
    private const char FirstStrongIsolate = '\u2068';
    private const char PopIsolate = '\u2069';

    private static readonly SearchValues<char> Marks = SearchValues.Create("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    /// <summary>The first place at which a text breaks the rule; null when it does not.</summary>
    public static DirectionFault? FaultIn(string text) => text.AsSpan().ContainsAny(Marks) ? FirstFault(text) : null;

    /// <summary>True for a mark that opens, overrides or closes a direction.</summary>
    public static bool IsMark(char c) => Marks.Contains(c);

    private static DirectionFault? FirstFault(string text)
    {
        var open = new List<DirectionMark>();
        var position = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            position += char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]) ? 0 : 1;
            if (IsEndOfParagraph(c))
            {
                if (open.Count > 0)
                {
                    break;
                }
            }
            else if (IsMark(c) && Take(new(c, position), open) is { } reason)
            {
                return new(reason, position, c);
            }
        }

        // The outermost one: what it reaches over is what reads otherwise.
        return open.Count == 0 ? null : new(Unclosed, open[0].Position, open[0].Character);
    }

    /// <summary>Takes up one mark; the reason why it must not be there, or null.</summary>
    private static string? Take(DirectionMark mark, List<DirectionMark> open)
    {
        switch (mark.Character)
        {
            case LeftToRightOverride or RightToLeftOverride:
                return Override;
            case PopFormatting:
                // It reaches no further out than the isolate that it stands in.
                if (open.Count == 0 || open[^1].IsIsolate)
                {
                    return Unopened;
                }

                open.RemoveAt(open.Count - 1);
                return null;
            case PopIsolate:
                // It closes the isolate and, with it, every embedding that is still open inside.
                var isolate = open.FindLastIndex(m => m.IsIsolate);
                if (isolate < 0)
                {
                    return Unopened;
                }

                open.RemoveRange(isolate, open.Count - isolate);
                return null;
            default:
                open.Add(mark);
                return open.Count > MaxDepth ? TooDeep : null;
        }
    }

    // Bidirectional class B, in which every embedding and isolate ends. The line separator U+2028 is not of it.
    private static bool IsEndOfParagraph(char c) => c is '\n' or '\r' or (>= '\u001c' and <= '\u001e') or '\u0085' or '\u2029';

    private readonly record struct DirectionMark(char Character, int Position)
    {
        public bool IsIsolate => Character is >= LeftToRightIsolate and <= FirstStrongIsolate;
    }
}

/// <summary>Where a text breaks the rule on marks of direction.</summary>
/// <param name="Reason">Which part of the rule, UPPER_SNAKE.</param>
/// <param name="Position">The character, counted from 0 in code points.</param>
/// <param name="CodePoint">The mark that stands there.</param>
public sealed record DirectionFault(string Reason, int Position, int CodePoint)
{
    /// <summary>What is wrong and what would be right, in English.</summary>
    public string Description => $"U+{CodePoint:X4} at character {Position} (counted from 0) " + Reason switch
    {
        TextDirection.Override => "overrides the direction of the text, which then reads otherwise than it is stored. Remove it.",
        TextDirection.Unclosed => "opens a direction that is not closed in the same paragraph. Close it, or remove it.",
        TextDirection.Unopened => "closes a direction that was not opened in the same paragraph or isolate. Remove it.",
        _ => $"opens more than {TextDirection.MaxDepth} directions inside one another. Remove some.",
    };
}
