using System.Collections.Immutable;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Numbers from one to thirty-one written out, as each language declines them before a unit of time: seven days, семи дней, سبعة أيام. What
/// is longer is not read, and is told of.
/// </summary>
internal static class NumberWords
{
    private const int Twenty = 20;
    private const int Thirty = 30;

    /// <summary>One to nineteen, then twenty and thirty; forms of one number with a slash between.</summary>
    private static readonly Dictionary<string, ImmutableArray<ImmutableArray<Phrase>>> Names = new(StringComparer.Ordinal)
    {
        [Languages.English] = Of(
            "one/a/an/a single", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
            "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty"),
        [Languages.Russian] = Of(
            "один/одна/одно/одни/одного/одной/одну/одних/одному", "два/две/двух/двум/двое", "три/трех/трем/трое", "четыре/четырех/четырем/четверо", "пять/пяти/пяток",
            "шесть/шести", "семь/семи", "восемь/восьми", "девять/девяти", "десять/десяти", "одиннадцать/одиннадцати", "двенадцать/двенадцати",
            "тринадцать/тринадцати", "четырнадцать/четырнадцати", "пятнадцать/пятнадцати", "шестнадцать/шестнадцати", "семнадцать/семнадцати",
            "восемнадцать/восемнадцати", "девятнадцать/девятнадцати", "двадцать/двадцати", "тридцать/тридцати"),
        [Languages.French] = Of(
            "un/une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize",
            "dix sept", "dix huit", "dix neuf", "vingt", "trente"),
        [Languages.Armenian] = Of(
            "մեկ/մի", "երկու", "երեք", "չորս", "հինգ", "վեց", "յոթ", "ութ", "ինը/ինն", "տասը/տաս", "տասնմեկ", "տասներկու", "տասներեք", "տասնչորս",
            "տասնհինգ", "տասնվեց", "տասնյոթ", "տասնութ", "տասնինը/տասնինն", "քսան", "երեսուն"),
        [Languages.Azerbaijani] = Of(
            "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz", "on", "on bir", "on iki", "on üç", "on dörd", "on beş", "on altı",
            "on yeddi", "on səkkiz", "on doqquz", "iyirmi", "otuz"),
        [Languages.Arabic] = Of(
            "واحد/واحدة/أحد/إحدى", "اثنان/اثنين/اثنتان/اثنتين", "ثلاثة/ثلاث", "أربعة/أربع", "خمسة/خمس", "ستة/ست", "سبعة/سبع", "ثمانية/ثماني/ثمان",
            "تسعة/تسع", "عشرة/عشر", "أحد عشر/إحدى عشرة", "اثنا عشر/اثني عشر/اثنتا عشرة/اثنتي عشرة", "ثلاثة عشر/ثلاث عشرة", "أربعة عشر/أربع عشرة",
            "خمسة عشر/خمس عشرة", "ستة عشر/ست عشرة", "سبعة عشر/سبع عشرة", "ثمانية عشر/ثماني عشرة", "تسعة عشر/تسع عشرة", "عشرون/عشرين", "ثلاثون/ثلاثين"),
    };

    /// <summary>One word in which a language writes tens and ones together.</summary>
    private static readonly Dictionary<string, (string Twenty, string Thirty)> Joined = new(StringComparer.Ordinal)
    {
        [Languages.Armenian] = ("քսան", "երեսուն"),
    };

    /// <summary>Words before a number or unit that make another number of it, which is not read: forty-two days, several days.</summary>
    private static readonly ImmutableArray<Phrase> Others = Phrase.All(
        "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "several", "few", "some", "many",
        "сорок*", "пятьдесят", "пятидесяти", "шестьдесят", "шестидесяти", "семьдесят", "семидесяти", "восемьдесят", "восьмидесяти", "девяност*",
        "сто", "ста", "двести", "двухсот", "триста", "трехсот", "тысяч*", "несколько", "нескольких",
        "quarante", "cinquante", "soixante", "quatre vingt", "quatre vingts", "cent", "mille", "quelques", "plusieurs",
        "քառասուն*", "հիսուն*", "վաթսուն*", "յոթանասուն*", "ութսուն*", "իննսուն*", "հարյուր*", "հազար*", "քանի",
        "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan", "yüz", "min", "neçə",
        "أربعون", "أربعين", "خمسون", "خمسين", "ستون", "ستين", "سبعون", "سبعين", "ثمانون", "ثمانين", "تسعون", "تسعين", "مئة", "مائة", "ألف", "بضعة", "عدة",
        "وأربعون", "وأربعين", "وخمسون", "وخمسين", "وستون", "وستين", "وسبعون", "وسبعين", "وثمانون", "وثمانين", "وتسعون", "وتسعين");

