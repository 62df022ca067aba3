using System.Collections.Immutable;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.V1;

namespace Parley.Domain.Texts.Bindings.Checking;

/// <summary>
/// Whether the language versions of a clause hold the same numbers, times and dates, and name the same clocks. A number that is in digits in
/// one version and written out in another is told of too: nobody can compare them but people.
/// </summary>
internal static class ClauseNumbers
{
    /// <summary>Each version that differs from the first.</summary>
    public static IEnumerable<Discrepancy> Differing(ClauseReading clause)
    {
        if (clause.Versions is not [var first, .. var versions])
        {
            yield break;
        }

        foreach (var other in versions)
        {
            var months = Months.AreKnown(first.Language) && Months.AreKnown(other.Language);
            var (one, two) = (Said(first, months), Said(other, months));
            if (!one.SequenceEqual(two))
            {
                yield return new Discrepancy
                {
                    Clause = clause.Clause.Id,
                    Language = first.Language,
                    OtherLanguage = other.Language,
                    Message = $"{first.Language} says {Text(one, two)} where {other.Language} says {Text(two, one)}.",
                };
            }

            if (Clocks(first) is { IsEmpty: false } clocks && Clocks(other) is { IsEmpty: false } others && !clocks.SetEquals(others))
            {
                yield return new Discrepancy
                {
                    Clause = clause.Clause.Id,
                    Language = first.Language,
                    OtherLanguage = other.Language,
                    Message = $"{first.Language} says by the clock of {string.Join(", ", clocks.Except(others))} where {other.Language} says by that of {string.Join(", ", others.Except(clocks))}.",
                };
            }
        }
    }

    /// <summary>The clocks that a version names; none where one of them cannot be read.</summary>
    private static ImmutableSortedSet<string> Clocks(LanguageVersion version)
    {
        var named = ClockWords.In(version.Language, version.Tokens);
        return named.TrueForAll(c => c.IsRead) ? [.. named.Select(c => c.Kind == ClockKind.Zone ? c.Zone : $"UTC{Time.Zones.Text(c.Offset)}")] : [];
    }

    /// <summary>All that is in digits, in an order of its own: languages put the same things in different places.</summary>
    private static ImmutableArray<string> Said(LanguageVersion version, bool months)
    {
        var words = WordReading.Of(version.Language, version.Tokens, compact: false);
        IEnumerable<string> said =
        [
            .. words.Times.Select(t => t.ToString()), .. words.Days.Select(d => d.ToString()), .. words.Years.Select(y => y.ToString()), .. words.Others,
            .. months ? words.Months.Select(m => $"month {m}") : [],
        ];
        return [.. said.Order(StringComparer.Ordinal)];
    }

    /// <summary>What is in the one and not in the other.</summary>
    private static string Text(ImmutableArray<string> one, ImmutableArray<string> two)
    {
        var left = one.ToList();
        foreach (var said in two)
        {
            left.Remove(said);
        }

        return left.Count == 0 ? "nothing in digits" : string.Join(", ", left);
    }
}
