using Parley.Domain.Time;
using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>What a beginning cannot be, wherever in the terms it stands.</summary>
internal static class StartRules
{
    public static void Check(TermsReading reading)
    {
        var terms = reading.Terms;
        reading.Require(terms.Effect is not null || terms.StaggeredEffects.Count > 0, "terms.effect", TermsReasons.EffectMissing,
            "These terms never take effect. Say when, in effect or in staggered_effects; a time left open is effect.unresolved or effect.to_be_decided.");

        Check(reading, terms.Effect, "terms.effect", mayCountFromEffect: false);
        for (var i = 0; i < terms.StaggeredEffects.Count; i++)
        {
            Check(reading, terms.StaggeredEffects[i].Effect, $"terms.staggered_effects[{i}].effect", mayCountFromEffect: terms.Effect is not null);
            CheckPart(reading, terms.StaggeredEffects[i].Part, $"terms.staggered_effects[{i}].part");
        }

        for (var i = 0; i < terms.Phases.Count; i++)
        {
            Check(reading, terms.Phases[i].Start, $"terms.phases[{i}].start", mayCountFromEffect: true);
        }
    }

    /// <summary>Checks one beginning; none is no violation here.</summary>
    public static void Check(TermsReading reading, Start? start, string path, bool mayCountFromEffect)
    {
        switch (start?.RuleCase)
        {
            case Start.RuleOneofCase.After:
                CheckAfter(reading, start.After, path + ".after", mayCountFromEffect);
                break;
            case Start.RuleOneofCase.Window:
                var (from, to) = (StatedInstants.Of(start.Window.NotBefore), StatedInstants.Of(start.Window.NotAfter));
                reading.Require(from is null || to is null || from < to, path + ".window.not_after", TermsReasons.WindowEmpty,
                    "The window ends before it opens. Let not_after be later than not_before.");
                break;
            case Start.RuleOneofCase.Unresolved:
                CheckUnresolved(reading, start.Unresolved, path + ".unresolved");
                break;
            default:
                break;
        }
    }

    /// <summary>A time left open has at least two readings, and they differ; else it is not open.</summary>
    public static void CheckUnresolved(TermsReading reading, UnresolvedTime unresolved, string path)
    {
        var instants = unresolved.Candidates.Select(StatedInstants.Of).ToList();
        var allTold = instants.TrueForAll(i => i is not null);
        reading.Require(!allTold || (instants.Count > 1 && instants.Distinct().Count() == instants.Count), $"{path}.candidates",
            TermsReasons.CandidatesNotDifferent, "A time left open may mean at least two instants, all different. If it means one, state it as at or until.");
    }

    private static void CheckAfter(TermsReading reading, AfterEvent after, string path, bool mayCountFromEffect)
    {
        var onConditions = after.Event == AnchorEvent.ConditionsMet;
        var onPhase = after.Event == AnchorEvent.PhaseEnd;
        reading.Require(after.Event != AnchorEvent.Unspecified, path + ".event", TermsReasons.FieldRequired, "Say after which event.");
        reading.Require(after.Event != AnchorEvent.Effect || mayCountFromEffect, path + ".event", TermsReasons.AnchorNotPossible,
            "This is itself the effect from which it would count. Count from CONCLUSION, CONDITIONS_MET or PHASE_END, or state an instant.");
        reading.Require(!onConditions || after.Conditions.Count > 0, path + ".conditions", TermsReasons.ConditionsMissing,
            "Name the conditions of which every one must be met.");
        reading.Require(onConditions || after.Conditions.Count == 0, path + ".conditions", TermsReasons.FieldNotApplicable,
            "Conditions belong to CONDITIONS_MET only.");
        reading.Require(onPhase || after.Phase.Length == 0, path + ".phase", TermsReasons.FieldNotApplicable, "A phase belongs to PHASE_END only.");
        reading.Require(StatedInstants.Of(after.NotBefore) is not { } earliest || StatedInstants.Of(after.Deadline) is not { } latest || earliest <= latest,
            path + ".deadline", TermsReasons.WindowEmpty, "The deadline is before the instant before which it cannot begin.");
        for (var i = 0; i < after.Conditions.Count; i++)
        {
            reading.RequireCondition(after.Conditions[i], $"{path}.conditions[{i}]");
        }

        if (onPhase)
        {
            CheckPhaseAnchor(reading, after.Phase, path + ".phase");
        }
    }

    private static void CheckPhaseAnchor(TermsReading reading, string id, string path)
    {
        if (reading.Terms.Phases.FirstOrDefault(p => p.Id == id) is not { } phase)
        {
            reading.Refuse(path, TermsReasons.UnknownPhase, $"These terms have no phase {id}. Name the phase whose end it is.");
            return;
        }

        reading.Require(phase.Period.Length > 0 || phase.EndsOn.Length > 0, path, TermsReasons.PhaseWithoutEnd,
            $"Phase {id} has no end. Give it a period, or the condition that ends it.");
    }

    private static void CheckPart(TermsReading reading, Part? part, string path)
    {
        if (part is null)
        {
            return;
        }

        reading.Require(part.Areas.Count + part.Clauses.Count + part.Parties.Count + part.Acts.Count > 0, path, TermsReasons.PartEmpty,
            "Say of which part it is: at least one area, clause, party or act.");
        for (var i = 0; i < part.Clauses.Count; i++)
        {
            reading.RequireClause(part.Clauses[i], $"{path}.clauses[{i}]");
        }
    }
}
