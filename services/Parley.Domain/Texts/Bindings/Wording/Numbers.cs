namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>
/// Numbers written in digits of any script, with or without signs between groups of three: 1960, 1 960, 1,960, 1.960, ١٬٩٦٠. Numbers
/// written out in words are not read, so words that hold no digits can be given no number.
/// </summary>
internal static class Numbers
{
    private const int Group = 3;

    /// <summary>Signs between groups of three: comma, point, apostrophes, and the Arabic signs for thousands and decimals.</summary>
    private const string GroupSigns = ",.'’٬٫،";

    private const string Minus = "-−";

    /// <summary>Every number in the words, in order, without signs of grouping and leading zeros.</summary>
    public static List<string> In(IReadOnlyList<Token> tokens)
    {
        var numbers = new List<string>();
        for (var at = 0; at < tokens.Count;)
        {
            if (tokens[at].Kind != TokenKind.Number)
            {
                at++;
                continue;
            }

            var number = Read(tokens, at, out var length);
            numbers.Add(number != "0" && IsNegative(tokens, at) ? "-" + number : number);
            at += length;
        }

        return numbers;
    }

    /// <summary>The number that begins with a token, and how many tokens it takes.</summary>
    public static string Read(IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = 1;
        var digits = tokens[at].Text;
        if (!tokens[at].IsDigits(1, Group))
        {
            return Canonical(digits);
        }

        var sign = "";
        while (Next(tokens, at + length, length == 1 ? null : sign, out sign) is { } group)
        {
            digits += group;
            length += sign.Length == 0 ? 1 : 2;
        }

        return Canonical(digits);
    }

    /// <summary>The next group of three, when the same sign or space stands before it as before the groups until now.</summary>
    private static string? Next(IReadOnlyList<Token> tokens, int at, string? expected, out string sign)
    {
        sign = "";
        if (at < tokens.Count && tokens[at] is { Spaced: true } next && next.IsDigits(Group, Group) && expected is null or "")
        {
            return next.Text;
        }

        if (at + 1 < tokens.Count && tokens[at] is { Spaced: false } mark && mark.IsSign(GroupSigns) && (expected ?? mark.Text) == mark.Text
            && tokens[at + 1] is { Spaced: false } after && after.IsDigits(Group, Group))
        {
            sign = mark.Text;
            return after.Text;
        }

        return null;
    }

    private static bool IsNegative(IReadOnlyList<Token> tokens, int at) =>
        at > 0 && !tokens[at].Spaced && tokens[at - 1].IsSign(Minus) && (at == 1 || tokens[at - 1].Spaced || tokens[at - 2].IsSign("(["));

    private static string Canonical(string digits)
    {
        var trimmed = digits.TrimStart('0');
        return trimmed.Length == 0 ? "0" : trimmed;
    }
}
