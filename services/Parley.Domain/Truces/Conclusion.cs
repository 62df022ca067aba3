using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>When a draft is concluded.</summary>
internal static class Conclusion
{
    /// <summary>
    /// An imposed truce needs nobody's acceptance; one between parties that of each; one that is open only to adherence as
    /// many adherences as it says.
    /// </summary>
    public static Event? Follows(TruceRecord truce) =>
        IsReached(truce) ? new Event { TruceConcluded = new() } : null;

    /// <summary>True where no party must accept: the truce is concluded by the number of those who join.</summary>
    public static bool ByAdherence(TruceTerms terms) => terms.Parties.Count == 0 && terms.Adherence is not null && !IsImposed(terms);

    private static bool IsReached(TruceRecord truce)
    {
        var terms = truce.Terms;
        if (IsImposed(terms))
        {
            return true;
        }

        if (terms.Parties.Count > 0)
        {
            return terms.Parties.All(p => truce.ConsentOf(p.Party)?.State == ConsentState.Accepted);
        }

        return ByAdherence(terms) && truce.Consents.Count(c => c.State == ConsentState.Adhered) >= Math.Max(terms.Adherence.Minimum, 1);
    }

    /// <summary>True where a body imposes the truce: the parties named are bound without accepting, and the body disposes of it.</summary>
    public static bool IsImposed(TruceTerms terms) => terms.Reciprocity == TruceReciprocity.Imposed;
}
