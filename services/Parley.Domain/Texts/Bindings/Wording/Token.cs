using System.Globalization;
using System.Text;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>Letters.</summary>
    Word,

    /// <summary>Digits, as 0 to 9; or a fraction such as ½, as it stands.</summary>
    Number,

    /// <summary>Anything else that is no space: one character.</summary>
    Symbol,
}

/// <summary>A word, a run of digits, or a sign, of a folded text.</summary>
/// <param name="Kind">Which of these.</param>
/// <param name="Text">The folded text.</param>
/// <param name="Spaced">Whether a space stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, bool Spaced)
{
    /// <summary>True for a run of this many digits.</summary>
    public bool IsDigits(int least, int most) => Kind == TokenKind.Number && Text.Length >= least && Text.Length <= most && char.IsAsciiDigit(Text[0]);

    /// <summary>True for one of these signs.</summary>
    public bool IsSign(string signs) => Kind == TokenKind.Symbol && signs.Contains(Text, StringComparison.Ordinal);

    /// <summary>True for one of these words.</summary>
    public bool IsWord(params ReadOnlySpan<string> words) => Kind == TokenKind.Word && words.Contains(Text);

    /// <summary>The number that up to nine digits stand for.</summary>
    public int Value => int.Parse(Text, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Takes a text apart.</summary>
    public static List<Token> In(string text)
    {
        var tokens = new List<Token>();
        var run = new StringBuilder();
        TokenKind? kind = null;
        var (spaced, space) = (false, false);
        foreach (var rune in Folding.Fold(text).EnumerateRunes())
        {
            var next = KindOf(rune);
            if (run.Length > 0 && (next != kind || next == TokenKind.Symbol || IsFraction(rune)))
            {
                tokens.Add(new(kind!.Value, run.ToString(), spaced));
                run.Clear();
            }

            if (next is null)
            {
                space = true;
                kind = null;
                continue;
            }

            if (run.Length == 0)
            {
                (kind, spaced, space) = (next, space, false);
            }

            run.Append(rune);
        }

        if (run.Length > 0)
        {
            tokens.Add(new(kind!.Value, run.ToString(), spaced));
        }

        return tokens;
    }

    private static TokenKind? KindOf(Rune rune) => rune.Value switch
    {
        ' ' => null,
        >= '0' and <= '9' => TokenKind.Number,
        _ when Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpacingCombiningMark => TokenKind.Word,
        _ when IsFraction(rune) => TokenKind.Number,
        _ => TokenKind.Symbol,
    };

    /// <summary>½ and its kin count as numbers that nobody can bind; the exponents of km² do not count.</summary>
    private static bool IsFraction(Rune rune) => rune.Value is (>= 0xBC and <= 0xBE) or (>= 0x2150 and <= 0x215F) or 0x2189;
}
