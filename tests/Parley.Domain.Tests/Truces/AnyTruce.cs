using CsCheck;
using Parley.Domain.Tests.Conflicts;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;
using Cast = Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Terms put together at random from pieces of which each makes sense; most of what comes out can be recorded.</summary>
internal static class AnyTruce
{
    /// <summary>A week before the clocks go back in Kyiv, in whose zone some of the terms count.</summary>
    public const string Start = "2020-10-18T08:00:00Z";

    private static readonly Gen<Action<TruceTerms>> AnyEffect = Some.Of<Action<TruceTerms>>(
        t => t.Effect = After(AnchorEvent.Conclusion),
        t => t.Effect = After(AnchorEvent.Conclusion, "P1D", "06:00", "Europe/Kyiv"),
        t => t.Effect = Starts("2020-10-20T00:00", "Asia/Baku"),
        t => t.Effect = Starts("2020-10-17T00:00"),
        t => t.Effect = WhenMet("c1"),
        t =>
        {
            t.Effect = WhenMet("c1", "c2");
            t.Effect.After.Deadline = At("2020-10-24T00:00");
        },
        t => t.Effect = new() { ToBeDecided = new() { DecidedBy = Text("The commanders"), Deadline = At("2020-10-25T00:00") } },
        t => t.Effect = new() { Window = new() { NotBefore = At("2020-10-19T00:00"), NotAfter = At("2020-10-21T00:00") } },
        t => t.Effect = new() { Unresolved = new() { AsStated = "12:00", Candidates = { At("2020-10-19T12:00"), At("2020-10-19T12:00", "Asia/Baku") } } },
        t =>
        {
            t.Effect = null;
            t.StaggeredEffects.Add(new StaggeredEffect { Id = "first", Part = new() { Areas = { North } }, Effect = Starts("2020-10-19T00:00") });
            t.StaggeredEffects.Add(new StaggeredEffect { Id = "second", Part = new() { Areas = { South } }, Effect = WhenMet("c1") });
        });

    private static readonly Gen<Term> AnyTerm = Some.Of<Term>(
        new() { Indefinite = new() },
        new() { Fixed = new() { Period = "P8D", Renewable = true, MaximumTotal = "P20D" } },
        new() { Fixed = new() { Period = "P1M" } },
        new() { Fixed = new() { Until = At("2020-11-10T00:00", "Europe/Kyiv") } },
        new() { Fixed = new() { UntilUnresolved = new() { AsStated = "midnight", Candidates = { At("2020-11-08T00:00"), At("2020-11-09T00:00") } } } },
        new() { AutoRenewing = new() { Period = "P2D", NoticePeriod = "P1D" } },
        new() { AutoRenewing = new() { Period = "P3D", RenewalPeriod = "P1D", NoticePeriod = "PT6H", MaximumRenewals = 9 } },
        new() { PerformanceExtended = new() { Period = "P6D", Condition = "c2", UnitsPerExtension = 2, Extension = "P1D", MaximumTotal = "P12DT12H" } },
        new() { UntilEvent = new() { Condition = "c3", NotAfter = At("2020-11-05T00:00") } },
        new() { UntilEvent = new() { Condition = "c3" } });

    private static readonly Gen<Action<TruceTerms>> AnyExtra = Some.Of<Action<TruceTerms>>(
        t => t.InterimDuties.Add(new InterimDuty { Id = "hold", Text = Text("No gain"), PeriodBeforeEffect = "P1D" }),
        t => t.InterimDuties.Add(new InterimDuty { Id = "stay", Text = Text("No movement") }),
        t => t.Phases.Add(new Phase { Id = "a", Text = Text("a"), Start = After(AnchorEvent.Effect), Period = "P1D" }),
        t =>
        {
            t.Phases.Add(new Phase { Id = "b", Text = Text("b"), Start = After(AnchorEvent.Conclusion, "P1D", "06:00"), EndsOn = "c1" });
            t.Phases.Add(new Phase { Id = "c", Text = Text("c"), Start = new() { After = new() { Event = AnchorEvent.PhaseEnd, Phase = "b" } }, Period = "PT30H" });
        },
        t => t.Mechanisms.Add(Force(new() { AutoRenewing = new() { Period = "P2D", NoticePeriod = "P1D", MaximumRenewals = 5 } })),
        t => t.Mechanisms.Add(Force(new() { Fixed = new() { Period = "P4D" } }, Starts("2020-10-19T00:00"))),
        t => t.Mechanisms.Add(Force(new() { PerformanceExtended = new() { Period = "P1D", Condition = "c2", UnitsPerExtension = 1, Extension = "P1D" } })),
        t => t.Clauses.Add(new Clause { Id = "road", Text = Text("The road"), OwnTerm = new() { Start = WhenMet("c2"), Term = new() { Fixed = new() { Period = "P1D" } } } }),
        t => t.StaggeredEffects.Add(new StaggeredEffect { Id = "south", Part = new() { Areas = { South } }, Effect = Starts("2020-10-22T00:00") }),
        t => t.Adherence = new() { Deadline = At("2020-10-27T00:00") },
        t => t.Adherence = new() { OpenTo = { Third, Fourth } },
        t => t.ExcludedActors.Add(new ExcludedActor { Label = Text("Excluded"), Party = Fourth }),
        t => t.AcceptanceDeadline = At("2020-10-19T00:00"),
        t => t.Denunciation = new() { NoticePeriod = "P2D" },
        t => t.Denunciation = new() { NoticePeriod = "P1M" },
        t => t.Denunciation = new() { Excluded = true },
        t => t.ReferenceZone = "Europe/Kyiv",
        t => t.ReferenceZone = "",
        t => t.OpenPoints.Add(new OpenPoint { Id = "map", Text = Text("A map"), AgreeBy = At("2020-10-26T00:00") }),
        t =>
        {
            t.Reciprocity = TruceReciprocity.Multilateral;
            t.Parties.Add(new TruceParty { Party = Third });
        },
        t =>
        {
            t.Reciprocity = TruceReciprocity.Multilateral;
            t.Parties.Clear();
            t.Adherence = new() { Minimum = 2, Deadline = At("2020-10-21T00:00") };
        },
        t => t.Publicity = Publicity.Secret);

    private static readonly Gen<FailureConsequence> AnyFailure =
        Some.Of(FailureConsequence.None, FailureConsequence.Lapses, FailureConsequence.Ends);

    /// <summary>Any such terms.</summary>
    public static Gen<TruceTerms> Terms { get; } =
        Gen.Select(AnyEffect, AnyTerm, AnyExtra.Array[0, 6], AnyFailure).Select((effect, term, extras, failure) => Cast.Terms(t =>
        {
            t.Conditions.Add(Condition("c1", failure));
            t.Conditions.Add(Condition("c2"));
            t.Conditions.Add(Condition("c3", judge: ConditionJudge.DeclaringPartyJudges, party: Armenia));
            t.Term = term.Clone();
            effect(t);
            foreach (var extra in extras)
            {
                extra(t);
            }
        }));

    private static Mechanism Force(Term term, Start? start = null) =>
        new() { Id = "force", Type = MechanismType.PeacekeepingForce, Text = Text("Peacekeepers"), OwnTerm = new() { Start = start, Term = term } };
}