    /// <summary>Between tens and ones: vingt et un.</summary>
    private static readonly ImmutableArray<string> And = ["et", "и", "and"];

    /// <summary>The number that begins with a token, and how many tokens it takes; null for none.</summary>
    public static int? Read(string language, IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 0;
        var primary = Languages.Primary(language);
        if (at >= tokens.Count || tokens[at].Kind != TokenKind.Word || !Names.TryGetValue(primary, out var names))
        {
            return null;
        }

        if (OneWord(primary, names, tokens[at]) is { } joined)
        {
            length = 1;
            return joined;
        }

        if (Simple(names, tokens, at, out length) is not { } number)
        {
            return null;
        }

        // Arabic says the ones first: سبعة وعشرون.
        var second = Arabic(primary, tokens, at + length) ?? tokens;
        var next = at + length;
        while (number >= Twenty && next < tokens.Count && (tokens[next].IsSign("-‑") || (tokens[next].Kind == TokenKind.Word && And.Contains(tokens[next].Text))))
        {
            next++;
        }

        if (Simple(names, second, next, out var more) is { } other && (number >= Twenty ? other < 10 : number < 10 && other >= Twenty && second != tokens))
        {
            length = next + more - at;
            number += other;
        }

        return number is <= Thirty + 1 ? number : null;
    }

    /// <summary>True where a number or unit belongs to a word before it, with which it is another number.</summary>
    public static bool IsPartOfAnother(IReadOnlyList<Token> tokens, int at)
    {
        var before = at - 1;
        while (before >= 0 && (tokens[before].IsSign("-‑") || (tokens[before].Kind == TokenKind.Word && And.Contains(tokens[before].Text))))
        {
            before--;
        }

        return before >= 0 && Others.Any(o => o.Match(tokens, before) > 0);
    }

    private static int? Simple(ImmutableArray<ImmutableArray<Phrase>> names, IReadOnlyList<Token> tokens, int at, out int length)
    {
        var (found, longest) = ((int?)null, 0);
        for (var i = 0; i < names.Length && at < tokens.Count; i++)
        {
            var taken = names[i].Max(n => n.Match(tokens, at));
            if (taken > longest)
            {
                (found, longest) = (i == names.Length - 1 ? Thirty : i == names.Length - 2 ? Twenty : i + 1, taken);
            }
        }

        length = longest;
        return found;
    }

    private static int? OneWord(string primary, ImmutableArray<ImmutableArray<Phrase>> names, in Token token)
    {
        if (!Joined.TryGetValue(primary, out var tens))
        {
            return null;
        }

        foreach (var (beginning, value) in new[] { (tens.Twenty, Twenty), (tens.Thirty, Thirty) })
        {
            if (token.Text.Length > beginning.Length && token.Text.StartsWith(beginning, StringComparison.Ordinal)
                && Simple(names, [token with { Text = token.Text[beginning.Length..] }], 0, out _) is { } ones and < 10)
            {
                return value + ones;
            }
        }

        return null;
    }

    /// <summary>The tokens with "and" taken from the beginning of the word at this place, in Arabic.</summary>
    private static List<Token>? Arabic(string primary, IReadOnlyList<Token> tokens, int at) =>
        primary == Languages.Arabic && at < tokens.Count && tokens[at] is { Kind: TokenKind.Word } word && word.Text.Length > 3 && word.Text[0] == 'و'
            ? [.. tokens.Take(at), word with { Text = word.Text[1..] }, .. tokens.Skip(at + 1)]
            : null;

    private static ImmutableArray<ImmutableArray<Phrase>> Of(params ReadOnlySpan<string> numbers)
    {
        var names = ImmutableArray.CreateBuilder<ImmutableArray<Phrase>>(numbers.Length);
        foreach (var number in numbers)
        {
            names.Add(Phrase.All(number.Split('/')));
        }

        return names.MoveToImmutable();
    }
}
