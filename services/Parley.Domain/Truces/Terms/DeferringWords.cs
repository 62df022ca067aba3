namespace Parley.Domain.Truces.Terms;

/// <summary>Words by which texts put off what they should settle, in the languages of the parties and of the record.</summary>
internal static class DeferringWords
{
    private static readonly string[] Phrases =
    [
        // English
        "to be agreed", "to be determined", "to be decided", "to be defined", "to be specified", "shall be agreed", "will be agreed",
        "agreed separately", "agreed additionally", "agreed upon later", "separately agreed", "additionally agreed", "to be negotiated", "subject to further agreement", "tbd", "tba",

        // French, Spanish
        "à convenir", "à déterminer", "à définir", "à préciser", "sera convenu", "seront convenu", "por acordar", "por determinar", "se acordará", "se acordarán",

        // Russian
        "отдельно соглас", "дополнительно соглас", "согласованы отдельно", "согласованы дополнительно", "согласовываются отдельно",
        "будет согласован", "будут согласован", "подлежит согласованию", "подлежат согласованию",

        // Azerbaijani, Turkish
        "razılaşdırılacaq", "razılaşdırılır", "əlavə razılaş", "kararlaştırılacak",

        // Armenian
        "կհամաձայնեցվ", "համաձայնեցվելու",

        // Arabic
        "سيتم الاتفاق", "يتم الاتفاق عليه لاحق", "يتفق عليه لاحق", "يتفق عليها لاحق", "تحدد لاحق", "يحدد لاحق",
    ];

    /// <summary>The first such phrase in a text; null for none. Whole words only at the phrase's beginning: endings are declined.</summary>
    public static string? FindIn(string text) => Array.Find(Phrases, phrase => Contains(text, phrase));

    private static bool Contains(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + phrase.Length;
            var abbreviation = phrase.Length == 3;
            if ((at == 0 || !char.IsLetter(text[at - 1])) && (!abbreviation || end == text.Length || !char.IsLetter(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
