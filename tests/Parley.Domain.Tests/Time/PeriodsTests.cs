using CsCheck;
using NodaTime;
using NodaTime.Text;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Time;

public sealed class PeriodsTests
{
    private static readonly Gen<string> SomeZone = Gen.OneOf((string[])["Asia/Baku", "Europe/Berlin", "Europe/Moscow", "Pacific/Apia", "Africa/Khartoum", "+04:00", ""]);

    private static readonly Gen<Instant> SomeInstant = Gen.Long[0, 4_000_000_000].Select(Instant.FromUnixTimeSeconds);

    private static readonly Gen<Period> SomePeriod = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 30], Gen.Int[0, 60], Gen.Int[0, 200])
        .Select((years, months, days, hours) => new PeriodBuilder { Years = years, Months = months, Days = days, Hours = hours }.Build());

    [Theory]
    [InlineData("P6M")]
    [InlineData("PT48H")]
    [InlineData("P1DT12H")]
    [InlineData("P2W")]
    [InlineData("P200Y")]
    public void Violation_WholePeriods_AreTaken(string text) => Assert.Null(Periods.Violation(text, "period"));

    [Theory]
    [InlineData("P0D", "PERIOD_ZERO")]
    [InlineData("PT0S", "PERIOD_ZERO")]
    [InlineData("P-1D", "PERIOD_INVALID")]
    [InlineData("-P1D", "PERIOD_INVALID")]
    [InlineData("PT1.5S", "PERIOD_INVALID")]
    [InlineData("P0.5Y", "PERIOD_INVALID")]
    [InlineData("P", "PERIOD_INVALID")]
    [InlineData("PT", "PERIOD_INVALID")]
    [InlineData("P1DT", "PERIOD_INVALID")]
    [InlineData("P1H", "PERIOD_INVALID")]
    [InlineData("6 months", "PERIOD_INVALID")]
    [InlineData("", "PERIOD_INVALID")]
    [InlineData("P201Y", "PERIOD_TOO_LONG")]
    [InlineData("PT9000000000S", "PERIOD_TOO_LONG")]
    [InlineData("P99999999999999999999D", "PERIOD_INVALID")]
    public void Violation_WhatIsNoPeriod_IsRefused(string text, string reason) => Assert.Equal(reason, Periods.Violation(text, "period")!.Reason);

    [Fact]
    public void Violation_ZeroWhereItIsAllowed_IsTaken() => Assert.Null(Periods.Violation("P0D", "period", zeroAllowed: true));

    [Fact]
    public void TryParse_AnyText_NeverThrows() => Gen.String["PTYMWDHS0123456789-.+ "].Sample(text => { _ = Periods.TryParse(text, out _); });

    [Theory]
    [InlineData("2021-01-31T12:00:00Z", "P1M", "UTC", "2021-02-28T12:00:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2020-01-31T12:00:00Z", "P1M", "UTC", "2020-02-29T12:00:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2021-03-27T11:00:00Z", "P1D", "Europe/Berlin", "2021-03-28T10:00:00Z", TimeAdjustment.Unspecified)] // a day of 23 hours
    [InlineData("2021-03-27T11:00:00Z", "PT24H", "Europe/Berlin", "2021-03-28T11:00:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2021-02-28T01:30:00Z", "P1M", "Europe/Berlin", "2021-03-28T01:30:00Z", TimeAdjustment.MovedOutOfGap)] // 02:30 becomes 03:30
    [InlineData("2021-09-30T00:30:00Z", "P1M1D", "Europe/Berlin", "2021-10-31T00:30:00Z", TimeAdjustment.EarlierOfTwo)]
    [InlineData("2021-10-31T01:30:00Z", "PT1H", "Europe/Berlin", "2021-10-31T02:30:00Z", TimeAdjustment.Unspecified)] // from the later of two
    [InlineData("2020-11-09T21:00:00Z", "P5Y", "Asia/Baku", "2025-11-09T21:00:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2020-11-09T21:00:00Z", "P1DT12H", "+03:00", "2020-11-11T09:00:00Z", TimeAdjustment.Unspecified)]
    public void Add_CalendarThenClock_EndsAt(string start, string period, string zone, string end, TimeAdjustment adjustment)
    {
        var time = Periods.Add(At(start), Periods.Parse(period), zone);

        Assert.Equal(At(end), time.ToInstant());
        Assert.Equal(adjustment, time.Adjustment);
    }

    [Theory]
    [InlineData("2025-11-10T00:00:00Z", "P6M", "UTC", "2025-05-10T00:00:00Z")] // the peacekeepers' notice
    [InlineData("2021-08-31T12:00:00Z", "P6M", "UTC", "2021-02-28T12:00:00Z")]
    [InlineData("2021-03-29T10:00:00Z", "P1DT12H", "Europe/Berlin", "2021-03-27T23:00:00Z")] // clock first: 29 March 00:00 local, then a calendar day of 23 hours
    public void Subtract_NoticeBeforeTheEnd_IsDueAt(string end, string period, string zone, string due) =>
        Assert.Equal(At(due), Periods.Subtract(At(end), Periods.Parse(period), zone).ToInstant());

    [Fact]
    public void Add_ALongerPeriodOrALaterStart_NeverEndsEarlier() =>
        Gen.Select(SomeInstant, SomePeriod, SomeZone, Gen.Int[0, 400], Gen.Int[0, 10_000_000]).Sample((start, period, zone, days, seconds) =>
        {
            var longer = new PeriodBuilder(period) { Days = period.Days + days }.Build();
            var end = Periods.Add(start, period, zone).ToInstant();

            // What a clock change adds to one end and not to the other, a day at the most, is not an earlier ending in law.
            var later = Periods.Add(start + NodaTime.Duration.FromSeconds(seconds), period, zone).ToInstant();
            return end >= start && Periods.Add(start, longer, zone).ToInstant() >= end && later >= end - NodaTime.Duration.FromDays(1);
        });

    [Fact]
    public void Subtract_WhatWasAdded_IsTheStartAgainWhereNoMonthEndOrClockChangeInterferes() =>
        Gen.Select(SomeInstant, Gen.Int[0, 2000], Gen.Int[0, 72]).Sample((start, days, hours) =>
        {
            var period = new PeriodBuilder { Days = days, Hours = hours }.Build();
            var end = Periods.Add(start, period, "+04:00").ToInstant();
            return Periods.Subtract(end, period, "+04:00").ToInstant() == start;
        });

    [Fact]
    public void Add_BeyondTheCalendar_StaysWithinIt() =>
        Assert.True(Periods.Add(Instant.MaxValue, Periods.Parse("P200Y"), "Asia/Baku").Instant.IsValid());

    [Theory]
    [InlineData("2020-10-10T01:00:00Z", "06:00", "Asia/Baku", "2020-10-10T02:00:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2020-10-10T02:00:00Z", "06:00", "Asia/Baku", "2020-10-10T02:00:00Z", TimeAdjustment.Unspecified)] // at, not after
    [InlineData("2020-10-10T02:00:01Z", "06:00", "Asia/Baku", "2020-10-11T02:00:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2021-03-28T00:00:00Z", "02:30", "Europe/Berlin", "2021-03-28T01:30:00Z", TimeAdjustment.MovedOutOfGap)]
    [InlineData("2021-10-30T23:00:00Z", "02:30", "Europe/Berlin", "2021-10-31T00:30:00Z", TimeAdjustment.EarlierOfTwo)]
    [InlineData("2021-10-31T01:00:00Z", "02:30", "Europe/Berlin", "2021-10-31T01:30:00Z", TimeAdjustment.Unspecified)]
    [InlineData("2020-10-10T01:00:00Z", "21:45:30", "", "2020-10-10T21:45:30Z", TimeAdjustment.Unspecified)]
    public void TimesOfDayNext_FromAnInstant_IsTheFirstAtOrAfter(string from, string time, string zone, string next, TimeAdjustment adjustment)
    {
        var found = TimesOfDay.Next(At(from), time, zone);

        Assert.Equal(At(next), found.ToInstant());
        Assert.Equal(adjustment, found.Adjustment);
    }

    [Fact]
    public void TimesOfDayNext_AnyInstantAndZone_ComesWithinTwoDaysAndNotBefore() =>
        Gen.Select(SomeInstant, SomeZone, Gen.Int[0, 23], Gen.Int[0, 59]).Sample((from, zone, hour, minute) =>
        {
            var next = TimesOfDay.Next(from, $"{hour:00}:{minute:00}", zone).ToInstant();
            return next >= from && next - from <= NodaTime.Duration.FromHours(49);
        });

    [Theory]
    [InlineData("24:00")]
    [InlineData("6:00")]
    [InlineData("06:00Z")]
    [InlineData("")]
    public void TimesOfDay_WhatIsNone_IsNotRead(string text) => Assert.False(TimesOfDay.TryParse(text, out _));

    [Fact]
    public void Renderings_OneInstant_IsShownOnEachClockInTheOrderOfTheParties()
    {
        Parley.Domain.Time.PartyZone[] parties =
        [
            new("conflicts/k/parties/b", "Europe/Moscow"),
            new("conflicts/k/parties/a", "Asia/Yerevan"),
        ];

        var shown = ResolvedTimes.At(At("2020-11-09T21:00:00Z"), "Europe/Moscow").WithRenderings(parties).Renderings;

        Assert.Equal(["2020-11-10T00:00:00+03:00", "2020-11-10T01:00:00+04:00"], shown.Select(r => r.LocalTime));
        Assert.Equal(parties.Select(p => p.Party), shown.Select(r => r.Party));
    }

    [Fact]
    public void IsAlwaysAtLeast_MonthsAgainstDays_IsSaidOnlyWhereItHoldsFromEveryDay()
    {
        Assert.True(Periods.IsAlwaysAtLeast(Periods.Parse("P6M"), Periods.Parse("P6M")));
        Assert.True(Periods.IsAlwaysLonger(Periods.Parse("P32D"), Periods.Parse("P1M")));
        Assert.False(Periods.IsAlwaysAtLeast(Periods.Parse("P30D"), Periods.Parse("P1M")));
        Assert.False(Periods.IsAlwaysAtLeast(Periods.Parse("P1M"), Periods.Parse("P30D")));
    }

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
