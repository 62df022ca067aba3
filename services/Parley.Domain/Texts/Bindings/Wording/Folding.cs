using System.Globalization;
using System.Text;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Words as they are compared, never as they are kept: without case, vowel signs, accents and invisible marks, and with the digits of every
/// script as 0 to 9. The record itself is never folded.
/// </summary>
internal static class Folding
{
    /// <summary>What stands for a line break or another control character; no number and no phrase goes across it.</summary>
    public const char Break = '\n';

    /// <summary>Letters that writers use for one another, and accented letters without the accent: a text may come composed or decomposed.</summary>
    private static readonly Dictionary<int, string> Same = new()
    {
        // Latin: French accents; the dotted and the dotless i of Azerbaijani, which lower case tells apart and upper case mixes up.
        ['à'] = "a",
        ['â'] = "a",
        ['é'] = "e",
        ['è'] = "e",
        ['ê'] = "e",
        ['ë'] = "e",
        ['î'] = "i",
        ['ï'] = "i",
        ['ô'] = "o",
        ['ö'] = "o",
        ['ù'] = "u",
        ['û'] = "u",
        ['ü'] = "u",
        ['ç'] = "c",
        ['ş'] = "s",
        ['ğ'] = "g",
        ['İ'] = "i",
        ['ı'] = "i",
        ['œ'] = "oe",

        // Cyrillic: writers leave the dots out.
        ['ё'] = "е",
        ['й'] = "и",

        // Armenian: the ligature in which "մինչև" is written, or not.
        ['և'] = "եւ",

        // Arabic: the seats of hamza, and the Persian forms of yeh and kaf.
        ['أ'] = "ا",
        ['إ'] = "ا",
        ['آ'] = "ا",
        ['ٱ'] = "ا",
        ['ى'] = "ي",
        ['ی'] = "ي",
        ['ک'] = "ك",
    };

    /// <summary>The text as it is compared. White space within a line is one space each; line breaks are <see cref="Break"/>.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.DecimalDigitNumber:
                    folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                    break;
                case UnicodeCategory.SpaceSeparator:
                    folded.Append(' ');
                    break;
                case UnicodeCategory.Control when rune.Value == '\t':
                    folded.Append(' ');
                    break;
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    folded.Append(Break);
                    break;
                case UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    break;
                default:
                    Append(folded, rune);
                    break;
            }
        }

        return folded.ToString();
    }

    private static void Append(StringBuilder folded, Rune rune)
    {
        if (IsWithinWords(rune.Value))
        {
            return;
        }

        var lower = Rune.ToLowerInvariant(rune);
        if (Same.TryGetValue(lower.Value, out var same))
        {
            folded.Append(same);
        }
        else
        {
            folded.Append(lower);
        }
    }

    /// <summary>Marks that Armenian sets inside a word to stress it, and the stroke that lengthens Arabic words.</summary>
    private static bool IsWithinWords(int value) => value is 0x055A or 0x055B or 0x055C or 0x055E or 0x0640;
}
