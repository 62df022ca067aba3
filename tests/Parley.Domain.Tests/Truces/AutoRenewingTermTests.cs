using Parley.Domain.Time;
using Parley.Domain.Truces;
using Parley.V1;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>A term that renews itself unless somebody gives notice in time, as that of the peacekeepers of November 2020.</summary>
public sealed class AutoRenewingTermTests
{
    private const string Start = "2020-11-10T00:00:00Z";
    private const string FirstEnd = "2025-11-10T00:00:00Z";
    private const string LastInstantForNotice = "2025-05-10T00:00:00Z";

    [Fact]
    public void WithoutNotice_RenewsItself_WithoutAGap()
    {
        var truce = FiveYears();
        truce.Until(FirstEnd);

        Assert.Equal(TruceState.InForce, truce.Shown);
        var renewed = truce.Single(Event.BodyOneofCase.TruceRenewed);
        Assert.Equal(T(FirstEnd).ToTimestamp(), renewed.DueAt);
        Assert.Equal(T("2030-11-10T00:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(1, truce.View.Term.Extensions);
    }

    [Fact]
    public void AfterALongSleep_RenewsAtEachOfItsEnds()
    {
        var truce = FiveYears();
        truce.SleepUntil("2041-01-01T00:00:00Z").PassTime();
        Assert.Equal(
            [FirstEnd, "2030-11-10T00:00:00Z", "2035-11-10T00:00:00Z", "2040-11-10T00:00:00Z"],
            truce.Of(Event.BodyOneofCase.TruceRenewed).Select(e => e.DueAt.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'")));
        Assert.Equal(T("2045-11-10T00:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void Notice_AtItsVeryLastInstant_IsInTime()
    {
        var truce = FiveYears();
        Assert.Equal(T(LastInstantForNotice).ToTimestamp(), truce.View.Term.NoticeDeadline.Instant);
        truce.Until(LastInstantForNotice);
        Give(truce);
        Assert.Equal(TruceState.InForce, truce.Shown); // It is not denounced; it will only not go on.

        truce.Until("2025-11-09T23:59:59.999999Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until(FirstEnd);
        Assert.Equal(TruceState.Expired, truce.Shown);
        Assert.Empty(truce.Of(Event.BodyOneofCase.TruceRenewed));
    }

    [Fact]
    public void Notice_AMicrosecondTooLate_IsRefused_AndItRenews()
    {
        var truce = FiveYears();
        truce.Until("2025-05-10T00:00:00.000001Z");
        var refusal = truce.Refused(For(Armenia), NoticeOf(truce), "NOTICE_TOO_LATE");
        Assert.Equal(LastInstantForNotice, refusal.Metadata["latest"]);
        Assert.Equal(FirstEnd, refusal.Metadata["end"]);

        truce.Until(FirstEnd);
        Assert.Equal(TruceState.InForce, truce.Shown);
        Give(truce); // For the next end it is early enough.
        truce.Until("2030-11-10T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void NoticeWithdrawn_RenewsAfterAll()
    {
        var truce = FiveYears();
        Give(truce);
        truce.Until("2025-11-09T23:59:59.999999Z");
        truce.Accepted(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name });
        truce.Until(FirstEnd);
        Assert.Equal(TruceState.InForce, truce.Shown);
    }

    [Fact]
    public void NoticesOfTwo_OneWithdrawn_TheOtherStands()
    {
        var truce = FiveYears();
        Give(truce);
        truce.Accepted(For(Azerbaijan), NoticeOf(truce));
        truce.Accepted(For(Armenia), new WithdrawNoticeRequest { Name = truce.Name });
        truce.Until(FirstEnd);
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void Notice_Twice_IsRefused()
    {
        var truce = FiveYears();
        Give(truce);
        var refusal = truce.Refused(For(Armenia), NoticeOf(truce), "NOTICE_RUNNING");
        Assert.Equal(truce.View.Notices[0].Id, refusal.Metadata["notice"]);
    }

    [Fact]
    public void MaximumOfRenewals_IsKept_AndAfterItThereIsNothingToGiveNoticeOf()
    {
        var truce = Renewing(new() { Period = "P1M", RenewalPeriod = "P2W", NoticePeriod = "P3D", MaximumRenewals = 2 });
        truce.Until("2020-12-24T00:00:00Z");
        Assert.Equal(2, truce.Of(Event.BodyOneofCase.TruceRenewed).Length);
        Assert.Equal(T("2021-01-07T00:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Null(truce.View.Term.NoticeDeadline);
        truce.Refused(For(Armenia), NoticeOf(truce), "NO_RENEWAL_TO_STOP");

        truce.Until("2021-01-07T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void MonthsFromTheThirtyFirst_EachRunFromTheEndBefore()
    {
        var truce = Renewing(new() { Period = "P1M", NoticePeriod = "P1W" }, "2021-01-31T00:00:00Z");
        truce.SleepUntil("2021-04-01T00:00:00Z").PassTime();
        Assert.Equal(
            [T("2021-02-28T00:00:00Z").ToTimestamp(), T("2021-03-28T00:00:00Z").ToTimestamp()],
            truce.Of(Event.BodyOneofCase.TruceRenewed).Select(e => e.DueAt));
    }

    [Fact]
    public void NoticePeriod_IsCountedBackOnTheClocksOfTheReferenceZone()
    {
        // The day before the end has 23 hours in Kyiv, so "one day before" is 23 hours before.
        var truce = TruceDriver.Concluded(
            Terms(t =>
            {
                t.ReferenceZone = "Europe/Kyiv";
                t.Term = new() { AutoRenewing = new() { Period = "P7D", NoticePeriod = "P1D" } };
            }),
            "2020-03-22T10:00:00Z");
        Assert.Equal(T("2020-03-29T09:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
        Assert.Equal(T("2020-03-28T10:00:00Z").ToTimestamp(), truce.View.Term.NoticeDeadline.Instant);
    }

    [Fact]
    public void NoNoticePeriodAtAll_NoticeIsInTimeUntilTheEnd_AtWhichItRenews()
    {
        var truce = Renewing(new() { Period = "P1M", NoticePeriod = "P0D" });
        truce.Until("2020-12-10T00:00:00Z");
        Give(truce); // At the instant of the end it has renewed itself; this is for the next.
        Assert.Equal(T("2021-01-10T00:00:00Z").ToTimestamp(), truce.View.Notices[0].Effective.Instant);
        truce.Until("2021-01-10T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void NonRenewal_OfATermThatDoesNotRenewItself_IsRefused()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Term = new() { Fixed = new() { Period = "P1M" } }), Start);
        truce.Refused(For(Armenia), NoticeOf(truce), "NO_RENEWAL_TO_STOP");
    }

    [Fact]
    public void ExtendedByConsent_TheNoticeGivenStands_AtTheNewEnd()
    {
        var truce = FiveYears();
        Give(truce);
        truce.Accepted(For(Armenia), new ProposeExtensionRequest { Name = truce.Name, Period = "P1Y" });
        truce.Accepted(For(Azerbaijan), new AcceptExtensionRequest { Name = truce.Name });
        Assert.Equal(T("2026-11-10T00:00:00Z").ToTimestamp(), truce.View.Notices[0].Effective.Instant);
        truce.Until("2026-11-09T23:59:59Z");
        Assert.Equal(TruceState.InForce, truce.Shown);
        truce.Until("2026-11-10T00:00:00Z");
        Assert.Equal(TruceState.Expired, truce.Shown);
    }

    [Fact]
    public void TheShortestPeriod_RenewsByTheHour_AndStaysSmall()
    {
        var truce = Renewing(new() { Period = "PT1H", NoticePeriod = "PT10M" });
        truce.SleepUntil("2020-11-20T00:30:00Z").PassTime();
        Assert.Equal(240, truce.Of(Event.BodyOneofCase.TruceRenewed).Length);
        Assert.Equal((T("2020-11-20T01:00:00Z").ToTimestamp(), 240), (truce.View.Term.End.Instant, truce.View.Term.Extensions));
        Assert.Single(truce.State.Running.Values.Single().Steps);

        // Counted again from a new text, all that was renewed still counts.
        truce.Accepted(Mediator, new AmendTruceRequest
        {
            Name = truce.Name,
            Terms = new() { Term = new() { AutoRenewing = new() { Period = "PT1H", NoticePeriod = "PT20M" } } },
            UpdateMask = new() { Paths = { "term" } },
            AgreedBy = { Both },
        });
        Assert.Equal(T("2020-11-20T01:00:00Z").ToTimestamp(), truce.View.Term.End.Instant);
    }

    [Fact]
    public void TheForecastOfTheShortestPeriod_EndsAtItsLimit_AndSaysSo()
    {
        var truce = Renewing(new() { Period = "PT1H", NoticePeriod = "PT10M" });
        var forecast = truce.Forecast("2030-01-01T00:00:00Z");
        Assert.Equal((TruceLimits.ForecastItems, true), (forecast.Items.Count, forecast.Truncated));
    }

    private static TruceDriver FiveYears() => Renewing(new() { Period = "P5Y", NoticePeriod = "P6M" });

    private static TruceDriver Renewing(AutoRenewingTerm term, string start = Start) =>
        TruceDriver.Concluded(Terms(t => t.Term = new() { AutoRenewing = term }), start);

    private static GiveNoticeRequest NoticeOf(TruceDriver truce) => new() { Name = truce.Name, Kind = NoticeKind.NonRenewal };

    private static void Give(TruceDriver truce) => truce.Accepted(For(Armenia), NoticeOf(truce));
}
