using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Whether a text says in which zone its periods count.</summary>
internal static class TermsZone
{
    /// <summary>True when no zone is stated, so that whole days and months count in UTC, and something is counted in them.</summary>
    public static bool IsAssumed(TruceTerms terms) => ReferenceZone.Of(terms).Length == 0 && CountsPeriods(terms.Term);

    private static bool CountsPeriods(Term? term) => term?.DurationCase switch
    {
        Term.DurationOneofCase.Fixed => term.Fixed.Period.Length > 0,
        Term.DurationOneofCase.AutoRenewing or Term.DurationOneofCase.PerformanceExtended => true,
        _ => false,
    };
}
