using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Truces;

/// <summary>
/// Areas that an act names beside the terms. Those that the terms name were looked up when the terms were recorded; for any other
/// the conflict is asked, so that the many acts that stay within the terms cost no look elsewhere.
/// </summary>
internal static class NamedAreas
{
    /// <summary>The areas that the terms are about.</summary>
    public static IEnumerable<string> Covered(TruceTerms terms) =>
        terms.Areas.Concat(terms.StaggeredEffects.SelectMany(s => s.Part.Areas)).Concat(terms.Mechanisms.SelectMany(m => m.Coverage));

    /// <summary>The conflict, where the act names an area of it that the terms do not.</summary>
    public static IEnumerable<string> References(TruceRecord truce, params IEnumerable<string> areas)
    {
        var conflict = ResourceName.ConflictOf(truce.Journal);
        return truce.Exists && areas.Any(a => a.Length > 0 && ResourceName.ConflictOf(a) == conflict && !Covered(truce.Terms).Contains(a)) ? [conflict] : [];
    }

    /// <summary>What is wrong with an area of this conflict; null when the conflict has defined it.</summary>
    public static FieldViolation? Check(TruceRecord truce, string area, string field, RuleContext context)
    {
        // Without the conflict at hand the terms named the area when the act was looked at, a moment ago.
        var conflict = ResourceName.ConflictOf(truce.Journal);
        return ResourceName.ConflictOf(area) != conflict || Covered(truce.Terms).Contains(area) || context.Conflict(conflict) is not { } seen || seen.Areas.Any(a => a.Name == area)
            ? null
            : new(field, "UNKNOWN_AREA", $"{conflict} has no {area}. Define it first, or correct the name.");
    }
}
