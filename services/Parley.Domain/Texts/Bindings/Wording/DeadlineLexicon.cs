using System.Collections.Immutable;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings.Wording;

/// <summary>What words say of how a deadline counts.</summary>
/// <param name="Words">The meanings that they can have; none where they say nothing of it, or contradict themselves.</param>
/// <param name="Said">The words that say it, as the lexicon has them; empty for none.</param>
internal readonly record struct DeadlineReading(ImmutableArray<DeadlineWord> Words, string Said)
{
    /// <summary>True where lawyers read the words both ways, so that the date itself is in doubt.</summary>
    public bool IsAmbiguous => Words.Length > 1;
}

/// <summary>
/// The deadline words of each language, each with a comment on how it is read. Some are read both ways, and are told of: the statement of
/// 10 November 2020 says "до 20 ноября", which was published in English as "by 20 November" in Yerevan and "before 20 November" in Baku.
/// </summary>
internal static class DeadlineLexicon
{
    private const DeadlineWord By = DeadlineWord.ByEndOfDay;
    private const DeadlineWord Before = DeadlineWord.Before;
    private const DeadlineWord Within = DeadlineWord.WithinPeriodFromEvent;
    private const DeadlineWord At = DeadlineWord.At;

    private static readonly Dictionary<string, ImmutableArray<Entry>> Lexicon = new(StringComparer.Ordinal)
    {
        [Languages.English] =
        [
            new("by", By), // by 20 November: the day counts
            new("until", By), // until 20 November: the day counts
            new("till", By), // the same
            new("up to and including", By), // says so
            new("no later than", By), // not later than that day
            new("not later than", By), // the same
            new("on or before", By), // says that the day counts
            new("at the latest", By) { Follows = true }, // 20 November at the latest
            new("before", Before), // before 20 November: the day is too late
            new("prior to", Before), // the same
            new("within", Within), // within seven days of
            new("at", At), // at 12:00
            new("on", At), // on 20 November
            new("as of", At), // as of 00:00
            new("not before"), // the earliest moment: no deadline at all
            new("not earlier than"), // the same
            new("no earlier than"), // the same
        ],
        [Languages.Russian] =
        [
            new("к", By), // к 20 ноября: by
            new("не позднее", By), // not later than
            new("не позже", By), // the same
            new("включительно", By) { Follows = true }, // after a date: the day counts
            new("до", By, Before), // до 20 ноября: read as "by" and as "before"
            new("раньше", Before), // раньше 20 ноября: before
            new("до наступления", Before), // before it comes
            new("в течение", Within), // within
            new("в срок", Within), // в срок семь дней: within a term
            new("в", At), // в 12:00
            new("во", At), // the same before some consonants
            new("на", At), // на 7-й день: on the seventh day
            new("с", At), // с 00:00 часов: from that instant
            new("со", At), // the same before some consonants
            new("не ранее"), // not earlier than: no deadline at all
            new("не раньше"), // the same
        ],
        [Languages.French] =
        [
            new("d ici", By), // d'ici au 20 novembre: by
            new("jusqu", By), // jusqu'au 20 novembre: until, the day counts
            new("au plus tard", By), // at the latest
            new("avant la fin", By), // avant la fin de la journée du: by the end of
            new("avant", Before), // avant le 20 novembre: the day is too late
            new("antérieurement", Before), // antérieurement au: prior to
            new("dans un délai", Within), // dans un délai de sept jours
            new("dans les", Within), // dans les sept jours
            new("sous", Within), // sous 7 jours
            new("à", At), // à 12 h
            new("le", At), // le 20 novembre
            new("à compter", At), // à compter de: from
            new("pas avant"), // not before: no deadline at all
        ],
        [Languages.Armenian] =
        [
            new("ոչ ուշ", By), // ոչ ուշ, քան: not later than
            new("ներառյալ", By) { Follows = true }, // after a date: the day counts
            new("մինչև", By, Before), // until: read as "by" and as "before", like the Russian до
            new("մինչեվ", By, Before), // the same, as capital letters are written
            new("առաջ", Before) { Follows = true }, // -ից առաջ: before
            new("ընթացքում", Within), // in the course of
            new("ժամը", At), // ժամը 12։00: at the hour
            new("ին", At), // 20-ին: on the
            new("րդ օրը", At), // 7-րդ օրը: on the seventh day
            new("ոչ շուտ"), // not earlier than: no deadline at all
        ],
        [Languages.Azerbaijani] =
        [
            new("gec olmayaraq", By) { Follows = true }, // -dan gec olmayaraq: not later than
            new("daxil olmaqla", By) { Follows = true }, // after a date: the day counts
            new("*dək", By, Before), // noyabrın 20-dək: until, read both ways
            new("qədər", By, Before) { Follows = true }, // noyabrın 20-nə qədər: the same
            new("kimi", By, Before) { Follows = true }, // noyabrın 20-nə kimi: the same
            new("əvvəl", Before) { Follows = true }, // -dən əvvəl: before
            new("ərzində", Within), // yeddi gün ərzində: within
            new("müddətində", Within), // the same, in a term of
            new("saat", At), // saat 12:00-da: at the hour
            new("də", At), // 20-də: on the
            new("da", At), // the same after other vowels
            new("tarixində", At), // on the date of
            new("ci gün", At), // 7-ci gün: on the seventh day
            new("cu gün", At), // the same after other vowels
            new("tez olmayaraq") { Follows = true }, // not earlier than: no deadline at all
        ],
        [Languages.Arabic] =
        [
            new("بحلول", By), // by the coming of
            new("حتى", By), // until; the day counts
            new("في موعد أقصاه", By), // at the latest on
            new("في موعد لا يتجاوز", By), // on a date not beyond
            new("قبل نهاية", By), // before the end of the day
            new("قبل", Before), // before
            new("خلال", Within), // during
            new("في غضون", Within), // within
            new("الساعة", At), // at the hour
            new("عند", At), // at
            new("في", At), // on, at
            new("اعتبارا من", At), // as from
            new("ليس قبل"), // not before: no deadline at all
        ],
    };

