using System.Collections.Immutable;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// A phrase of a lexicon: words one after another. A star stands for the ending of a word that is declined (<c>ноябр*</c>), or for its
/// beginning where a language puts its prepositions at the end (<c>*dək</c>).
/// </summary>
internal sealed class Phrase
{
    /// <summary>Signs that may stand between the words of a phrase.</summary>
    private const string Between = "'’-,";

    private readonly ImmutableArray<string> _words;

    /// <param name="text">The words, separated by spaces.</param>
    public Phrase(string text)
    {
        Text = text;
        _words = [.. text.Split(' ').Select(Folding.Fold)];
    }

    /// <summary>The phrase as the lexicon has it.</summary>
    public string Text { get; }

    /// <summary>How many tokens the phrase takes where it begins with this one; 0 when it does not.</summary>
    public int Match(IReadOnlyList<Token> tokens, int at)
    {
        var next = at;
        foreach (var word in _words)
        {
            while (next > at && next < tokens.Count && tokens[next].IsSign(Between))
            {
                next++;
            }

            if (next >= tokens.Count || tokens[next].Kind != TokenKind.Word || !Matches(tokens[next].Text, word))
            {
                return 0;
            }

            next++;
        }

        return next - at;
    }

    /// <summary>True when the phrase stands anywhere in the words.</summary>
    public bool IsIn(IReadOnlyList<Token> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (Match(tokens, at) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Phrases, one for each text.</summary>
    public static ImmutableArray<Phrase> All(params ReadOnlySpan<string> texts)
    {
        var phrases = ImmutableArray.CreateBuilder<Phrase>(texts.Length);
        foreach (var text in texts)
        {
            phrases.Add(new(text));
        }

        return phrases.MoveToImmutable();
    }

    private static bool Matches(string word, string pattern) => pattern switch
    {
        ['*', .. var ending] => word.EndsWith(ending, StringComparison.Ordinal),
        [.. var beginning, '*'] => word.StartsWith(beginning, StringComparison.Ordinal),
        _ => word == pattern,
    };
}
