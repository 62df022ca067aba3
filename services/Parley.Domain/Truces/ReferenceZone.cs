using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>The zone in which a truce's periods are counted.</summary>
internal static class ReferenceZone
{
    /// <summary>An IANA zone or an offset; empty, which counts in UTC and is flagged, when the text names none.</summary>
    public static string Of(TruceTerms terms) => terms.ReferenceZone.Length > 0 ? terms.ReferenceZone : Stated(terms);

    private static string Stated(TruceTerms terms) =>
        Times(terms).Select(t => t?.Resolved?.CountingZone()).FirstOrDefault(z => !string.IsNullOrEmpty(z)) ?? "";

    private static IEnumerable<LegalTime?> Times(TruceTerms terms) =>
    [
        terms.Effect?.At, terms.Effect?.Window?.NotAfter, terms.Term?.Fixed?.Until, terms.Term?.UntilEvent?.NotAfter,
        .. terms.StaggeredEffects.Select(s => s.Effect?.At),
    ];
}
