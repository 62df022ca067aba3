using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Who, what for, where, and which acts.</summary>
internal static class AgreedElements
{
    /// <summary>Acts by which relief reaches people; without them a silence of arms is not yet relief.</summary>
    private static readonly HashSet<PermittedAct> Humanitarian =
    [
        PermittedAct.HumanitarianConvoy, PermittedAct.MedicalEvacuation, PermittedAct.RecoveryOfBodies,
        PermittedAct.CivilianMovement, PermittedAct.FoodResupply,
    ];

    private static readonly HashSet<ProhibitedAct> Movements =
        [ProhibitedAct.ForceMovement, ProhibitedAct.Reinforcement, ProhibitedAct.SeizureOfGround, ProhibitedAct.Fortification];

    public static CheckedElement Parties(TruceTerms terms)
    {
        var element = new Element(TruceElement.Parties, "parties");
        return terms switch
        {
            { Parties.Count: > 0 } => element.Present($"{terms.Parties.Count} named: {string.Join(", ", terms.Parties.Select(p => p.Party))}."),
            { Reciprocity: TruceReciprocity.Imposed } => element.Present("Imposed: it binds without acceptance."),
            { Adherence: not null } => element.Partial("Open to adherence only: nobody is bound until parties have joined."),
            _ => element.Missing("Nobody is bound. Name the parties."),
        };
    }

    public static CheckedElement Purpose(TruceTerms terms)
    {
        var element = new Element(TruceElement.Purpose, "purposes");
        if (terms.Purposes.Count == 0)
        {
            return element.Missing("Say what it is for: relief, talks, a holiday, an election.");
        }

        return terms.Purposes.All(p => p == TrucePurpose.Unclear)
            ? element.Partial("The text does not tell clearly what it is for.")
            : element.Present($"Stated: {string.Join(", ", terms.Purposes)}.");
    }

    public static CheckedElement Geography(TruceTerms terms)
    {
        var element = new Element(TruceElement.Geography, "areas");
        if (terms.Areas.Count + terms.ReferenceLines.Count > 0)
        {
            return element.Present($"{terms.Areas.Count} areas and {terms.ReferenceLines.Count} lines named.");
        }

        return terms.Scope == TruceScope.General
            ? element.Partial("General, with no area or line named: it holds wherever the forces face each other, and nobody has said where that is.")
            : element.Missing("Say where it holds: name areas, or lines.");
    }

    public static CheckedElement ProhibitedActs(TruceTerms terms)
    {
        var element = new Element(TruceElement.ProhibitedActs, "prohibited_acts");
        return terms switch
        {
            { ProhibitedActs.Count: > 0 } => element.Present($"{terms.ProhibitedActs.Count} acts listed."),
            { ActsNote: not null } => element.Partial("Described in words only; a list decides faster whether an act was one."),
            _ => element.Missing("Say which acts are forbidden."),
        };
    }

    public static CheckedElement PermittedActs(TruceTerms terms)
    {
        var element = new Element(TruceElement.PermittedActs, "permitted_acts");
        if (terms.PermittedActs.Any(Humanitarian.Contains))
        {
            return element.Present($"{terms.PermittedActs.Count} acts listed, humanitarian ones among them.");
        }

        return terms.PermittedActs.Count > 0 || terms.ActsNote is not null
            ? element.Partial("Humanitarian access is not among what stays allowed: convoys, evacuation, recovery of bodies.")
            : element.Missing("Say what stays allowed, humanitarian access above all.");
    }

    public static CheckedElement Positions(TruceTerms terms)
    {
        var element = new Element(TruceElement.Positions, "reference_lines");
        var without = terms.Parties.Select(p => p.Party).Except(terms.ReferenceLines.Select(l => l.Party)).ToList();
        if (terms.ReferenceLines.Count > 0)
        {
            return without.Count == 0
                ? element.Present("Every party has its line.")
                : element.Partial($"No line is given for {string.Join(", ", without)}.");
        }

        return terms.ProhibitedActs.Any(Movements.Contains)
            ? element.Partial("Forces are not to move, but no line says where they stand.")
            : element.Missing("Say where the forces stand or withdraw to, a line for each party.");
    }
}
