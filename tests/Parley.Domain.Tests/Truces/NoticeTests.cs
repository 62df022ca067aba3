using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>Notices of denunciation, with the warning period that the text demands (Hague Regulations, art. 36).</summary>
public sealed class NoticeTests
{
    private const string Start = "2020-10-10T08:00:00Z";

    [Fact]
    public void Denunciation_RunsForItsPeriod_AndEndsTheTruce_AtTheVeryInstant()
    {
        var truce = Pair();
        truce.Until("2020-10-12T15:30:00Z");
        Give(truce, Armenia, "Rockets");
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        var notice = Assert.Single(truce.View.Notices);
        Assert.Equal(T("2020-10-12T15:30:00Z").ToTimestamp(), notice.GiveTime);
        Assert.Equal(T("2020-10-15T15:30:00Z").ToTimestamp(), notice.Effective.Instant);

        truce.Until("2020-10-15T15:29:59.999999Z");
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        truce.Until("2020-10-15T15:30:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
        var ending = truce.View.Ending;
        Assert.Equal(T("2020-10-15T15:30:00Z").ToTimestamp(), ending.Time);
        Assert.Equal(Armenia, ending.Actor.Party);
        Assert.Equal(Text("Rockets"), ending.Basis);
    }

    [Fact]
    public void Denunciation_WokenLate_TookEffectWhenItWasDue()
    {
        var truce = Pair();
        Give(truce, Armenia);
        truce.SleepUntil("2020-12-01T00:00:00Z").PassTime();
        Assert.Equal(T("2020-10-13T08:00:00Z").ToTimestamp(), truce.Single(Event.BodyOneofCase.TruceDenounced).DueAt);
        Assert.Equal(T("2020-10-13T08:00:00Z").ToTimestamp(), truce.View.Ending.Time);
    }

    [Fact]
    public void Denunciation_OfDays_CountsOnTheClocksOfTheReferenceZone()
    {
        // The clocks go back in Kyiv on 25 October: three days from the 24th are 73 hours.
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "Europe/Kyiv";
                t.Denunciation = new() { NoticePeriod = "P3D" };
            }),
            "2020-10-24T08:00:00Z");
        Give(truce, Armenia);
        Assert.Equal(T("2020-10-27T09:00:00Z").ToTimestamp(), truce.View.Notices[0].Effective.Instant);
    }

    [Fact]
    public void Withdrawn_UpToTheLastMicrosecond_TheTruceGoesOn()
    {
        var truce = Pair();
        Give(truce, Armenia);
        truce.SleepUntil("2020-10-13T07:59:59.999999Z");
        truce.Accepted(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name });
        Assert.Equal(TruceState.InForce, truce.Shown);
        Assert.Equal(T("2020-10-13T07:59:59.999999Z").ToTimestamp(), truce.View.Notices[0].WithdrawTime);
        truce.Until("2021-01-01T00:00:00Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Refused(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name }, "NO_SUCH_NOTICE");

        Give(truce, Armenia); // And may be given anew.
        truce.Until("2021-01-04T00:00:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void Withdrawn_WhenItHasTakenEffect_IsTooLate()
    {
        var truce = Pair();
        Give(truce, Armenia);
        truce.SleepUntil("2020-10-13T08:00:00Z");
        truce.Refused(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name }, "STATE_FORBIDS");
    }

    [Fact]
    public void Withdrawn_ByAnother_IsDenied()
    {
        var truce = Pair();
        Give(truce, Armenia);
        truce.Refused(For(Azerbaijan), new WithdrawNoticeRequest { Name = truce.Name }, "NO_SUCH_NOTICE");
        truce.Refused(For(Azerbaijan), new WithdrawNoticeRequest { Name = truce.Name, Notice = truce.View.Notices[0].Id }, "PERMISSION_DENIED");
    }

    [Fact]
    public void Withdrawn_OneOfTwoKinds_MustBeNamed()
    {
        var truce = Pair(t => t.Term = new() { AutoRenewing = new() { Period = "P1Y", NoticePeriod = "P1M" } });
        Give(truce, Armenia);
        truce.Accepted(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.NonRenewal });
        truce.Refused(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name }, "NOTICE_AMBIGUOUS");
        truce.Accepted(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name, Notice = truce.View.Notices[0].Id });
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2021-10-10T08:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void BeforeEffect_RunsAsWell_AndCanEndATruceThatNeverTookEffect()
    {
        var truce = Pair(t => t.Effect = Starts("2020-11-01T00:00"));
        Give(truce, Armenia);
        Assert.Equal(TruceState.Scheduled, truce.Shown);
        truce.Until("2020-10-13T08:00:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
        Assert.Null(truce.View.InForceFrom);
    }

    [Fact]
    public void RunningOutAtTheInstantOfExpiry_IsADenunciation()
    {
        // The law's order at one instant: notices before terms.
        var truce = Pair(t => t.Term = new() { Fixed = new() { Period = "P3D" } });
        Give(truce, Armenia);
        truce.Until("2020-10-13T08:00:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void WhereTheTextSetsNoPeriod_OneDenouncesAtOnce()
    {
        var truce = Pair(t => t.Denunciation = null);
        truce.Refused(For(Armenia), Denunciation(truce), "DENOUNCE_AT_ONCE");
        truce.Accepted(For(Armenia), new DenounceTruceRequest { Name = truce.Name, Reason = Text("No longer") });
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void WhereTheTextExcludesIt_ThereIsNoNotice()
    {
        var truce = Pair(t => t.Denunciation = new() { Excluded = true });
        truce.Refused(For(Armenia), Denunciation(truce), "DENUNCIATION_EXCLUDED");
    }

    [Fact]
    public void OfAMechanismsTerm_IsNoDenunciation()
    {
        var truce = Pair();
        var request = Denunciation(truce);
        request.TermOf = new() { Mechanism = "force" };
        truce.Refused(For(Armenia), request, "DENUNCIATION_OF_WHOLE");
    }

    [Fact]
    public void ByAMediator_OrAPartyNotBound_IsRefused()
    {
        var truce = Pair();
        truce.Refused(Mediator, Denunciation(truce), "PERMISSION_DENIED");
        truce.Refused(For(Third), Denunciation(truce), "NOT_BOUND");
    }

    [Fact]
    public void Notices_AreLimited()
    {
        var truce = Pair();
        for (var i = 0; i < TruceLimits.Notices; i++)
        {
            Give(truce, Armenia);
            truce.Accepted(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name });
        }

        truce.Refused(For(Armenia), Denunciation(truce), "LIMIT_REACHED");
    }

    private static TruceDriver Pair(Action<TruceTerms>? change = null) => TruceDriver.Concluded(
        Terms(t =>
        {
            t.Denunciation = new() { NoticePeriod = "P3D" };
            change?.Invoke(t);
        }),
        Start);

    private static GiveNoticeRequest Denunciation(TruceDriver truce, string reason = "") =>
        new() { Name = truce.Name, Kind = NoticeKind.Denunciation, Reason = reason.Length > 0 ? Text(reason) : null };

    private static void Give(TruceDriver truce, string party, string reason = "") => truce.Accepted(For(party), Denunciation(truce, reason));
}
