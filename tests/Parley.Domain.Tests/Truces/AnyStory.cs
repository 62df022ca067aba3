using CsCheck;
using NodaTime;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Terms of every shape, and acts of everybody, in any order.</summary>
internal static class AnyStory
{
    private static readonly Gen<string> Periods = Gen.OneOf("PT36H", "P1D", "P5D", "P1M", "P1M1DT6H", "P100D");

    private static readonly Gen<string> TimesOfDay = Gen.OneOf("", "", "06:00", "02:30", "23:59:59");

    private static readonly Gen<Start> AnyEffect = Gen.OneOf(
        Gen.Int[8, 60].Select(d => Starts(Day(d) + "T00:00", "Asia/Baku")),
        Gen.Const(0).Select(_ => After(AnchorEvent.Conclusion)),
        Gen.Select(Periods, TimesOfDay, (p, t) => After(AnchorEvent.Conclusion, p, t)),
        Gen.Int[8, 60].Select(d => new Start { Window = new() { NotBefore = At(Day(d) + "T00:00"), NotAfter = At(Day(d + 1) + "T12:00") } }),
        Gen.Int[8, 60].Select(d => new Start
        {
            Unresolved = new() { AsStated = "noon", Candidates = { At(Day(d) + "T12:00", "Europe/Moscow"), At(Day(d) + "T12:00", "Asia/Baku") } },
        }),
        Gen.Select(Periods, Gen.Int[8, 200], (p, d) =>
        {
            var start = WhenMet("one");
            (start.After.Period, start.After.Deadline) = (p, At(Day(d) + "T00:00"));
            return start;
        }),
        Gen.Int[8, 200].Select(d => EffectTests.Decided(Day(d) + "T00:00")));

    private static readonly Gen<Term> AnyTerm = Gen.OneOf(
        Gen.Const(0).Select(_ => new Term { Indefinite = new() }),
        Periods.Select(p => new Term { Fixed = new() { Period = p } }),
        Gen.Int[120, 500].Select(d => new Term { Fixed = new() { Until = At(Day(d) + "T00:00", "Asia/Yerevan") } }),
        Gen.Select(Gen.OneOf("P25D", "P1M", "P3M"), Gen.Int[0, 3], (p, n) => new Term { AutoRenewing = new() { Period = p, NoticePeriod = "PT48H", MaximumRenewals = n } }),
        Periods.Select(p => new Term { PerformanceExtended = new() { Period = p, Condition = "two", UnitsPerExtension = 5, Extension = "P2D", MaximumTotal = "P200D" } }),
        Gen.Int[120, 500].Select(d => new Term { UntilEvent = new() { Condition = "two", NotAfter = At(Day(d) + "T00:00") } }));

    private static readonly Gen<Start> AnyStart = Gen.OneOf(
        Gen.Int[8, 90].Select(d => Starts(Day(d) + "T06:00", "Europe/Moscow")),
        Gen.Select(Periods, TimesOfDay, (p, t) => After(AnchorEvent.Effect, p, t)),
        Periods.Select(p => After(AnchorEvent.Conclusion, p)),
        Periods.Select(p => PhaseTests.AfterPhase("first", p)),
        Gen.Const(0).Select(_ => WhenMet("one", "two")));

