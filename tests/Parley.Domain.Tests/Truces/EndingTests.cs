using Parley.Domain.Time;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Ends that somebody declares: the object met, over in fact, never begun.</summary>
public sealed class EndingTests
{
    [Fact]
    public void ATermCutShort_ShowsWhenItEnded_AndApartFromThatWhenItWasTo()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Period = "P7D" } }), "2020-10-10T08:00:00Z");
        Assert.Equal((T("2020-10-17T08:00:00Z").ToTimestamp(), null, false), (truce.View.Term.End.Instant, truce.View.Term.PlannedEnd, truce.View.Term.Ended));
        truce.Until("2020-10-12T10:00:00Z");
        truce.Accepted(Mediator, new CompleteTruceRequest { Name = truce.Name, Basis = Text("Done") });
        var term = truce.View.Term;
        Assert.Equal((truce.View.Ending.Time, true), (term.End.Instant, term.Ended));
        Assert.Equal(T("2020-10-12T10:00:00Z").ToTimestamp(), term.End.Instant);
        Assert.Equal(T("2020-10-17T08:00:00Z").ToTimestamp(), term.PlannedEnd.Instant);
    }

    [Fact]
    public void AJudgementOfCollapse_EndsTheTerm_SinceWhenItSays()
    {
        var truce = TruceDriver.Concluded(Terms(), "2020-10-10T08:00:00Z").Until("2020-10-14T08:00:00Z");
        truce.Accepted(Mediator, new JudgeCollapsedRequest { Name = truce.Name, Author = Text("A"), Basis = Text("B"), Since = At("2020-10-12T06:00") });
        Assert.Equal((T("2020-10-12T06:00:00Z").ToTimestamp(), null, true), (truce.View.Term.End.Instant, truce.View.Term.PlannedEnd, truce.View.Term.Ended));
    }

    [Fact]
    public void ATermThatRanOut_EndedWhenItWasTo()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Period = "P7D" } }), "2020-10-10T08:00:00Z").Until("2020-11-01T00:00:00Z");
        Assert.Equal((T("2020-10-17T08:00:00Z").ToTimestamp(), null, true), (truce.View.Term.End.Instant, truce.View.Term.PlannedEnd, truce.View.Term.Ended));
    }

    [Fact]
    public void ATruceThatNeverTookEffect_HasNoTermThatBeganOrEnded()
    {
        var truce = TruceDriver.Create(
            Terms(t =>
            {
                t.Effect = Starts("2020-10-12T00:00");
                t.Term = new() { Fixed = new() { Until = At("2020-10-20T00:00") } };
            }),
            "2020-10-10T08:00:00Z");
        truce.Accepted(Mediator, new AbandonTruceRequest { Name = truce.Name, Reason = Text("Overtaken") });
        var term = truce.View.Term;
        Assert.Equal((null, null, false), (term.Start, term.End, term.Ended));
        Assert.Equal(T("2020-10-20T00:00:00Z").ToTimestamp(), term.PlannedEnd.Instant);
    }

    private const string Start = "2020-10-10T08:00:00Z";

    [Fact]
    public void Completed_KeepsWhoSaidSo_AndInWhat()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Until("2020-10-12T00:00:00Z");
        truce.Accepted(Mediator, new CompleteTruceRequest { Name = truce.Name, Basis = Text("All bodies exchanged") });
        Assert.Equal(TruceState.Completed, truce.Shown);
        var ending = truce.View.Ending;
        Assert.Equal(TruceState.Completed, ending.State);
        Assert.Equal(Role.Mediator, ending.Actor.Role);
        Assert.Equal(Text("All bodies exchanged"), ending.Basis);
        Assert.Equal(T("2020-10-12T00:00:00Z").ToTimestamp(), ending.Time);
        Assert.Equal(T(Start).ToTimestamp(), truce.View.InForceFrom);
    }

    [Fact]
    public void Completed_ByAParty_IsDenied()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Refused(For(Armenia), new CompleteTruceRequest { Name = truce.Name, Basis = Text("Enough") }, "PERMISSION_DENIED");
    }

    [Fact]
    public void Collapsed_IsAJudgement_WithItsAuthorItsBasisAndItsInstant()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Until("2020-10-27T12:00:00Z");
        var request = Judgement(truce);
        request.Since = At("2020-10-26T08:05", "Asia/Yerevan");
        truce.Accepted(Guarantor, request);

        Assert.Equal(TruceState.Collapsed, truce.Shown);
        var ending = truce.View.Ending;
        Assert.Equal(Text("The co-chairs"), ending.Author);
        Assert.Equal(Text("Fire along the whole line"), ending.Basis);
        Assert.Equal(Role.Guarantor, ending.Actor.Role); // Who recorded it, which is another matter.
        Assert.Equal(T("2020-10-26T04:05:00Z").ToTimestamp(), ending.Time);
        Assert.Equal(T("2020-10-27T12:00:00Z").ToTimestamp(), truce.Single(Event.BodyOneofCase.TruceCollapsed).RecordedAt);
        Assert.Equal(ending, ((Truce)World.Law.View(truce.Replayed())).Ending);
    }

    [Fact]
    public void Collapsed_WithoutAnInstant_IsOverFromNowOn()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Until("2020-10-27T12:00:00Z");
        truce.Accepted(Mediator, Judgement(truce));
        Assert.Equal(T("2020-10-27T12:00:00Z").ToTimestamp(), truce.View.Ending.Time);
    }

    [Theory]
    [InlineData("2020-10-27T12:00:01", "SINCE_IN_FUTURE")]
    [InlineData("2020-10-10T07:59:59", "SINCE_BEFORE_EFFECT")]
    [InlineData("2020-10-26", "TIME_OF_DAY_MISSING")]
    public void Collapsed_AtAnImpossibleInstant_IsRefused(string since, string reason)
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Until("2020-10-27T12:00:00Z");
        var request = Judgement(truce);
        request.Since = At(since);
        truce.Refused(Mediator, request, reason);
    }

    [Theory]
    [InlineData("2020-10-27T12:00")]
    [InlineData("2020-10-10T08:00")]
    public void Collapsed_NowOrAtEffect_IsPossible(string since)
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Until("2020-10-27T12:00:00Z");
        var request = Judgement(truce);
        request.Since = At(since);
        truce.Accepted(Mediator, request);
        Assert.Equal(TruceState.Collapsed, truce.Shown);
    }

    [Fact]
    public void Collapsed_IsNeverComputed()
    {
        // A truce whose whole operation is suspended for years is still not over.
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Accepted(For(Armenia), new SuspendTruceRequest { Name = truce.Name, Reason = Text("Rockets") });
        truce.Until("2040-01-01T00:00:00Z");
        Assert.Equal(TruceState.Suspended, truce.Shown);
    }

    [Fact]
    public void Collapsed_ByAParty_IsDenied()
    {
        var truce = TruceDriver.Concluded(Terms(), Start);
        truce.Refused(For(Armenia), Judgement(truce), "PERMISSION_DENIED");
    }

    [Fact]
    public void Abandoned_KeepsWhy_AndBindsNobody()
    {
        var truce = TruceDriver.Create(Terms(), Start);
        truce.Accepted(For(Armenia), new AcceptTruceRequest { Name = truce.Name });
        truce.Accepted(Mediator, new AbandonTruceRequest { Name = truce.Name, Reason = Text("Overtaken") });
        Assert.Equal(TruceState.Abandoned, truce.View.Ending.State);
        Assert.Equal(Text("Overtaken"), truce.View.Ending.Basis);
        Assert.Null(truce.View.InForceFrom);
        truce.Refused(For(Azerbaijan), new AcceptTruceRequest { Name = truce.Name }, "STATE_FORBIDS");
    }

    [Fact]
    public void Abandoned_WhenConcluded_IsRefused()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Effect = Starts("2020-11-01T00:00")), Start);
        truce.Refused(Mediator, new AbandonTruceRequest { Name = truce.Name, Reason = Text("Overtaken") }, "STATE_FORBIDS");
    }

    [Fact]
    public void Lapsed_WhenWhatItWaitedForDidNotComeInTime()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("lists"));
                t.Effect = WhenMet("lists");
                t.Effect.After.Deadline = At("2020-10-15T00:00");
            }),
            Start);
        truce.Until("2020-10-15T00:00:00Z");
        Assert.Equal(TruceState.PendingConditions, truce.Shown);
        truce.Until("2020-10-15T00:00:00.000001Z");
        Assert.Equal(TruceState.Lapsed, truce.Shown);
        Assert.Equal("EFFECT_DEADLINE", truce.Single(Event.BodyOneofCase.TruceLapsed).TruceLapsed.Reason);
        Assert.Null(truce.View.InForceFrom);
        Assert.Null(truce.View.Ending.Actor);
    }

    [Fact]
    public void Lapsed_WhenNobodyFixedTheInstantInTime()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Effect = new() { ToBeDecided = new() { DecidedBy = Text("The commanders"), Deadline = At("2020-10-15T00:00") } }), Start);
        truce.Until("2020-10-15T00:00:00Z");
        Assert.Equal(TruceState.Concluded, truce.Shown);
        truce.Until("2020-10-15T00:00:00.000001Z");
        Assert.Equal(TruceState.Lapsed, truce.Shown);
    }

    [Fact]
    public void Lapsed_WhenItsStatedEndHasPassedBeforeItTookEffect()
    {
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.Conditions.Add(Condition("lists"));
                t.Effect = WhenMet("lists");
                t.Term = new() { Fixed = new() { Until = At("2020-10-20T00:00") } };
            }),
            Start);
        truce.Until("2020-10-20T00:00:00.000001Z");
        Assert.Equal(TruceState.Lapsed, truce.Shown);
    }

    private static JudgeCollapsedRequest Judgement(TruceDriver truce) =>
        new() { Name = truce.Name, Author = Text("The co-chairs"), Basis = Text("Fire along the whole line") };
}