    /// <summary>The languages whose deadline words are known.</summary>
    public static IEnumerable<string> Known => Lexicon.Keys;

    /// <summary>True when the deadline words of a language are known.</summary>
    public static bool Knows(string language) => Lexicon.ContainsKey(Languages.Primary(language));

    /// <summary>
    /// What an excerpt says where it stands: "before 20 November" says nothing of the kind after "on or", nor "до 20 ноября" where "включительно"
    /// follows.
    /// </summary>
    public static DeadlineReading Read(LanguageVersion version) => Read(version.Language, InContext(version));

    /// <summary>What the words say. Words that only place something in time count where no stronger ones stand beside them.</summary>
    public static DeadlineReading Read(string language, List<Token> tokens)
    {
        if (!Lexicon.TryGetValue(Languages.Primary(language), out var entries))
        {
            return new([], "");
        }

        var found = Found(entries, tokens);
        var strong = found.FindAll(e => e.Words is not [At]);
        if (strong.Count == 0)
        {
            return found.Count == 0 ? new([], "") : new([At], found[0].Phrase.Text);
        }

        IEnumerable<DeadlineWord> words = strong[0].Words;
        foreach (var entry in strong)
        {
            words = words.Intersect(entry.Words);
        }

        return new([.. words], string.Join(" … ", strong.Select(e => e.Phrase.Text.TrimStart('*'))));
    }

    /// <summary>The excerpt with what belongs to it: phrases that begin before it and end in it, and those that stand right after what they are about.</summary>
    private static List<Token> InContext(LanguageVersion version)
    {
        if (!Lexicon.TryGetValue(Languages.Primary(version.Language), out var entries))
        {
            return version.Tokens;
        }

        var left = 0;
        for (var words = 1; words <= version.Before.Count; words++)
        {
            List<Token> from = [.. version.Before.TakeLast(words), .. version.Tokens];
            left = entries.Any(e => e.Phrase.Match(from, 0) > words) ? words : left;
        }

        var right = version.After.Count == 0 ? 0 : entries.Where(e => e.Follows).Select(e => e.Phrase.Match(version.After, 0)).DefaultIfEmpty().Max();
        return [.. version.Before.TakeLast(left), .. version.Tokens, .. version.After.Take(right)];
    }

    /// <summary>The entries that stand in the words, the longest at each place.</summary>
    private static List<Entry> Found(ImmutableArray<Entry> entries, List<Token> tokens)
    {
        var found = new List<Entry>();
        for (var at = 0; at < tokens.Count;)
        {
            var (length, longest) = (0, (Entry?)null);
            foreach (var entry in entries)
            {
                if (entry.Phrase.Match(tokens, at) is var taken && taken > length)
                {
                    (length, longest) = (taken, entry);
                }
            }

            if (longest is not null)
            {
                found.Add(longest);
            }

            at += Math.Max(1, length);
        }

        return found;
    }

    /// <summary>One entry: a phrase, and how it is read.</summary>
    private sealed class Entry(string phrase, params ImmutableArray<DeadlineWord> words)
    {
        public Phrase Phrase { get; } = new(phrase);

        public ImmutableArray<DeadlineWord> Words { get; } = words;

        /// <summary>Whether it stands after the date, so that an excerpt that ends with the date is not all that is said.</summary>
        public bool Follows { get; init; }
    }
}
