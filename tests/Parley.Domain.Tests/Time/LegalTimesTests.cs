using CsCheck;
using Google.Protobuf;
using NodaTime;
using NodaTime.Text;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Time;

public sealed class LegalTimesTests
{
    private static readonly string[] Candidates = ["Asia/Baku", "Asia/Yerevan", "Europe/Moscow"];

    private static readonly Gen<string> SomeZone = Gen.OneOf(DateTimeZoneProviders.Tzdb.Ids.ToArray());

    private static readonly Gen<Instant> SomeInstant =
        Gen.Long[Instant.FromUtc(1901, 1, 1, 0, 0).ToUnixTimeSeconds(), Instant.FromUtc(2499, 12, 31, 0, 0).ToUnixTimeSeconds()]
            .Select(Instant.FromUnixTimeSeconds);

    [Fact]
    public void Resolve_LocalTimeAndOffsetOfAnyInstantInAnyZone_GivesTheInstantBack() =>
        Gen.Select(SomeInstant, SomeZone).Sample((instant, id) =>
        {
            var there = instant.InZone(DateTimeZoneProviders.Tzdb[id]);
            var stated = new LegalTime
            {
                LocalTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss").Format(there.LocalDateTime),
                Zone = id,
                UtcOffset = Zones.Text(there.Offset),
            };
            var withOffsetAlone = new LegalTime { LocalTime = stated.LocalTime, UtcOffset = stated.UtcOffset };

            return Resolved(stated) == instant && Resolved(withOffsetAlone) == instant;
        });

    [Fact]
    public void Resolve_AnyText_NeverThrows() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample((time, zone, offset) =>
        {
            var resolution = LegalTimes.Resolve(new() { LocalTime = time, Zone = zone, UtcOffset = offset }, Candidates, "at");
            return resolution.IsResolved == resolution.Violations.IsEmpty;
        });

    [Fact]
    public void Resolve_NoZoneAndNoTimeOfDay_NamesBothFields()
    {
        var refused = LegalTimes.Resolve(new() { LocalTime = "2020-06-15" }, Candidates, "terms.effect.at").Rejection!;

        Assert.Equal(
            [("terms.effect.at.local_time", "TIME_OF_DAY_MISSING"), ("terms.effect.at.zone", "ZONE_MISSING")],
            refused.Fields.Select(f => (f.Field, f.Reason)));
        Assert.DoesNotContain("candidates", refused.Metadata.Keys);
    }

    [Theory]
    [InlineData("2020-10-18T24:00", "Asia/Baku", "2020-10-17T20:00:00Z,2020-10-18T20:00:00Z")]
    [InlineData("2021-03-28T02:30", "Europe/Berlin", "2021-03-28T00:30:00Z,2021-03-28T01:30:00Z")]
    [InlineData("2021-10-31T02:30", "Europe/Berlin", "2021-10-31T00:30:00Z,2021-10-31T01:30:00Z")]
    [InlineData("2011-12-30T12:00", "Pacific/Apia", "2011-12-29T22:00:00Z,2011-12-30T22:00:00Z")]
    public void Resolve_OpenBetweenTwoInstants_OffersBoth(string local, string zone, string candidates) =>
        Assert.Equal(candidates, Refused(new() { LocalTime = local, Zone = zone }).CandidatesText);

    [Fact]
    public void Resolve_RenderingsDisagree_OffersTheInstantOfEach()
    {
        var stated = new LegalTime { LocalTime = "2020-10-26T08:00", Zone = "Asia/Yerevan" };
        stated.AlsoStated.Add(new StatedTime { LocalTime = "2020-10-26T00:00", Zone = "America/New_York" });
        stated.AlsoStated.Add(new StatedTime { LocalTime = "2020-10-26T16:00", Zone = "UTC" });

        var refused = Refused(stated);

        Assert.Equal("2020-10-26T04:00:00Z,2020-10-26T16:00:00Z", refused.CandidatesText);
        Assert.Equal("at.also_stated[1]", Assert.Single(refused.Violations).Field);
    }

    [Theory]
    [InlineData("+04:00")] // the zone has +02:00 or +01:00 then
    [InlineData("MSK")]
    public void Resolve_OffsetThatTheZoneHasNotThen_IsRefused(string offset) =>
        Assert.Equal("OFFSET_MISMATCH", Refused(new() { LocalTime = "2021-10-31T02:30", Zone = "Europe/Berlin", UtcOffset = offset }).Violations[0].Reason);

