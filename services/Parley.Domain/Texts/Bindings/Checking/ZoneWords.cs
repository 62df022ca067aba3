using System.Collections.Immutable;
using Parley.Domain.Texts.Bindings.Wording;

namespace Parley.Domain.Texts.Bindings.Checking;

/// <summary>
/// Whether words say by whose clocks a time is meant: "Moscow time", "по московскому времени", "بتوقيت موسكو", UTC. "Local time" says it only
/// to those who know the place.
/// </summary>
internal static class ZoneWords
{
    private static readonly ImmutableArray<Phrase> Universal = Phrase.All("utc", "gmt");

    public static bool Stand(LanguageVersion version)
    {
        var tokens = version.Tokens;
        return Universal.Any(p => p.IsIn(tokens)) || Languages.Primary(version.Language) switch
        {
            Languages.English => Beside(tokens, "time", -1, "local", "the", "same", "that", "this", "any", "first", "some", "which", "each", "every", "of", "in", "at", "no", "real"),
            Languages.Russian => Beside(tokens, "времени", -1, "местному", "того", "этого"),
            Languages.French => Beside(tokens, "heure", 1, "locale", "locales", "h"),
            Languages.Armenian => Beside(tokens, "ժամանակով", -1, "տեղական"),
            Languages.Azerbaijani => Beside(tokens, "vaxtı", -1, "yerli"),
            Languages.Arabic => Beside(tokens, "بتوقيت", 1, "المحلي") || Beside(tokens, "توقيت", 1, "المحلي"),
            _ => false,
        };
    }

    /// <summary>True where the word stands with another beside it that is none of these.</summary>
    private static bool Beside(List<Token> tokens, string word, int step, params ReadOnlySpan<string> none)
    {
        var sought = Folding.Fold(word);
        for (var at = 0; at < tokens.Count; at++)
        {
            var other = at + step;
            if (tokens[at].IsWord(sought) && other >= 0 && other < tokens.Count && tokens[other].Kind == TokenKind.Word && !tokens[other].IsWord(none))
            {
                return true;
            }
        }

        return false;
    }
}
