using System.Collections.Immutable;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>Words about the time of day: halves of the day, noon, midnight, and those that tell that a clock time comes.</summary>
internal static class DayParts
{
    /// <summary>After an hour: before noon.</summary>
    private static readonly ImmutableArray<Phrase> BeforeNoon = Phrase.All(
        "am", "in the morning", // 8 a.m.
        "утра", "ночи", // 8 часов утра, 2 часа ночи
        "du matin", // 8 h du matin
        "صباحا", "ص"); // ٨ صباحًا

    /// <summary>After an hour: after noon.</summary>
    private static readonly ImmutableArray<Phrase> AfterNoon = Phrase.All(
        "pm", "in the afternoon", "in the evening", // 8 p.m.
        "дня", "вечера", // 8 часов вечера
        "du soir", "de l après midi", // 8 h du soir
        "مساء", "م", "بعد الظهر"); // ٨ مساءً

    private static readonly ImmutableArray<Phrase> Noon = Phrase.All(
        "noon", "midday", "полдень", "полудня", "midi", "կեսօր*", "günorta*", "ظهرا", "الظهر");

    private static readonly ImmutableArray<Phrase> Midnight = Phrase.All(
        "midnight", "полночь", "полуночи", "полночи", "minuit", "կեսգիշեր*", "gecə yarısı*", "gecəyarısı*", "منتصف الليل");

    /// <summary>Before a number: that it is a clock time.</summary>
    private static readonly ImmutableArray<Phrase> Markers = Phrase.All("at", "à", "saat", "ժամը", "ժամ", "الساعة");

    /// <summary>Before a bare hour: that it is one, in languages in which "at 8" says no more than that.</summary>
    private static readonly ImmutableArray<Phrase> HourMarkers = Phrase.All("saat", "ժամը", "الساعة");

    /// <summary>After four digits: that they are a clock time.</summary>
    private static readonly ImmutableArray<Phrase> AfterDigits = Phrase.All("hours", "hrs", "hour", "z", "utc", "gmt");

    /// <summary>The half of the day said after an hour: 0 before noon, 12 after; null for none.</summary>
    public static int? Half(IReadOnlyList<Token> tokens, int at, out int length)
    {
        length = Dotted(tokens, at);
        if (length > 0)
        {
            return tokens[at].IsWord("a") ? 0 : 12;
        }

        length = Longest(BeforeNoon, tokens, at);
        if (length > 0)
        {
            return 0;
        }

        length = Longest(AfterNoon, tokens, at);
        return length > 0 ? 12 : null;
    }

    public static int LengthOfNoon(IReadOnlyList<Token> tokens, int at) => Longest(Noon, tokens, at);

    public static int LengthOfMidnight(IReadOnlyList<Token> tokens, int at) => Longest(Midnight, tokens, at);

    public static bool IsMarkedBefore(IReadOnlyList<Token> tokens, int at) => at > 0 && Longest(Markers, tokens, at - 1) == 1;

    public static bool IsHourMarkedBefore(IReadOnlyList<Token> tokens, int at) => at > 0 && Longest(HourMarkers, tokens, at - 1) == 1;

    public static bool IsMarkedAfter(IReadOnlyList<Token> tokens, int at) => at < tokens.Count && Longest(AfterDigits, tokens, at) == 1;

    /// <summary>a.m., p.m.</summary>
    private static int Dotted(IReadOnlyList<Token> tokens, int at)
    {
        var written = at + 2 < tokens.Count && tokens[at].IsWord("a", "p") && tokens[at + 1].IsSign(".") && tokens[at + 2].IsWord("m");
        return !written ? 0 : at + 3 < tokens.Count && tokens[at + 3] is { Spaced: false } end && end.IsSign(".") ? 4 : 3;
    }

    private static int Longest(ImmutableArray<Phrase> phrases, IReadOnlyList<Token> tokens, int at) =>
        at < tokens.Count ? phrases.Max(p => p.Match(tokens, at)) : 0;
}
