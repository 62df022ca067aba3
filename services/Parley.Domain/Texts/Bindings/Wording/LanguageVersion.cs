namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>The words of one language version of a clause that a binding is about.</summary>
/// <param name="Language">The language.</param>
/// <param name="Words">The excerpt, as it stands in the clause.</param>
/// <param name="Tokens">The same, taken apart.</param>
internal sealed record LanguageVersion(string Language, string Words, List<Token> Tokens)
{
    /// <summary>The few words of the clause before the excerpt.</summary>
    public List<Token> Before { get; init; } = [];

    /// <summary>The few words of the clause after the excerpt.</summary>
    public List<Token> After { get; init; } = [];

    /// <summary>
    /// The excerpt with what belongs to the time or date at its end: "8:00" is another time where "p.m." follows, and "20 November" another day
    /// where another year does.
    /// </summary>
    public List<Token> WithTail
    {
        get
        {
            var taken = TailLength;
            return taken == 0 ? Tokens : [.. Tokens, .. After.Take(taken)];
        }
    }

    /// <summary>How many of the words after the excerpt belong to the time or date at its end.</summary>
    public int TailLength =>
        Tokens.Count == 0 || After.Count == 0 || After[0].Text == "." ? 0
        : ClockTimes.IsYear(After, 0) ? 1
        : Tokens[^1].Kind == TokenKind.Number && DayParts.Half(After, 0, out var half) is not null ? half
        : 0;
}
