using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Who watches, who connects, who settles, and by what scale.</summary>
internal static class MachineryElements
{
    private static readonly HashSet<MechanismType> Watching =
    [
        MechanismType.MonitoringMechanism, MechanismType.VerificationMechanism, MechanismType.JointMonitoringCentre,
        MechanismType.PeacekeepingForce, MechanismType.NeutralSupervisoryCommission, MechanismType.JointCeasefireCommission,
        MechanismType.JointMilitaryCommission, MechanismType.MilitaryArmisticeCommission,
    ];

    private static readonly HashSet<MechanismType> Connecting =
    [
        MechanismType.Hotline, MechanismType.LiaisonOffice, MechanismType.DeconflictionChannel,
        MechanismType.CoordinationCommittee, MechanismType.ContactGroup,
    ];

    private static readonly HashSet<MechanismType> Settling =
    [
        MechanismType.JointCeasefireCommission, MechanismType.JointMilitaryCommission,
        MechanismType.MilitaryArmisticeCommission, MechanismType.NeutralSupervisoryCommission,
    ];

    /// <summary>Bodies in which the sides meet, though connecting them is not what they are for.</summary>
    private static readonly HashSet<MechanismType> Meeting = [.. Settling, MechanismType.JointMonitoringCentre, MechanismType.NeutralIntermediary];

    public static CheckedElement Monitoring(TruceTerms terms)
    {
        var element = new Element(TruceElement.Monitoring, "mechanisms");
        var watching = Of(terms, Watching);
        if (watching.Count == 0)
        {
            return element.Missing("Nobody monitors or verifies. Name a body, its composition and the areas it covers.");
        }

        return watching.Exists(m => m.Composition is not null)
            ? element.Present($"By {Ids(watching)}.")
            : element.Partial($"By {Ids(watching)}, but the text does not say who sits on it or how many.");
    }

    public static CheckedElement Liaison(TruceTerms terms)
    {
        var element = new Element(TruceElement.Liaison, "mechanisms");
        if (Of(terms, Connecting) is { Count: > 0 } connecting)
        {
            return element.Present($"By {Ids(connecting)}.");
        }

        return Of(terms, Meeting) is { Count: > 0 } meeting
            ? element.Partial($"Only through {Ids(meeting)}; no direct channel is named.")
            : element.Missing("Say how the sides reach each other at once: a hotline, a liaison office.");
    }

    public static CheckedElement DisputeResolution(TruceTerms terms)
    {
        var element = new Element(TruceElement.DisputeResolution, "mechanisms");
        if (Of(terms, Settling) is { Count: > 0 } settling)
        {
            return element.Present($"By {Ids(settling)}.");
        }

        return Of(terms, Watching) is { Count: > 0 } watching
            ? element.Partial($"{Ids(watching)} can find facts; who settles a dispute over them is not said.")
            : element.Missing("Say who settles disputes and violations, in which steps.");
    }

    public static CheckedElement Severity(TruceTerms terms)
    {
        var element = new Element(TruceElement.Severity, "severity_scale");
        return terms.SeverityScale is { Grades.Count: > 0 } scale
            ? element.Present($"{scale.Grades.Count} grades, version {scale.Version}.")
            : element.Missing("No scale is agreed; violations are weighed by Parley's default, S1 to S5, which binds nobody.");
    }

    private static List<Mechanism> Of(TruceTerms terms, HashSet<MechanismType> types) => [.. terms.Mechanisms.Where(m => types.Contains(m.Type))];

    private static string Ids(List<Mechanism> mechanisms) => string.Join(", ", mechanisms.Select(m => m.Id));
}
