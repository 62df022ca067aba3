using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Texts.Drafting;

/// <summary>What words a text can have.</summary>
internal static class Wordings
{
    /// <summary>True when nothing was said, in any language.</summary>
    public static bool IsEmpty(LocalizedText? words) => words is null || words.Values.Count == 0;

    /// <summary>What is wrong with a clause as it was given.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="languages">The languages in which the text is authentic.</param>
    /// <param name="field">Where it stands in the request.</param>
    public static IEnumerable<FieldViolation> Check(TextClause clause, IReadOnlyCollection<string> languages, string field) => IsEmpty(clause.Text)
        ? [Missing($"{field}.text")]
        : Foreign(clause.Heading, languages, $"{field}.heading").Concat(Foreign(clause.Text, languages, $"{field}.text"));

    /// <summary>The languages of the words in which the text is not authentic: nobody could rely on what they say.</summary>
    public static IEnumerable<FieldViolation> Foreign(LocalizedText? words, IReadOnlyCollection<string> languages, string field) =>
        (words?.Values.Keys ?? Enumerable.Empty<string>())
            .Except(languages)
            .Order(StringComparer.Ordinal)
            .Select(language => new FieldViolation(
                field, "LANGUAGE_NOT_AUTHENTIC", $"The text is authentic in {string.Join(", ", languages)}, not in {language}. Give the words in these languages, by these very tags."));

    /// <summary>No words where there must be some.</summary>
    public static FieldViolation Missing(string field) => new(field, "WORDS_MISSING", "Say in words what is to stand in the text.");

    /// <summary>Only what a pen-holder decides of a clause: the rest follows from what others do.</summary>
    public static TextClause Cleaned(TextClause clause) => new()
    {
        Id = clause.Id,
        Heading = IsEmpty(clause.Heading) ? null : clause.Heading,
        Text = clause.Text,
    };
}
