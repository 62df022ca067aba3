namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Names of places in a text. Languages decline them (Լաչինի, Лачинского) and put articles and prepositions before them (وبلاتشين); English and
/// French do not.
/// </summary>
internal static class Places
{
    private const int ShortName = 4;
    private const int RussianEnding = 5;
    private const int Ending = 4;
    private const string ArabicBeginnings = "وفبكلال";
    private const int ArabicBeginning = 4;

    /// <summary>True when the name stands in the words, which are in this language.</summary>
    public static bool Stands(string name, string words, string language)
    {
        var primary = Languages.Primary(language);
        var text = Spaces(Folding.Fold(words));
        var sought = Stem(Spaces(Folding.Fold(name)), primary);
        if (sought.Length == 0)
        {
            return false;
        }

        var ending = sought.Length < ShortName || char.IsDigit(sought[^1]) ? 0 : primary switch
        {
            Languages.English or Languages.French => 0,
            Languages.Russian => RussianEnding,
            _ => Ending,
        };
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + 1, StringComparison.Ordinal))
        {
            if (Begins(text, at, primary) && Run(text, at + sought.Length) <= ending)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Russian declines the last vowel of a name away: Шуша, в Шуше.</summary>
    private static string Stem(string name, string primary) =>
        primary == Languages.Russian && name.Length > ShortName - 1 && name[^1] is 'а' or 'я' or 'ь' ? name[..^1] : name;

    private static bool Begins(string text, int at, string primary)
    {
        var start = at;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        return start == at || (primary == Languages.Arabic && at - start <= ArabicBeginning && text[start..at].All(c => ArabicBeginnings.Contains(c, StringComparison.Ordinal)));
    }

    private static int Run(string text, int from)
    {
        var end = from;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        return end - from;
    }

    private static string Spaces(string text) => string.Join(' ', text.Split([' ', Folding.Break], StringSplitOptions.RemoveEmptyEntries));
}
