using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using static Parley.Domain.Tests.Truces.EffectTests;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

public sealed class ConditionTests
{
    public static TheoryData<ConditionJudge, string, bool> Judges => new()
    {
        { ConditionJudge.ObservableEvent, "mediator", true },
        { ConditionJudge.ObservableEvent, "monitor", true },
        { ConditionJudge.ObservableEvent, "guarantor", true },
        { ConditionJudge.ObservableEvent, "armenia", false },
        { ConditionJudge.MechanismFinding, "monitor", true },
        { ConditionJudge.MechanismFinding, "mediator", false },
        { ConditionJudge.MechanismFinding, "guarantor", false },
        { ConditionJudge.MechanismFinding, "armenia", false },
        { ConditionJudge.MediatorCertifies, "mediator", true },
        { ConditionJudge.MediatorCertifies, "monitor", false },
        { ConditionJudge.MediatorCertifies, "armenia", false },
        { ConditionJudge.DeclaringPartyJudges, "armenia", true },
        { ConditionJudge.DeclaringPartyJudges, "azerbaijan", false },
        { ConditionJudge.DeclaringPartyJudges, "mediator", false },
        { ConditionJudge.DeclaringPartyJudges, "monitor", false },
    };

    [Theory]
    [MemberData(nameof(Judges))]
    public void RecordCondition_IsForThoseWhoJudgeIt(ConditionJudge judge, string who, bool may)
    {
        var truce = With(Condition("done", judge: judge, party: Armenia));
        var request = Met(truce, "done");
        if (!may)
        {
            Assert.Equal(RejectionCode.PermissionDenied, truce.Refused(Someone(who), request, "PERMISSION_DENIED").Code);
            Assert.Equal(ConditionOutcome.Unspecified, truce.View.Conditions[0].Outcome);
            return;
        }

        request.Basis = Text("Report 12");
        truce.Accepted(Someone(who), request);
        var status = truce.View.Conditions[0];
        Assert.Equal((ConditionOutcome.Met, "Report 12", Someone(who).Subject), (status.Outcome, status.Basis.Values["en"], status.Actor.Subject));
        Assert.Equal(truce.Now, status.Time.ToInstant());
        Assert.Equal(judge == ConditionJudge.DeclaringPartyJudges ? Armenia : "", status.Actor.Party);
    }

    [Fact]
    public void RecordCondition_ForAnotherPartyThanTheOneThatSetIt_Denied()
    {
        var truce = With(Condition("constructive", judge: ConditionJudge.DeclaringPartyJudges, party: Armenia));
        var both = new Caller("envoy", [new(Role.Party, Armenia), new(Role.Party, Azerbaijan)]);
        var request = Met(truce, "constructive");
        request.Party = Azerbaijan;
        truce.Refused(both, request, "PERMISSION_DENIED");
        request.Party = Armenia;
        truce.Accepted(both, request);
    }

