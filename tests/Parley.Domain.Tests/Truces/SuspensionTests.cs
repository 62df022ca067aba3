using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using Kind = Parley.V1.Event.BodyOneofCase;

namespace Parley.Domain.Tests.Truces;

public sealed class SuspensionTests
{
    private static TruceDriver InForce(Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Clauses.Add(new Clause { Id = "corridor", Text = Text("The corridor stays open.") });
            t.Areas.Add([North, South]);
            t.Denunciation = new() { NoticePeriod = "P3D" };
            change?.Invoke(t);
        }),
        "2020-10-10T08:00:00Z");

    [Fact]
    public void OfTheWhole_StopsItsOperation_UntilWhoeverSuspendedResumes()
    {
        var truce = InForce();
        truce.Until("2020-10-11T08:00:00Z");
        truce.Accepted(For(Armenia), Suspend(truce));
        Assert.Equal(TruceState.Suspended, truce.Shown);
        var suspension = Assert.Single(truce.View.Suspensions);
        Assert.Equal((Role.Party, Armenia, T("2020-10-11T08:00:00Z")), (suspension.Actor.Role, suspension.Actor.Party, suspension.From.ToInstant()));

        truce.Until("2020-10-12T08:00:00Z");
        truce.Refused(For(Azerbaijan), Resume(truce), "PERMISSION_DENIED");
        truce.Accepted(For(Armenia), Resume(truce));
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-12T08:00:00Z"), truce.View.Suspensions[0].ResumeTime.ToInstant());
        Assert.Equal(T("2020-10-10T08:00:00Z"), truce.View.InForceFrom.ToInstant());
        truce.Refused(For(Armenia), Resume(truce), "NOT_SUSPENDED");
    }

    [Fact]
    public void ByAParty_AMediatorCanEndToo()
    {
        var truce = InForce();
        truce.Accepted(For(Armenia), Suspend(truce));
        truce.Accepted(Mediator, Resume(truce));
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    public static TheoryData<string, Part> Parts => new()
    {
        { "an area", new Part { Areas = { North } } },
        { "a clause", new Part { Clauses = { "corridor" } } },
        { "a party", new Part { Parties = { Azerbaijan } } },
        { "an act", new Part { Acts = { ProhibitedAct.Overflight } } },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void OfAPart_LeavesTheTruceInForce(string what, Part part)
    {
        var truce = InForce();
        truce.Accepted(Mediator, Suspend(truce, part));
        Assert.Equal((what, TruceState.InForce), (what, truce.Shown));
        Assert.Equal(part, Assert.Single(truce.View.Suspensions).Part);
        Assert.Equal(Role.Mediator, truce.View.Suspensions[0].Actor.Role);
    }

    [Fact]
    public void OfWhatThereIsNot_Refused_EachWithItsReason()
    {
        var truce = InForce();
        truce.Refused(Mediator, Suspend(truce, new Part()), "PART_EMPTY");
        var refusal = truce.Refused(
            Mediator, Suspend(truce, new Part { Areas = { "conflicts/other/areas/north", Cast.Conflict + "/areas/east" }, Clauses = { "none" }, Parties = { Third } }), "FOREIGN_NAME");
        Assert.Equal(["FOREIGN_NAME", "AREA_NOT_COVERED", "UNKNOWN_CLAUSE", "NOT_BOUND"], refusal.Fields.Select(f => f.Reason));
    }

    [Fact]
    public void OfAnAreaThatTheConflictHasNot_Refused_WhereTheTermsNameNone()
    {
        var truce = TruceDriver.Concluded(Terms(), "2020-10-10T08:00:00Z");
        var refusal = truce.Refused(Mediator, Suspend(truce, new Part { Areas = { North, Cast.Conflict + "/areas/nowhere" } }), "UNKNOWN_AREA");
        Assert.Equal("part.areas[1]", Assert.Single(refusal.Fields).Field);
        truce.Accepted(Mediator, Suspend(truce, new Part { Areas = { North } }));
    }

    [Fact]
    public void UntilAnInstant_EndsByItselfAtThatInstant()
    {
        var truce = InForce();
        truce.Accepted(Mediator, Suspend(truce, until: At("2020-10-12T06:00", "Asia/Baku")));
        truce.Until("2020-10-12T01:59:59.999999Z");
        Assert.Equal(TruceState.Suspended, truce.Shown);
        truce.Until("2020-10-12T02:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-12T02:00:00Z"), truce.View.Suspensions[0].ResumeTime.ToInstant());
        Assert.Equal(T("2020-10-12T02:00:00Z"), truce.Single(Kind.TruceResumed).DueAt.ToInstant());
    }

    [Fact]
    public void UntilAnInstant_EndedBefore_IsNotEndedAgain()
    {
        var truce = InForce();
        truce.Accepted(Mediator, Suspend(truce, until: At("2020-10-12T06:00")));
        truce.Accepted(Mediator, Resume(truce));
        truce.Until("2020-10-13T00:00:00Z");
        Assert.Single(truce.Of(Kind.TruceResumed));
        Assert.Equal(T("2020-10-10T08:00:00Z"), truce.View.Suspensions[0].ResumeTime.ToInstant());
    }

    [Fact]
    public void UntilAnInstantThatIsNotToCome_Refused()
    {
        var truce = InForce();
        truce.Refused(Mediator, Suspend(truce, until: At("2020-10-10T08:00")), "UNTIL_IN_PAST");
        truce.Refused(Mediator, Suspend(truce, until: new() { LocalTime = "2020-10-12T06:00" }), "ZONE_MISSING");
        truce.Accepted(Mediator, Suspend(truce, until: At("2020-10-10T08:00:01")));
    }

    [Fact]
    public void Several_EachEndsOnItsOwn()
    {
        var truce = InForce();
        truce.Accepted(For(Armenia), Suspend(truce, new Part { Areas = { North } }, At("2020-10-20T00:00")));
        truce.Accepted(For(Azerbaijan), Suspend(truce));
        truce.Accepted(Mediator, Suspend(truce, until: At("2020-10-15T00:00")));
        var refusal = truce.Refused(Mediator, Resume(truce), "SUSPENSION_AMBIGUOUS");
        Assert.All(truce.View.Suspensions, s => Assert.Contains(s.Id, refusal.Message, StringComparison.Ordinal));

        // Two of the whole: it stays suspended until both have ended.
        truce.Until("2020-10-15T00:00:00Z");
        Assert.Equal(TruceState.Suspended, truce.Shown);
        truce.Refused(For(Armenia), Resume(truce, truce.View.Suspensions[1].Id), "PERMISSION_DENIED");
        truce.Refused(For(Armenia), Resume(truce, truce.View.Suspensions[2].Id), "NOT_SUSPENDED");
        truce.Accepted(For(Azerbaijan), Resume(truce, truce.View.Suspensions[1].Id));
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal([true, false, false], truce.View.Suspensions.Select(s => s.ResumeTime is null));
        truce.Until("2020-10-20T00:00:00Z");
        Assert.All(truce.View.Suspensions, s => Assert.NotNull(s.ResumeTime));
    }

    [Fact]
    public void TheStateShown_IsTheEndThenSuspensionThenNoticeThenForce()
    {
        var truce = InForce();
        truce.Accepted(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.Denunciation });
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        truce.Accepted(Mediator, Suspend(truce, new Part { Areas = { North } }));
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        truce.Accepted(Mediator, Suspend(truce));
        Assert.Equal(TruceState.Suspended, truce.Shown);
        truce.Accepted(Mediator, Resume(truce, truce.View.Suspensions[1].Id));
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        truce.Accepted(Mediator, Suspend(truce));
        truce.Until("2020-10-13T08:00:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void WhileSuspended_TheTermRunsOn_AndOut()
    {
        var truce = InForce(t => t.Term = new() { Fixed = new() { Period = "P5D" } });
        truce.Accepted(For(Armenia), Suspend(truce, until: At("2020-10-20T00:00")));
        truce.Until("2020-10-15T08:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Equal(T("2020-10-15T08:00:00Z"), truce.View.Ending.Time.ToInstant());
        truce.Until("2020-11-01T00:00:00Z");
        Assert.Empty(truce.Of(Kind.TruceResumed));
        truce.Refused(For(Armenia), Resume(truce), "STATE_FORBIDS");
    }

    [Fact]
    public void WhileSuspended_TheTermCanBeExtended_AndTheTruceDenouncedOrJudgedOver()
    {
        var truce = InForce(t => t.Term = new() { Fixed = new() { Period = "P5D" } });
        truce.Accepted(For(Armenia), Suspend(truce));
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P5D" });
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name });
        Assert.Equal(T("2020-10-20T08:00:00Z"), truce.View.Term.End.ToInstant());
        truce.Accepted(Mediator, new JudgeCollapsedRequest { Name = truce.Name, Author = Text("The co-chairs"), Basis = Text("General offensive") });
        Assert.Equal(TruceState.Collapsed, truce.Shown);
    }

    [Fact]
    public void ByAPartyThatIsNotBound_OrBeforeEffect_Refused()
    {
        var truce = InForce(t => t.Effect = Starts("2020-10-12T00:00"));
        truce.Refused(For(Armenia), Suspend(truce), "STATE_FORBIDS");
        truce.Until("2020-10-12T00:00:00Z");
        truce.Refused(For(Third), Suspend(truce), "NOT_BOUND");
    }

    internal static SuspendTruceRequest Suspend(TruceDriver truce, Part? part = null, LegalTime? until = null) =>
        new() { Name = truce.Name, Part = part, Reason = Text("Fire from the other bank"), Until = until };

    internal static ResumeTruceRequest Resume(TruceDriver truce, string id = "") => new() { Name = truce.Name, Suspension = id };
}
