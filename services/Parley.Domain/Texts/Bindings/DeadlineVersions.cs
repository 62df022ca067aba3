using System.Collections.Immutable;
using Parley.Domain.Frame;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings;

/// <summary>
/// How the language versions count a deadline. The version that prevails must count as it is bound: the prevailing language, or else the first
/// of the text's languages that can be read. Others that count otherwise are discrepancies (Vienna Convention on the Law of Treaties, article 33).
/// </summary>
internal static class DeadlineVersions
{
    public static void Compare(BindingReading reading, DeadlineMeaning deadline, bool mustSay)
    {
        ImmutableArray<LanguageVersion> read = [.. reading.Versions.Where(v => DeadlineLexicon.Knows(v.Language))];
        if (read.IsEmpty)
        {
            if (mustSay)
            {
                reading.Refuse(
                    "binding.words", BindingReasons.LanguageNotRead,
                    $"Deadline words are known in {string.Join(", ", DeadlineLexicon.Known.Order(StringComparer.Ordinal))} only, so these cannot be compared. Leave the deadline to people, or add a version in one of these.");
            }

            return;
        }

        var law = read.FirstOrDefault(v => v.Language == reading.Text.Tabled.PrevailingLanguage) ?? read[0];
        foreach (var version in read.OrderBy(v => v != law))
        {
            var said = DeadlineLexicon.Read(version);
            if (!mustSay && !SaysDeadline(version, said))
            {
                continue;
            }

            var counts = Counts(said, deadline);
            if (said.Words.IsEmpty || (version == law && !counts))
            {
                reading.Differs(version, Said(said), Name(deadline.Word));
            }
            else if (!counts)
            {
                Record(reading, deadline, law, version, said.Words[0], $"\"{law.Words}\" ({law.Language}) is bound as {Name(deadline.Word)}; \"{version.Words}\" ({version.Language}) says {Name(said.Words[0])}.");
            }
            else if (said.IsAmbiguous)
            {
                var other = said.Words.First(w => w != SaidFor(deadline.Word));
                Record(reading, deadline, version, version, other, $"\"{said.Said}\" ({version.Language}) is read as {Name(deadline.Word)} and as {Name(other)}. Say which: add that the day counts, or that it does not.");
            }
        }
    }

    /// <summary>True where words can be read as the deadline counts; a day that a period leads to may be said as either.</summary>
    private static bool Counts(in DeadlineReading said, DeadlineMeaning deadline) =>
        said.Words.Contains(SaidFor(deadline.Word))
        || (deadline.Word == DeadlineWord.ByEndOfDay && deadline.Period.Length > 0 && said.Words.Contains(DeadlineWord.WithinPeriodFromEvent));

    /// <summary>How words count that say a deadline of a kind: "no later than" a day, whether it bears a date or a number.</summary>
    private static DeadlineWord SaidFor(DeadlineWord word) => word switch
    {
        DeadlineWord.NoLaterThanDayN => DeadlineWord.ByEndOfDay,
        DeadlineWord.OnDayN => DeadlineWord.At,
        _ => word,
    };

    /// <summary>The words of a commitment say a deadline where a day, its number or a period stands in them with a word for it.</summary>
    private static bool SaysDeadline(LanguageVersion version, in DeadlineReading said) =>
        said.Words is not ([] or [DeadlineWord.At])
        && (WordReading.Of(version.Language, version.Tokens, compact: false).Days.Count > 0 || DayNumbers.In(version).Count > 0 || DeadlineWords.SaysWithin(version));

    private static void Record(BindingReading reading, DeadlineMeaning deadline, LanguageVersion law, LanguageVersion other, DeadlineWord read, string message) =>
        reading.Binding.Discrepancies.Add(new Discrepancy
        {
            Clause = reading.Clause.Id,
            Language = law.Language,
            OtherLanguage = other.Language,
            Message = message,
            DueBefore = deadline.DueBefore,
            OtherDueBefore = DueInstants.Of(read, deadline),
        });

    private static string Said(in DeadlineReading said) => said switch
    {
        { Words: [var only] } => $"\"{said.Said}\": {Name(only)}",
        { Words: [_, _, ..] } => $"\"{said.Said}\": {string.Join(" or ", said.Words.Select(Name))}",
        { Said.Length: > 0 } => $"\"{said.Said}\", which is no deadline or several",
        _ => "no word for a deadline that is known",
    };

    private static string Name(DeadlineWord word) => word == DeadlineWord.Unspecified ? "nothing" : ContractName.Of(word);
}