    public static Gen<TruceTerms> Terms { get; } = Gen.Select(
        Gen.Select(AnyEffect, AnyTerm, Gen.OneOf("", "UTC", "Europe/Paris", "Asia/Baku")),
        Gen.Select(AnyStart, AnyStart, Periods, Periods),
        Gen.Select(AnyStart.Null(), AnyTerm, AnyEffect.Null()),
        Gen.Select(Gen.Bool, Gen.Enum<FailureConsequence>(), Gen.Int[0, 2]),
        (basics, phases, parts, rest) => Cast.Terms(t =>
        {
            (t.Effect, t.Term, t.ReferenceZone) = basics;
            t.Conditions.Add([Condition("one", rest.Item2), Condition("two", rest.Item2)]);
            t.Phases.Add(PhaseTests.Phase("first", After(AnchorEvent.Effect, phases.Item3), phases.Item4));
            t.Phases.Add(PhaseTests.Phase("second", phases.Item1, phases.Item3));
            t.Phases.Add(new Phase { Id = "third", Text = Text("third"), Start = phases.Item2, EndsOn = "two" });
            t.Mechanisms.Add(new Mechanism { Id = "centre", Type = MechanismType.JointMonitoringCentre, Text = Text("Centre"), OwnTerm = new() { Start = parts.Item1, Term = parts.Item2 } });
            if (parts.Item3 is { } staggered)
            {
                t.StaggeredEffects.Add(new StaggeredEffect { Id = "north", Part = new() { Areas = { North } }, Effect = staggered.Clone() });
            }

            t.InterimDuties.Add(new InterimDuty { Id = "refrain", Text = Text("Refrain"), PeriodBeforeEffect = rest.Item1 ? "PT48H" : "" });
            t.Denunciation = new() { NoticePeriod = "P3D" };
            t.AcceptanceDeadline = At("2020-10-14T12:00");
            if (rest.Item3 > 0)
            {
                t.Adherence = new() { Deadline = At(Day(50 * rest.Item3) + "T00:00") };
            }
        }));

    /// <summary>Some twenty acts, of which the law refuses many, over some weeks.</summary>
    public static void Act(TruceDriver truce, int seed)
    {
        var random = new Random(seed);
        if (random.Next(4) > 0)
        {
            truce.AcceptAll();
        }

        for (var i = random.Next(20); i > 0; i--)
        {
            truce.SleepUntil(NodaTime.Text.InstantPattern.ExtendedIso.Format(truce.Now + Duration.FromMinutes(random.Next(3) * random.Next(3000))));
            Step(truce, random);
        }

        truce.PassTime();
    }

    private static void Step(TruceDriver truce, Random random)
    {
        var party = random.Next(2) == 0 ? Armenia : Azerbaijan;
        var condition = random.Next(2) == 0 ? "one" : "two";
        Google.Protobuf.IMessage request = random.Next(10) switch
        {
            < 2 => new AcceptTruceRequest { Name = truce.Name },
            2 => new AdhereToTruceRequest { Name = truce.Name },
            3 => new SuspendTruceRequest { Name = truce.Name, Reason = Text("Fire"), Part = random.Next(2) == 0 ? null : new() { Areas = { North } }, Until = At(Day(random.Next(90)) + "T00:00") },
            4 => new ResumeTruceRequest { Name = truce.Name },
            5 => new GiveNoticeRequest { Name = truce.Name, Kind = random.Next(2) == 0 ? NoticeKind.Denunciation : NoticeKind.NonRenewal, TermOf = random.Next(2) == 0 ? null : new() { Mechanism = "centre" } },
            6 => new WithdrawNoticeRequest { Name = truce.Name },
            7 => EffectTests.Move(truce, At(Day(random.Next(60)) + "T09:00"), random.Next(2) == 0 ? "" : "north"),
            8 => new RecordConditionRequest { Name = truce.Name, Condition = condition, Outcome = (ConditionOutcome)random.Next(3), Units = random.Next(12) },
            _ => OpenEffectTests.Clarify(truce, truce.State.Terms.Effect.Unresolved?.Candidates[random.Next(2)] ?? At(Day(10) + "T00:00")),
        };
        var caller = request switch
        {
            AdhereToTruceRequest => For(Third),
            RescheduleTruceRequest or ClarifyEffectRequest => Mediator,
            RecordConditionRequest => Cast.Monitor,
            _ => For(party),
        };
        truce.Send(caller, request);
    }

    private static string Day(int days) => NodaTime.Text.LocalDatePattern.Iso.Format(new LocalDate(2020, 10, 10).PlusDays(days));
}
