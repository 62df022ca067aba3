using System.Collections.Immutable;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// The names of months, as texts decline and abbreviate them. Whole words where the beginning alone is also something else: "mart" begins
/// the Armenian word for battle, "may" is an English verb.
/// </summary>
internal static class Months
{
    private static readonly Dictionary<string, ImmutableArray<ImmutableArray<Phrase>>> Names = new(StringComparer.Ordinal)
    {
        [Languages.English] = Of(
            "january/jan", "february/feb", "march/mar", "april/apr", "may", "june/jun", "july/jul", "august/aug", "september/sept/sep",
            "october/oct", "november/nov", "december/dec"),
        [Languages.Russian] = Of(
            "январ*", "феврал*", "март/марта/марте/марту/мартом", "апрел*", "май/мая/мае/маю/маем", "июн*", "июл*", "август*", "сентябр*",
            "октябр*", "ноябр*", "декабр*"),
        [Languages.French] = Of(
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
        [Languages.Armenian] = Of(
            "հունվար*", "փետրվար*", "մարտ/մարտի/մարտին/մարտից", "ապրիլ*", "մայիս*", "հունիս*", "հուլիս*", "օգոստոս*", "սեպտեմբեր*",
            "հոկտեմբեր*", "նոյեմբեր*", "դեկտեմբեր*"),
        [Languages.Azerbaijani] = Of(
            "yanvar*", "fevral*", "mart/martın/marta/martda/martadək", "aprel*", "may/mayın/maya/mayda/mayadək", "iyun*", "iyul*", "avqust*",
            "sentyabr*", "oktyabr*", "noyabr*", "dekabr*"),

        // The names of Egypt and the Gulf, and those of the Levant and Iraq.
        [Languages.Arabic] = Of(
            "يناير/كانون الثاني", "فبراير/شباط", "مارس/آذار", "أبريل/نيسان", "مايو/أيار", "يونيو/يونيه/حزيران", "يوليو/يوليه/تموز",
            "أغسطس/آب", "سبتمبر/أيلول", "أكتوبر/تشرين الأول", "نوفمبر/تشرين الثاني", "ديسمبر/كانون الأول"),
    };

    /// <summary>True when the months of a language can be read.</summary>
    public static bool AreKnown(string language) => Names.ContainsKey(Languages.Primary(language));

    /// <summary>The month whose name begins with a token, 1 to 12, and how many tokens it takes; 0 for none.</summary>
    public static int Read(string language, IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 0;
        if (tokens[at].Kind != TokenKind.Word || !Names.TryGetValue(Languages.Primary(language), out var months))
        {
            return 0;
        }

        for (var month = 0; month < months.Length; month++)
        {
            foreach (var name in months[month])
            {
                length = name.Match(tokens, at);
                if (length > 0)
                {
                    return IsVerb(language, tokens, at) ? 0 : month + 1;
                }
            }
        }

        return 0;
    }

    /// <summary>"They may cross" names no month: as a month "may" has a number beside it.</summary>
    private static bool IsVerb(string language, IReadOnlyList<Token> tokens, int at) =>
        Languages.Primary(language) == Languages.English && tokens[at].IsWord("may")
        && !HasNumber(tokens, at - 1) && !HasNumber(tokens, at + 1) && !(HasNumber(tokens, at - 2) && tokens[at - 1].IsWord("st", "nd", "rd", "th", "of"))
        && !(HasNumber(tokens, at - 3) && tokens[at - 1].IsWord("of"));

    private static bool HasNumber(IReadOnlyList<Token> tokens, int at) => at >= 0 && at < tokens.Count && tokens[at].Kind == TokenKind.Number;

    private static ImmutableArray<ImmutableArray<Phrase>> Of(params ReadOnlySpan<string> months)
    {
        var names = ImmutableArray.CreateBuilder<ImmutableArray<Phrase>>(months.Length);
        foreach (var month in months)
        {
            names.Add(Phrase.All(month.Split('/')));
        }

        return names.MoveToImmutable();
    }
}
