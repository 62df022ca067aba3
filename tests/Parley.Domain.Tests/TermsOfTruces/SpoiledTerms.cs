using Parley.V1;
using static Parley.Domain.Tests.TermsOfTruces.SampleTerms;

namespace Parley.Domain.Tests.TermsOfTruces;

/// <summary>One way to spoil good terms, and what must be said of it.</summary>
internal sealed record Spoiled(string Field, string Reason, Action<TruceTerms> Spoil);

/// <summary>What terms cannot be, one line each.</summary>
internal static class SpoiledTerms
{
    public static readonly Spoiled[] All =
    [
        // names
        new("terms.parties[1].party", "FOREIGN_NAME", t => t.Parties[1].Party = "conflicts/elsewhere/parties/azerbaijan"),
        new("terms.parties[1].party", "UNKNOWN_PARTY", t => t.Parties[1].Party = ConflictName + "/parties/nobody"),
        new("terms.areas[0]", "UNKNOWN_AREA", t => t.Areas[0] = ConflictName + "/areas/nowhere"),
        new("terms.mechanisms[0].coverage[0]", "FOREIGN_NAME", t => t.Mechanisms[0].Coverage.Add("conflicts/elsewhere/areas/sector-one")),
        new("terms.relations[0].truce", "UNKNOWN_TRUCE", t => t.Relations[0].Truce = ConflictName + "/truces/k9"),
        new("terms.relations[0].truce", "RELATED_TO_ITSELF", t => t.Relations[0].Truce = TruceName),
        new("terms.relations[1]", "DUPLICATE_RELATION", t => t.Relations.Add(t.Relations[0].Clone())),

        // parties
        new("terms.parties[2].party", "DUPLICATE_PARTY", t => Multilateral(t).Parties.Add(new TruceParty { Party = Armenia })),
        new("terms.excluded_actors[0].party", "PARTY_EXCLUDED", t => t.ExcludedActors.Add(new ExcludedActor { Label = Text("x"), Party = Armenia })),
        new("terms.excluded_actors[0].party", "PARTY_EXCLUDED", t =>
        {
            t.Adherence = new() { OpenTo = { Third } };
            t.ExcludedActors.Add(new ExcludedActor { Label = Text("x"), Party = Third });
        }),
        new("terms.parties", "RECIPROCITY_MISMATCH", t => t.Reciprocity = TruceReciprocity.Unilateral),
        new("terms.parties", "RECIPROCITY_MISMATCH", t => t.Parties.Add(new TruceParty { Party = Third })),
        new("terms.parties", "RECIPROCITY_MISMATCH", t => { t.Reciprocity = TruceReciprocity.ReciprocalUnilateral; t.Parties.RemoveAt(1); }),
        new("terms.parties", "RECIPROCITY_MISMATCH", t => t.Reciprocity = TruceReciprocity.Multilateral),
        new("terms.parties", "PARTIES_MISSING", t => Multilateral(t).Parties.Clear()),
        new("terms.conditions[0].party", "PARTY_REQUIRED", t => t.Conditions[0].Judge = ConditionJudge.DeclaringPartyJudges),

        // ids and references
        new("terms.clauses[1].id", "DUPLICATE_ID", t => t.Clauses[1].Id = "stop"),
        new("terms.mechanisms[1].id", "DUPLICATE_ID", t => t.Mechanisms[1].Id = "force"),
        new("terms.severity_scale.grades[1].id", "DUPLICATE_ID", t => t.SeverityScale = new() { Version = 1, Grades = { Grade("s1-light"), Grade("s1-light") } }),
        new("terms.effect.after.conditions[1]", "UNKNOWN_CONDITION", t => t.Effect = OnConditions("withdrawn", "nothing")),
        new("terms.phases[1].ends_on", "UNKNOWN_CONDITION", t => t.Phases[1].EndsOn = "nothing"),
        new("terms.term.until_event.condition", "UNKNOWN_CONDITION", t => t.Term = new() { UntilEvent = new() { Condition = "nothing" } }),
        new("terms.term.performance_extended.condition", "UNKNOWN_CONDITION", t => t.Term = Earned(condition: "nothing")),
        new("terms.staggered_effects[0].part.clauses[0]", "UNKNOWN_CLAUSE", t => t.StaggeredEffects.Add(Staggered("p1", new() { Clauses = { "nothing" } }))),
        new("terms.open_points[0].clause", "UNKNOWN_CLAUSE", t => t.OpenPoints.Add(new OpenPoint { Id = "p1", Text = Text("x"), Clause = "nothing" })),
        new("terms.phases[1].start.after.phase", "UNKNOWN_PHASE", t => t.Phases[1].Start = AfterPhase("nothing")),

        // beginnings
        new("terms.effect", "EFFECT_MISSING", t => t.Effect = null),
        new("terms.effect", "ONE_OF_REQUIRED", t => t.Effect = new()),
        new("terms.effect.after.event", "ANCHOR_NOT_POSSIBLE", t => t.Effect = Anchored(AnchorEvent.Effect)),
        new("terms.effect.after.event", "FIELD_REQUIRED", t => t.Effect = Anchored(AnchorEvent.Unspecified)),
        new("terms.effect.after.conditions", "CONDITIONS_MISSING", t => t.Effect = Anchored(AnchorEvent.ConditionsMet)),
        new("terms.effect.after.conditions", "FIELD_NOT_APPLICABLE", t => { t.Effect = OnConditions("withdrawn"); t.Effect.After.Event = AnchorEvent.Conclusion; }),
        new("terms.effect.after.phase", "FIELD_NOT_APPLICABLE", t => { t.Effect = Anchored(AnchorEvent.Conclusion); t.Effect.After.Phase = "aghdam"; }),
        new("terms.effect.after.zone", "ZONE_UNKNOWN", t => { t.Effect = Anchored(AnchorEvent.Conclusion); t.Effect.After.Zone = "Asia/Karabakh"; }),
        new("terms.effect.after.time_of_day", "TIME_OF_DAY_INVALID", t => { t.Effect = Anchored(AnchorEvent.Conclusion); t.Effect.After.TimeOfDay = "24:00"; }),
        new("terms.staggered_effects[0].effect.after.event", "ANCHOR_NOT_POSSIBLE", t =>
        {
            t.Effect = null;
            t.StaggeredEffects.Add(new StaggeredEffect { Id = "p1", Part = new() { Areas = { Sector } }, Effect = Anchored(AnchorEvent.Effect) });
        }),
        new("terms.staggered_effects[0].part", "PART_EMPTY", t => t.StaggeredEffects.Add(Staggered("p1", new()))),
        new("terms.effect.window.not_after", "WINDOW_EMPTY", t => t.Effect = new() { Window = new() { NotBefore = At("2020-11-10T02:00"), NotAfter = At("2020-11-10T02:00") } }),
        new("terms.effect.window.not_after", "FIELD_REQUIRED", t => t.Effect = new() { Window = new() { NotBefore = At("2020-11-10T02:00") } }),
        new("terms.effect.unresolved.candidates", "CANDIDATES_NOT_DIFFERENT", t => t.Effect = new()
        {
            Unresolved = new() { AsStated = "midnight", Candidates = { At("2020-11-10T00:00"), At("2020-11-10T01:00", "Asia/Baku") } },
        }),
        new("terms.effect.at.zone", "ZONE_MISSING", t => t.Effect.At.Zone = ""),
        new("terms.phases[0].start.after", "CYCLE", t => t.Phases[0].Start = AfterPhase("lachin")),
        new("terms.effect", "CYCLE", t => t.Effect = AfterPhase("aghdam")),
        new("terms.phases[1].start.after.phase", "PHASE_WITHOUT_END", t => t.Phases[0].Period = ""),
        new("terms.phases[0].ends_on", "FIELD_NOT_APPLICABLE", t => t.Phases[0].EndsOn = "withdrawn"),

        // terms
        new("terms.term", "FIELD_REQUIRED", t => t.Term = null),
        new("terms.term", "ONE_OF_REQUIRED", t => t.Term = new()),
        new("terms.term.fixed", "ONE_OF_REQUIRED", t => t.Term = new() { Fixed = new() }),
        new("terms.term.fixed", "ONE_OF_REQUIRED", t => t.Term = new() { Fixed = new() { Period = "P7D", Until = At("2020-11-20T00:00") } }),
        new("terms.term.fixed.period", "PERIOD_ZERO", t => t.Term = new() { Fixed = new() { Period = "P0D" } }),
        new("terms.term.fixed.period", "PERIOD_INVALID", t => t.Term = new() { Fixed = new() { Period = "seven days" } }),
        new("terms.term.fixed.maximum_total", "MAXIMUM_TOO_SHORT", t => t.Term = new() { Fixed = new() { Period = "P2M", MaximumTotal = "P58D" } }),
        new("terms.term.auto_renewing.period", "RENEWAL_TOO_SHORT", t => t.Term = new() { AutoRenewing = new() { Period = "PT59M59S", NoticePeriod = "PT1M" } }),
        new("terms.term.auto_renewing.renewal_period", "RENEWAL_TOO_SHORT", t => t.Term = new() { AutoRenewing = new() { Period = "P1D", RenewalPeriod = "PT1S", NoticePeriod = "PT0S" } }),
        new("terms.mechanisms[0].own_term.term.auto_renewing.period", "RENEWAL_TOO_SHORT", t => t.Mechanisms[0].OwnTerm.Term.AutoRenewing.Period = "PT1S"),
        new("terms.term.auto_renewing.notice_period", "NOTICE_TOO_LONG", t => t.Term = new() { AutoRenewing = new() { Period = "P6M", NoticePeriod = "P6M" } }),
        new("terms.term.performance_extended.units_per_extension", "NUMBER_OUT_OF_RANGE", t => t.Term = Earned(units: 0)),
        new("terms.term", "END_BEFORE_EFFECT", t => t.Term = new() { Fixed = new() { Until = At("2020-11-10T01:00", "Asia/Yerevan") } }),
        new("terms.adherence.deadline", "DEADLINE_AFTER_END", t =>
        {
            t.Term = new() { Fixed = new() { Until = At("2020-12-10T00:00") } };
            t.Adherence = new() { Deadline = At("2020-12-11T00:00") };
        }),
        new("terms.mechanisms[0].own_term.term.auto_renewing.notice_period", "NOTICE_TOO_LONG", t => t.Mechanisms[0].OwnTerm.Term.AutoRenewing.NoticePeriod = "P5Y"),
        new("terms.mechanisms[0].own_term.start.after.conditions[0]", "UNKNOWN_CONDITION", t => t.Mechanisms[0].OwnTerm.Start = OnConditions("nothing")),
        new("terms.clauses[0].own_term.term", "FIELD_REQUIRED", t => t.Clauses[0].OwnTerm = new()),
        new("terms.clauses[0].own_term.term", "END_BEFORE_EFFECT", t => t.Clauses[0].OwnTerm = new() { Term = new() { Fixed = new() { Until = At("2020-11-09T00:00") } } }),

        // details
        new("terms.reference_zone", "ZONE_UNKNOWN", t => t.ReferenceZone = "MSK"),
        new("terms.reference_lines[0].as_of", "DATE_INVALID", t => t.ReferenceLines[0].AsOf = "2020-02-30"),
        new("terms.severity_scale.version", "NUMBER_OUT_OF_RANGE", t => t.SeverityScale = new() { Grades = { Grade("s1-light") } }),
        new("terms.denunciation.notice_period", "FIELD_NOT_APPLICABLE", t => t.Denunciation = new() { Excluded = true, NoticePeriod = "P3D" }),
    ];

    private static TruceTerms Multilateral(TruceTerms terms)
    {
        terms.Reciprocity = TruceReciprocity.Multilateral;
        terms.Adherence = new();
        return terms;
    }

    private static Start OnConditions(params string[] conditions)
    {
        var start = Anchored(AnchorEvent.ConditionsMet);
        start.After.Conditions.Add(conditions);
        return start;
    }

    private static Term Earned(string condition = "withdrawn", int units = 10) => new()
    {
        PerformanceExtended = new() { Period = "P4D", Condition = condition, UnitsPerExtension = units, Extension = "P1D", MaximumTotal = "P10D" },
    };

    private static StaggeredEffect Staggered(string id, Part part) => new() { Id = id, Part = part, Effect = new() { At = At("2020-11-12T00:00") } };

    private static SeverityGrade Grade(string id) => new() { Id = id, Text = Text("x") };
}
