using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Who is bound, who may join, who is left out, and whether that is what the stated reciprocity means.</summary>
internal static class PartyRules
{
    private const int Two = 2;
    private const int MoreThanTwo = 3;

    public static void Check(TermsReading reading)
    {
        var terms = reading.Terms;
        RefuseTwice(reading, [.. terms.Parties.Select(p => p.Party)], i => $"terms.parties[{i}].party");
        RefuseTwice(reading, [.. terms.Adherence?.OpenTo ?? []], i => $"terms.adherence.open_to[{i}]");
        RefuseTwice(reading, [.. terms.ExcludedActors.Select(e => e.Party)], i => $"terms.excluded_actors[{i}].party");

        for (var i = 0; i < terms.ExcludedActors.Count; i++)
        {
            var excluded = terms.ExcludedActors[i].Party;
            reading.Require(
                excluded.Length == 0 || (terms.Parties.All(p => p.Party != excluded) && terms.Adherence?.OpenTo.Contains(excluded) != true),
                $"terms.excluded_actors[{i}].party", TermsReasons.PartyExcluded,
                $"{excluded} is bound by this truce or invited to it; it cannot be excluded from it too.");
        }

        CheckReciprocity(reading);
    }

    private static void CheckReciprocity(TermsReading reading)
    {
        var terms = reading.Terms;
        var count = terms.Parties.Count;
        var (fits, rule) = terms.Reciprocity switch
        {
            TruceReciprocity.Unilateral => (count == 1, "A unilateral truce has exactly one party"),
            TruceReciprocity.Bilateral => (count == Two, "A bilateral truce has exactly two parties"),
            TruceReciprocity.ReciprocalUnilateral => (count >= Two, "Declarations that answer each other need at least two parties"),
            TruceReciprocity.Multilateral =>
                (count >= MoreThanTwo || terms.Adherence is not null, "A multilateral truce has more than two parties, or is open to adherence"),
            _ => (true, ""),
        };
        if (!fits)
        {
            reading.Refuse("terms.parties", TermsReasons.ReciprocityMismatch, $"{rule}; these terms name {count}.");
        }
        else if (count == 0 && terms.Reciprocity != TruceReciprocity.Imposed)
        {
            reading.Require(terms.Adherence?.Minimum > 0, "terms.parties", TermsReasons.PartiesMissing,
                "Nobody would be bound. Name parties, or give adherence.minimum: with how many adherences the truce is concluded.");
        }
    }

    private static void RefuseTwice(TermsReading reading, List<string> parties, Func<int, string> path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < parties.Count; i++)
        {
            reading.Require(parties[i].Length == 0 || seen.Add(parties[i]), path(i), TermsReasons.DuplicateParty, $"{parties[i]} is named here twice.");
        }
    }
}
