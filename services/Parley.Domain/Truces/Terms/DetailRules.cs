using Parley.V1;

namespace Parley.Domain.Truces.Terms;

/// <summary>Smaller things that cannot be: conditions, relations, the severity scale, denunciation, open points.</summary>
internal static class DetailRules
{
    public static void Check(TermsReading reading)
    {
        var terms = reading.Terms;
        for (var i = 0; i < terms.Conditions.Count; i++)
        {
            var condition = terms.Conditions[i];
            reading.Require(condition.Judge != ConditionJudge.DeclaringPartyJudges || condition.Party.Length > 0, $"terms.conditions[{i}].party",
                TermsReasons.PartyRequired, "A condition that its declaring party judges must name that party.");
        }

        for (var i = 0; i < terms.OpenPoints.Count; i++)
        {
            if (terms.OpenPoints[i].Clause is { Length: > 0 } clause)
            {
                reading.RequireClause(clause, $"terms.open_points[{i}].clause");
            }
        }

        var said = new HashSet<(RelationKind, string)>();
        for (var i = 0; i < terms.Relations.Count; i++)
        {
            var relation = terms.Relations[i];
            reading.Require(said.Add((relation.Kind, relation.Truce)), $"terms.relations[{i}]", TermsReasons.DuplicateRelation,
                $"The same is already said of {relation.Truce}.");
        }

        reading.Require(terms.SeverityScale is null or { Version: > 0 }, "terms.severity_scale.version", TermsReasons.NumberOutOfRange,
            "A scale has a version, from 1, so that a finding can say by which it was weighed.");
        reading.Require(terms.Denunciation is not { Excluded: true, NoticePeriod.Length: > 0 }, "terms.denunciation.notice_period",
            TermsReasons.FieldNotApplicable, "A text that forbids denunciation has no notice period for it.");
    }
}
