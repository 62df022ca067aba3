using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;

namespace Parley.Domain.Tests.Truces;

/// <summary>A notice of denunciation that itself says from when: "the ceasefire ends at 23:59 on 10 February".</summary>
public sealed class StatedNoticeTests
{
    [Fact]
    public void AtOrAfterTheWarningPeriod_EndsAtTheStatedInstant()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Denunciation = new() { NoticePeriod = "P10D" }), "2017-01-01T00:00:00Z");
        truce.Until("2017-01-31T12:00:00Z").Accepted(For(Armenia), Notice(truce, "2017-02-10T23:59"));
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);

        truce.Until("2017-02-10T23:58:59.999999Z");
        Assert.Equal(TruceState.NoticeGiven, truce.Shown);
        truce.Until("2017-02-10T23:59:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void BeforeTheWarningPeriodHasRun_Refused()
    {
        var truce = TruceDriver.Concluded(Terms(t => t.Denunciation = new() { NoticePeriod = "P10D" }), "2017-01-01T00:00:00Z");
        var rejection = truce.Refused(For(Armenia), Notice(truce, "2017-01-10T23:59"), "NOTICE_TOO_SHORT");
        Assert.Equal("2017-01-11T00:00:00Z", rejection.Metadata["earliest"]);
        truce.Accepted(For(Armenia), Notice(truce, "2017-01-11T00:00"));
    }

    [Fact]
    public void WhereTheTextSetsNoWarningPeriod_AnyInstantToComeIsTaken()
    {
        var truce = TruceDriver.Concluded(Terms(), "2007-06-05T10:00:00Z");
        truce.Refused(For(Armenia), new GiveNoticeRequest { Name = truce.Name, Kind = NoticeKind.Denunciation }, "DENOUNCE_AT_ONCE");
        truce.Refused(For(Armenia), Notice(truce, "2007-06-05T10:00"), "NOTICE_TOO_SHORT");
        truce.Accepted(For(Armenia), Notice(truce, "2007-06-06T00:00"));
        truce.Until("2007-06-06T00:00:00Z");
        Assert.Equal(TruceState.Denounced, truce.Shown);
    }

    [Fact]
    public void OfNonRenewal_HasNoInstantOfItsOwn()
    {
        var truce = TruceDriver.Concluded(
            Terms(t => t.Term = new() { AutoRenewing = new() { Period = "P120D", NoticePeriod = "P1D" } }), "2022-07-22T14:00:00Z");
        var notice = Notice(truce, "2022-11-01T00:00");
        notice.Kind = NoticeKind.NonRenewal;
        truce.Refused(For(Armenia), notice, "FIELD_NOT_APPLICABLE");
    }

    private static GiveNoticeRequest Notice(TruceDriver truce, string effective) =>
        new() { Name = truce.Name, Kind = NoticeKind.Denunciation, Effective = At(effective) };
}
