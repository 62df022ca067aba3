using System.Globalization;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>How an excerpt stands in a text: word for word, mark for mark, and never as a piece of a longer word or number.</summary>
internal static class Excerpts
{
    /// <summary>Signs that join digits to one number or time, on both sides without a space.</summary>
    private const string Joins = ".,:'’٫٬،։";

    /// <summary>Where the excerpt stands in the text with whole words and numbers at its ends, for the first time; -1 when it does not.</summary>
    public static int IndexIn(string text, string excerpt)
    {
        for (var at = text.IndexOf(excerpt, StringComparison.Ordinal); at >= 0 && excerpt.Length > 0; at = text.IndexOf(excerpt, at + 1, StringComparison.Ordinal))
        {
            if (!CutsBefore(text, at) && !CutsAfter(text, at + excerpt.Length))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool CutsBefore(string text, int start)
    {
        if (start == 0)
        {
            return false;
        }

        if (Joined(text, start))
        {
            return true;
        }

        if (!IsDigit(text, start))
        {
            return false;
        }

        var sign = text[start - 1];
        return (start >= 2 && Joins.Contains(sign, StringComparison.Ordinal) && IsDigit(text, start - 2))
            || (sign is '-' or '−' && (start == 1 || char.IsWhiteSpace(text[start - 2])))
            || (IsSpace(sign) && start >= 2 && IsDigit(text, start - 2) && RunFrom(text, start) == 3 && RunUntil(text, start - 1) <= 3);
    }

    private static bool CutsAfter(string text, int end)
    {
        if (end >= text.Length)
        {
            return false;
        }

        // A vowel sign or an accent belongs to the letter before it.
        if (Joined(text, end) || char.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark)
        {
            return true;
        }

        if (!IsDigit(text, end - 1) || end + 1 >= text.Length || !IsDigit(text, end + 1))
        {
            return false;
        }

        return Joins.Contains(text[end], StringComparison.Ordinal) || (IsSpace(text[end]) && RunFrom(text, end + 1) == 3 && RunUntil(text, end) <= 3);
    }

    /// <summary>True when the characters on both sides of a place are letters or digits of one run. A digit and a letter are not one run.</summary>
    private static bool Joined(string text, int at) =>
        char.IsLowSurrogate(text[at]) || (IsDigit(text, at - 1) && IsDigit(text, at)) || (char.IsLetter(text[at - 1]) && char.IsLetter(text[at]));

    private static bool IsDigit(string text, int at) => char.IsDigit(text, at);

    private static bool IsSpace(char sign) => char.GetUnicodeCategory(sign) == UnicodeCategory.SpaceSeparator;

    private static int RunFrom(string text, int at)
    {
        var end = at;
        while (end < text.Length && IsDigit(text, end))
        {
            end++;
        }

        return end - at;
    }

    private static int RunUntil(string text, int end)
    {
        var at = end;
        while (at > 0 && IsDigit(text, at - 1))
        {
            at--;
        }

        return end - at;
    }
}