    [Theory]
    [InlineData("2021-10-31T02:30+02:00")]
    [InlineData("2021-02-29T12:00")]
    [InlineData("1899-12-31T12:00")]
    [InlineData("2501-01-01T12:00")]
    [InlineData("2021-10-31 02:30")]
    [InlineData("2021-10-31T24:30")]
    [InlineData("12:00, 10 October")]
    [InlineData("")]
    public void Resolve_NoLocalTime_IsRefused(string local) =>
        Assert.Equal("LOCAL_TIME_INVALID", Refused(new() { LocalTime = local, Zone = "Europe/Berlin" }).Violations[0].Reason);

    [Theory]
    [InlineData("europe/moscow")]
    [InlineData("UTC+04")] // an id of the library's own, not of the database
    [InlineData("MSK")]
    public void Resolve_ZoneThatTheDatabaseHasNot_IsRefused(string zone) =>
        Assert.Equal("ZONE_UNKNOWN", Refused(new() { LocalTime = "2020-10-10T12:00", Zone = zone }).Violations[0].Reason);

    [Fact]
    public void Resolve_OffsetAlone_HasNoZone()
    {
        var time = LegalTimes.Resolve(new() { LocalTime = "2020-10-10T12:00", UtcOffset = "+04:00" }, Candidates, "at").Time!;

        Assert.Equal("", time.Resolved.Zone);
        Assert.Equal("+04:00", time.Resolved.UtcOffset);
        Assert.Equal("+04:00", time.Resolved.CountingZone());
        Assert.Equal(Zones.DataVersion, time.Resolved.TzVersion);
    }

    [Fact]
    public void Resolve_WhatWasHandedIn_StaysAsItWas()
    {
        var stated = new LegalTime { LocalTime = "2020-10-18T00:00", Zone = "Asia/Baku" };
        var before = stated.ToByteString();

        _ = LegalTimes.Resolve(stated, Candidates, "at");

        Assert.Equal(before, stated.ToByteString());
    }

    [Fact]
    public void TimeResolver_SeveralBadTimes_GathersAllWithTheCandidatesOfEach()
    {
        var resolver = new TimeResolver(Candidates);

        Assert.Null(resolver.Resolve(null, "absent"));
        Assert.NotNull(resolver.Resolve(new() { LocalTime = "2020-10-18T00:00", Zone = "Asia/Baku" }, "good"));
        Assert.Null(resolver.Resolve(new() { LocalTime = "2020-10-10T12:00" }, "first"));
        Assert.Null(resolver.Resolve(new() { LocalTime = "2020-10-11T12:00" }, "second"));

        var refused = resolver.Rejection!;
        Assert.Equal(["first.zone", "second.zone"], refused.Fields.Select(f => f.Field));
        Assert.Equal("2020-10-10T08:00:00Z,2020-10-10T09:00:00Z", refused.Metadata["candidates"]);
        Assert.Equal("2020-10-11T08:00:00Z,2020-10-11T09:00:00Z", refused.Metadata["candidates.second"]);
    }

    [Theory]
    [InlineData("2019b", "2020-10-17T21:00:00Z", true)]
    [InlineData("2019b", "2020-10-17T20:00:00Z", false)]
    public void ZoneDataChanged_OlderData_IsTrueOnlyForAnotherInstant(string version, string stored, bool changed)
    {
        var stated = new LegalTime { LocalTime = "2020-10-18T00:00", Zone = "Asia/Baku" };
        var instant = InstantPattern.General.Parse(stored).Value;

        Assert.Equal(changed, LegalTimes.ZoneDataChanged(new() { Instant = instant.ToTimestamp(), Zone = "Asia/Baku", TzVersion = version }, stated));
    }

    private static Instant? Resolved(LegalTime stated) => LegalTimes.Resolve(stated, [], "at").Time?.ToInstant();

    private static TimeResolution Refused(LegalTime stated)
    {
        var resolution = LegalTimes.Resolve(stated, Candidates, "at");
        Assert.False(resolution.IsResolved);
        return resolution;
    }
}
