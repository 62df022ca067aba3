using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Phases: each ends in one way at most, and none waits for itself.</summary>
internal static class PhaseRules
{
    // No phase can have this id.
    private const string Effect = "";

    public static void Check(TermsReading reading)
    {
        var phases = reading.Terms.Phases;
        for (var i = 0; i < phases.Count; i++)
        {
            var path = $"terms.phases[{i}]";
            reading.Require(phases[i].Period.Length == 0 || phases[i].EndsOn.Length == 0, path + ".ends_on", TermsReasons.FieldNotApplicable,
                "A phase ends after its period or on a condition, not both.");
            if (phases[i].EndsOn.Length > 0)
            {
                reading.RequireCondition(phases[i].EndsOn, path + ".ends_on");
            }

            // Where phases wrongly share an id, the circle is told of the one that waits.
            reading.Require(phases[i].Start?.After is null || !WaitsFor(reading.Terms, phases[i].Id), $"{path}.start.after", TermsReasons.Cycle,
                $"Phase {phases[i].Id} would begin only after itself. Let one phase of the circle begin on something else.");
        }

        reading.Require(!WaitsFor(reading.Terms, Effect), "terms.effect", TermsReasons.Cycle,
            "The truce would take effect only after a phase that waits for its effect. Let one of them begin on something else.");
    }

    /// <summary>True when following what a phase, or the effect, waits for leads back to it.</summary>
    private static bool WaitsFor(TruceTerms terms, string node)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(Needs(terms, node));
        while (open.TryPop(out var next))
        {
            if (next == node)
            {
                return true;
            }

            if (seen.Add(next))
            {
                foreach (var need in Needs(terms, next))
                {
                    open.Push(need);
                }
            }
        }

        return false;
    }

    private static IEnumerable<string> Needs(TruceTerms terms, string node)
    {
        if (node.Length > 0)
        {
            return terms.Phases.Where(p => p.Id == node).SelectMany(p => Needs(p.Start));
        }

        if (terms.Effect is { } effect)
        {
            return Needs(effect);
        }

        // Where every effect is staggered, the first of them is the truce's effect: it hangs on phases only when all do.
        return terms.StaggeredEffects.All(s => Needs(s.Effect).Any()) ? terms.StaggeredEffects.SelectMany(s => Needs(s.Effect)) : [];
    }

    private static IEnumerable<string> Needs(Start? start) => start?.After?.Event switch
    {
        AnchorEvent.PhaseEnd when start.After.Phase.Length > 0 => [start.After.Phase],
        AnchorEvent.Effect => [Effect],
        _ => [],
    };
}
