using System.Globalization;
using System.Text;
using CsCheck;
using Parley.Domain.Frame;

namespace Parley.Domain.Tests.Direction;

/// <summary>The rule against a second way to state it: what is balanced vanishes when pairs are struck out again and again.</summary>
public sealed class TextDirectionPropertyTests
{
    private const string Embeddings = "\u202a\u202b";
    private const string Isolates = "\u2066\u2067\u2068";
    private const string Separators = "\n\r\u0085\u2029\u001c";
    private static readonly string[] Words = ["a", " 12 ", "عربي", "می\u200cخواهد", "\ud83d\ude00", "\u200f", "\u2028", ""];

    private static readonly Gen<string> Word = Gen.Int[0, Words.Length - 1].Select(i => Words[i]);

    private static readonly Gen<string> Balanced = Gen.Recursive<string>((depth, inner) =>
        depth > 4 ? Word : Gen.Select(Gen.Int[0, 6], Word, inner, inner, (kind, word, one, other) => kind switch
        {
            0 => $"{Embeddings[0]}{one}\u202c{other}",
            1 => $"{Embeddings[1]}{one}\u202c{word}{other}",
            2 or 3 or 4 => $"{Isolates[kind - 2]}{one}{word}\u2069{other}",
            5 => $"{Isolates[0]}{one}{Embeddings[1]}{other}\u2069",
            _ => one + word + other,
        }));

    private static readonly Gen<string> Marked = Gen.OneOf(
        Word, Gen.Char["\u202a\u202b\u202c\u202c\u2066\u2067\u2068\u2069\u2069"].Select(c => c.ToString()), Gen.Char[Separators].Select(c => c.ToString()))
        .Array[0, 24].Select(parts => string.Concat(parts));

    [Fact]
    public void A_balanced_text_is_accepted() => Balanced.Sample(text => Assert.Null(TextDirection.FaultIn(text)), iter: 2000);

    [Fact]
    public void A_balanced_text_with_an_override_anywhere_is_refused_there() =>
        Gen.Select(Balanced, Balanced, Gen.Char["\u202d\u202e"]).Sample((before, after, mark) =>
            Assert.Equal(new(TextDirection.Override, LengthOf(before), mark), TextDirection.FaultIn(before + mark + after)), iter: 1000);

    [Fact]
    public void Any_text_is_accepted_just_when_all_pairs_can_be_struck_out_of_each_paragraph() =>
        Marked.Sample(text => Assert.Equal(Expected(text), TextDirection.FaultIn(text)), iter: 20_000);

    private static DirectionFault? Expected(string text)
    {
        var paragraph = new List<(int Position, int Mark)>();
        var position = 0;
        foreach (var rune in text.EnumerateRunes().Append(new Rune('\n')))
        {
            if (rune.IsBmp && Separators.Contains((char)rune.Value, StringComparison.Ordinal))
            {
                StrikeOut(paragraph);
                if (paragraph.Count > 0)
                {
                    var closer = paragraph.FindIndex(m => m.Mark is 0x202c or 0x2069);
                    var at = paragraph[Math.Max(0, closer)];
                    return new(closer < 0 ? TextDirection.Unclosed : TextDirection.Unopened, at.Position, at.Mark);
                }
            }
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && rune.Value is >= 0x202a and <= 0x202e or >= 0x2066 and <= 0x2069)
            {
                paragraph.Add((position, rune.Value));
            }

            position++;
        }

        return null;
    }

    private static void StrikeOut(List<(int Position, int Mark)> marks)
    {
        for (var again = true; again;)
        {
            again = false;
            for (var i = 0; i < marks.Count && !again; i++)
            {
                var end = i + 1;
                if (IsEmbedding(marks[i].Mark) && end < marks.Count && marks[end].Mark == 0x202c)
                {
                    again = true;
                }
                else if (marks[i].Mark is >= 0x2066 and <= 0x2068)
                {
                    while (end < marks.Count && IsEmbedding(marks[end].Mark))
                    {
                        end++;
                    }

                    again = end < marks.Count && marks[end].Mark == 0x2069;
                }

                if (again)
                {
                    marks.RemoveRange(i, end - i + 1);
                }
            }
        }
    }

    private static bool IsEmbedding(int mark) => mark is 0x202a or 0x202b;

    private static int LengthOf(string text) => text.EnumerateRunes().Count();
}