    [Fact]
    public void RecordCondition_ThatTheTermsDoNotHave_NamesThoseThatTheyDo()
    {
        var truce = With(Condition("lists"), Condition("vote"));
        var refusal = truce.Refused(Mediator, Met(truce, "list"), "UNKNOWN_CONDITION");
        Assert.Contains("lists, vote", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RecordCondition_OfNothing_OrOfLessThanNothing_Refused()
    {
        var truce = With(Condition("lists"));
        truce.Refused(Mediator, new RecordConditionRequest { Name = truce.Name, Condition = "lists" }, "OUTCOME_OR_UNITS");
        truce.Refused(Mediator, new RecordConditionRequest { Name = truce.Name, Condition = "lists", Units = -1 }, "UNITS_NEGATIVE");
    }

    [Fact]
    public void AnOutcome_IsFinal_UnitsGoOnBeingCounted()
    {
        var truce = With(Condition("hostages"));
        truce.Accepted(Cast.Monitor, Units(truce, "hostages", 10));
        truce.Accepted(Cast.Monitor, Met(truce, "hostages"));
        var settled = truce.View.Conditions[0].Time;
        truce.Until("2020-10-12T00:00:00Z");
        Assert.Equal("MET", truce.Refused(Mediator, Failed(truce, "hostages"), "CONDITION_SETTLED").Metadata["outcome"]);
        truce.Refused(Mediator, Met(truce, "hostages"), "CONDITION_SETTLED");

        truce.Accepted(Mediator, Units(truce, "hostages", 7));
        Assert.Equal((ConditionOutcome.Met, 17, settled), (truce.View.Conditions[0].Outcome, truce.View.Conditions[0].Units, truce.View.Conditions[0].Time));
        truce.Refused(Mediator, Units(truce, "hostages", long.MaxValue), "UNITS_OUT_OF_RANGE");
    }

    [Theory]
    [InlineData(FailureConsequence.Unspecified, TruceState.PendingConditions, TruceState.InForce)]
    [InlineData(FailureConsequence.None, TruceState.PendingConditions, TruceState.InForce)]
    [InlineData(FailureConsequence.Lapses, TruceState.Lapsed, TruceState.InForce)]
    [InlineData(FailureConsequence.Ends, TruceState.Lapsed, TruceState.Expired)]
    public void AFailedRatification_EndsTheTruceOrNot_AsItsTermsSay(FailureConsequence consequence, TruceState before, TruceState inForce)
    {
        // Colombia, October 2016: the vote fails, and whether the silence of arms goes on is a matter of the text.
        var waiting = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("vote", consequence));
                t.Effect = WhenMet("vote");
            }),
            "2020-10-10T08:00:00Z");
        waiting.Accepted(Mediator, Failed(waiting, "vote"));
        Assert.Equal(before, waiting.Shown);

        var running = With(Condition("vote", consequence));
        running.Until("2020-10-12T09:00:00Z");
        running.Accepted(Mediator, Failed(running, "vote"));
        Assert.Equal(inForce, running.Shown);
        Assert.Equal(ConditionOutcome.Failed, running.View.Conditions[0].Outcome);
        if (inForce == TruceState.Expired)
        {
            Assert.Equal(T("2020-10-12T09:00:00Z"), running.View.Ending.Time.ToInstant());
            Assert.Equal("vote", running.Single(Kind.TruceExpired).TruceExpired.Condition);
        }
    }

    [Fact]
    public void AFailedCondition_NamesItself_InTheLapse()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add([Condition("lists"), Condition("vote", FailureConsequence.Lapses)]);
                t.Effect = WhenMet("lists");
            }),
            "2020-10-10T08:00:00Z");
        truce.Accepted(Mediator, Failed(truce, "vote"));
        var lapsed = truce.Single(Kind.TruceLapsed).TruceLapsed;
        Assert.Equal(("CONDITION_FAILED", "vote"), (lapsed.Reason, lapsed.Condition));
    }

    [Fact]
    public void TheLongStopDate_IsKeptByARecordAtItsInstant_AndMissedAMicrosecondLater()
    {
        var kept = WithLongStop();
        kept.Until("2020-10-20T12:00:00Z");
        kept.Accepted(Cast.Monitor, Met(kept, "lists"));
        Assert.Equal(TruceState.InForce, kept.Shown);

        var missed = WithLongStop();
        missed.SleepUntil("2020-10-20T12:00:00.000001Z");
        Assert.Equal("LAPSED", missed.Refused(Cast.Monitor, Met(missed, "lists"), "STATE_FORBIDS").Metadata["state"]);
        Assert.Equal("EFFECT_DEADLINE", missed.Single(Kind.TruceLapsed).TruceLapsed.Reason);
        Assert.Equal(T("2020-10-20T12:00:00.000001Z"), missed.View.Ending.Time.ToInstant());
    }

    [Fact]
    public void TheLongStopDate_IsForTheEvent_NotForTheEffectThatFollowsIt()
    {
        var truce = WithLongStop(period: "P5D");
        truce.Until("2020-10-20T11:00:00Z");
        truce.Accepted(Cast.Monitor, Met(truce, "lists"));
        truce.Until("2020-10-25T11:00:00Z");
        Assert.Equal(T("2020-10-25T11:00:00Z"), truce.State.InForceFrom);
    }

    [Fact]
    public void ATruceUntilAnEvent_EndsWithIt_OrAtTheLatestInstant()
    {
        static TruceTerms UntilRelease(string notAfter = "") => Terms(t =>
        {
            t.Conditions.Add(Condition("released"));
            t.Term = new() { UntilEvent = new() { Condition = "released", NotAfter = notAfter.Length > 0 ? At(notAfter) : null } };
        });
        var met = TruceDriver.Concluded(UntilRelease(), "2020-10-10T08:00:00Z");
        met.Until("2020-10-15T10:00:00Z");
        met.Accepted(Cast.Monitor, Met(met, "released"));
        Assert.Equal((TruceState.Expired, T("2020-10-15T10:00:00Z")), (met.Shown, met.View.Ending.Time.ToInstant()));

        var failed = TruceDriver.Concluded(UntilRelease("2020-11-01T00:00"), "2020-10-10T08:00:00Z");
        failed.Accepted(Cast.Monitor, Failed(failed, "released"));
        Assert.Equal(TruceState.InForce, failed.Shown);
        failed.Until("2020-11-01T00:00:00Z");
        Assert.Equal(TruceState.Expired, failed.Shown);
    }

    [Fact]
    public void RecordCondition_BeforeConclusionOrAfterTheEnd_Refused()
    {
        var draft = TruceDriver.Create(Terms(t => t.Conditions.Add(Condition("lists"))), "2020-10-10T08:00:00Z");
        draft.Refused(Mediator, Met(draft, "lists"), "STATE_FORBIDS");
        var over = With(Condition("lists"));
        over.Accepted(Mediator, new CompleteTruceRequest { Name = over.Name, Basis = Text("Done") });
        over.Refused(Mediator, Met(over, "lists"), "STATE_FORBIDS");
    }

    internal static RecordConditionRequest Units(TruceDriver truce, string condition, long units) =>
        new() { Name = truce.Name, Condition = condition, Units = units };

    private static TruceDriver With(params Condition[] conditions) =>
        TruceDriver.Concluded(Terms(t => t.Conditions.AddRange(conditions)), "2020-10-10T08:00:00Z");

    private static TruceDriver WithLongStop(string period = "") => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Conditions.Add(Condition("lists"));
            t.Effect = WhenMet("lists");
            t.Effect.After.Period = period;
            t.Effect.After.Deadline = At("2020-10-20T12:00");
        }),
        "2020-10-10T08:00:00Z");

    private static Caller Someone(string who) => who switch
    {
        "mediator" => Mediator,
        "monitor" => Cast.Monitor,
        "guarantor" => Guarantor,
        "armenia" => For(Armenia),
        _ => For(Azerbaijan),
    };
}
