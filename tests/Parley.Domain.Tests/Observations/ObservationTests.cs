using NodaTime;
using Parley.Domain.Access;
using Parley.Domain.Frame;
using Parley.Domain.Incidents;
using Parley.Domain.Tests.Truces;
using Parley.Domain.Time;
using Parley.V1;
using Xunit;
using static Parley.Domain.Tests.Truces.Cast;
using Span = Google.Protobuf.WellKnownTypes.Duration;

namespace Parley.Domain.Tests.Observations;

/// <summary>What somebody saw or heard, recorded as it was told and never changed.</summary>
public sealed class ObservationTests
{
    private static TruceDriver Truce() => TruceDriver.Concluded(Terms(), "2020-10-10T08:00:00Z").Until("2020-10-10T10:00:00Z");

    [Fact]
    public void IsRecorded_WithItsTimesResolved_AsAnEntryOfTheTruce()
    {
        var truce = Truce();
        var head = truce.State;
        truce.Accepted(Cast.Monitor, Report(truce, At("2020-10-10T12:05", "Asia/Baku"), At("2020-10-10T12:10", "Asia/Baku"), new Span { Seconds = 90 }, new Place { Area = North }));

        var e = truce.Single(Event.BodyOneofCase.ObservationReported);
        var (id, entry) = Assert.Single(truce.Entries);
        var view = (Observation)World.Law.ViewEntry(truce.State, entry);
        Assert.Equal((id, truce.Name + "/observations/" + id), (e.Entry, view.Name));
        Assert.Equal((T("2020-10-10T08:05:00Z"), T("2020-10-10T08:10:00Z")), (view.Occurred.From.ToInstant(), view.Occurred.To.ToInstant()));
        Assert.Equal((T("2020-10-10T10:00:00Z"), Etag.Of(e.Version), "MONITOR"), (view.RecordTime.ToInstant(), view.Etag, view.Reporter));
        Assert.Equal(new EntryIndex("REPORTED", Area: North, OccurredFrom: T("2020-10-10T08:05:00Z"), OccurredTo: T("2020-10-10T08:10:00Z")), entry.Index);
        Assert.Same(head, truce.State);
    }

    [Fact]
    public void AnExactTime_BeginsAndEndsThere()
    {
        var truce = Truce();
        truce.Accepted(Cast.Monitor, Report(truce, At("2020-10-10T08:05")));
        var index = truce.Entries.Single().Value.Index;
        Assert.Equal((T("2020-10-10T08:05:00Z"), T("2020-10-10T08:05:00Z")), (index.OccurredFrom, index.OccurredTo));
    }

    [Theory]
    [InlineData("2020-10-10T09:00", "2020-10-10T09:00", null)]
    [InlineData("2020-10-10T09:00", "2020-10-10T08:59:59", "observation.occurred.to INTERVAL_REVERSED")]
    [InlineData("2020-10-10T10:00", "2020-10-10T10:00", null)] // this very instant
    [InlineData("2020-10-10T10:00:01", null, "observation.occurred.from OBSERVED_IN_FUTURE")]
    [InlineData("2020-10-10T09:59", "2020-10-10T10:00:01", "observation.occurred.to OBSERVED_IN_FUTURE")]
    [InlineData("1990-01-01T00:00", "2020-10-10T10:00", null)] // nobody knows better
    public void AnInterval_EndsAfterItBegins_AndNotInTheFuture(string from, string? to, string? violation)
    {
        var truce = Truce();
        var request = Report(truce, At(from), to is null ? null : At(to));
        if (violation is null)
        {
            truce.Accepted(Cast.Monitor, request);
            return;
        }

        var refusal = truce.Refused(Cast.Monitor, request, violation.Split(' ')[1]);
        Assert.Equal([violation], refusal.Fields.Select(f => $"{f.Field} {f.Reason}"));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(86_400, 0, true)]
    [InlineData(86_400, 1, false)]
    [InlineData(86_401, 0, false)]
    [InlineData(0, -1, false)]
    [InlineData(-1, 0, false)]
    [InlineData(-1, 999_999_999, false)]
    [InlineData(1, 1_000_000_000, false)]
    [InlineData(long.MaxValue, int.MaxValue, false)]
    [InlineData(long.MinValue, int.MinValue, false)]
    public void AClockError_IsBetweenNothingAndADay(long seconds, int nanos, bool taken)
    {
        var truce = Truce();
        var request = Report(truce, At("2020-10-10T09:00"), clockError: new Span { Seconds = seconds, Nanos = nanos });
        if (taken)
        {
            truce.Accepted(Cast.Monitor, request);
            return;
        }

        Assert.Equal("observation.occurred.clock_error", Assert.Single(truce.Refused(Cast.Monitor, request, "CLOCK_ERROR_OUT_OF_RANGE").Fields).Field);
    }

    [Theory]
    [InlineData("2020-10-10T10:05:00", true)]
    [InlineData("2020-10-10T10:05:01", false)]
    public void AClockThatIsFast_MayShowTheFuture_ByAsMuchAsItIsWrong(string from, bool taken)
    {
        var truce = Truce();
        var request = Report(truce, At(from), clockError: new Span { Seconds = 300 });
        Assert.Equal(taken ? null : "OBSERVED_IN_FUTURE", truce.Send(Cast.Monitor, request)?.Reason);
    }

    [Fact]
    public void ATimeWithoutZone_OffersWhatItMayMean_OnThePartiesAndMediatorsClocks()
    {
        var truce = Truce();
        var request = Report(truce, new() { LocalTime = "2020-10-10T12:05" }, new() { LocalTime = "2020-10-10T12:10" });
        var refusal = truce.Refused(Cast.Monitor, request, "ZONE_MISSING");
        Assert.Equal(["observation.occurred.from.zone", "observation.occurred.to.zone"], refusal.Fields.Select(f => f.Field));
        Assert.Equal("2020-10-10T08:05:00Z,2020-10-10T09:05:00Z", refusal.Metadata["candidates"]);
        Assert.Equal("2020-10-10T08:10:00Z,2020-10-10T09:10:00Z", refusal.Metadata["candidates.observation.occurred.to"]);
    }

    [Fact]
    public void WithoutATime_IsNone()
    {
        var truce = Truce();
        var request = Report(truce, At("2020-10-10T09:00"));
        request.Observation.Occurred = null;
        Assert.Equal("observation.occurred.from", Assert.Single(truce.Refused(Cast.Monitor, request, "FIELD_REQUIRED").Fields).Field);
        request.Observation.Occurred = new() { To = At("2020-10-10T09:00") };
        truce.Refused(Cast.Monitor, request, "FIELD_REQUIRED");
    }

    [Theory]
    [InlineData(90, 180, 0, "")]
    [InlineData(-90, -180, 5000, "")]
    [InlineData(90.000001, 0, 0, "latitude")]
    [InlineData(0, -180.000001, 0, "longitude")]
    [InlineData(0, 0, -0.001, "uncertainty_m")]
    [InlineData(double.NaN, double.NaN, double.NaN, "latitude longitude uncertainty_m")]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, "latitude longitude uncertainty_m")]
    public void APoint_IsOnTheGlobe(double latitude, double longitude, double uncertainty, string wrong)
    {
        var truce = Truce();
        var request = Report(truce, At("2020-10-10T09:00"), place: new Place { Point = new() { Latitude = latitude, Longitude = longitude, UncertaintyM = uncertainty } });
        if (wrong.Length == 0)
        {
            truce.Accepted(Cast.Monitor, request);
            return;
        }

        var refusal = truce.Refused(Cast.Monitor, request, "OUT_OF_RANGE");
        Assert.Equal(wrong.Split(' ').Select(w => "observation.place.point." + w), refusal.Fields.Select(f => f.Field));
    }

    [Fact]
    public void AnAreaOfAnotherConflict_IsRefused_WithEverythingElseThatIsWrong()
    {
        var truce = Truce();
        var request = Report(
            truce, At("2020-10-10T09:00"), At("2020-10-10T08:00"), place: new Place { Area = "conflicts/other/areas/north", Point = new() { Latitude = 91 } });
        var refusal = truce.Refused(Cast.Monitor, request, "FOREIGN_NAME");
        Assert.Equal(["FOREIGN_NAME", "OUT_OF_RANGE", "INTERVAL_REVERSED"], refusal.Fields.Select(f => f.Reason));
    }

    [Fact]
    public void AnAreaThatTheConflictHasNot_IsRefused()
    {
        var truce = Truce();
        var request = Report(truce, At("2020-10-10T07:00"), place: new Place { Area = Cast.Conflict + "/areas/nowhere" });
        Assert.Equal("observation.place.area", Assert.Single(truce.Refused(Cast.Monitor, request, "UNKNOWN_AREA").Fields).Field);
        request.Observation.Place.Area = North;
        truce.Accepted(Cast.Monitor, request);
    }

    public static TheoryData<string, string> Reporters => new()
    {
        { "monitor", "MONITOR" }, { "mediator", "MEDIATOR" }, { "guarantor", "GUARANTOR" }, { "observer", "OBSERVER" },
        { "armenia", Armenia }, { "both", "PARTY" }, { "monitor and mediator", "MONITOR" }, { "mediator and armenia", "MEDIATOR" },
    };

    [Theory]
    [MemberData(nameof(Reporters))]
    public void TheReporter_IsARoleOrAParty_NeverAName(string who, string reporter)
    {
        Grant[] grants = who switch
        {
            "monitor" => [new(Role.Monitor, Cast.Conflict)],
            "mediator" => [new(Role.Mediator, Cast.Conflict)],
            "guarantor" => [new(Role.Guarantor, Cast.Conflict)],
            "observer" => [new(Role.Observer, Cast.Conflict)],
            "armenia" => [new(Role.Party, Armenia)],
            "both" => [new(Role.Party, Armenia), new(Role.Party, Azerbaijan)],
            "monitor and mediator" => [new(Role.Mediator, Cast.Conflict), new(Role.Monitor, Cast.Conflict)],
            _ => [new(Role.Party, Armenia), new(Role.Mediator, Cast.Conflict)],
        };
        var truce = Truce();
        var request = Report(truce, At("2020-10-10T09:00"));
        request.Observation.Reporter = "Lt. Somebody";
        truce.Accepted(new Caller("somebody", [.. grants]), request);
        var entry = truce.Entries.Single().Value;
        Assert.Equal(reporter, ((Observation)World.Law.ViewEntry(truce.State, entry)).Reporter);
        Assert.Equal(reporter == Armenia ? Armenia : "", entry.Index.Party);
    }

    [Fact]
    public void WhatOnlyParleyWrites_IsNotBelievedFromClients()
    {
        var truce = Truce();
        var request = Report(truce, At("2020-10-10T09:00"));
        request.Observation.Name = truce.Name + "/observations/mine";
        request.Observation.Etag = "v999";
        request.Observation.RecordTime = T("1999-01-01T00:00:00Z").ToTimestamp();
        request.Observation.Occurred.From.Resolved = new() { Instant = T("1999-01-01T00:00:00Z").ToTimestamp() };
        truce.Accepted(Cast.Monitor, request);

        var recorded = truce.Single(Event.BodyOneofCase.ObservationReported).ObservationReported.Observation;
        Assert.Equal(("", null), (recorded.Etag, recorded.RecordTime));
        Assert.Equal(T("2020-10-10T09:00:00Z"), recorded.Occurred.From.ToInstant());
        var view = (Observation)World.Law.ViewEntry(truce.State, truce.Entries.Single().Value);
        Assert.Equal(T("2020-10-10T10:00:00Z"), view.RecordTime.ToInstant());
        Assert.DoesNotContain("mine", view.Name, StringComparison.Ordinal);
    }

    public static TheoryData<TruceState> States => [.. Enum.GetValues<TruceState>().Except([TruceState.Unspecified])];

    [Theory]
    [MemberData(nameof(States))]
    public void InEveryState_WhatIsSeenIsSeen(TruceState state)
    {
        var truce = TruceInState.Of(state);
        Assert.Equal(state, truce.Shown);
        var (before, count) = (truce.State, truce.Events.Count);
        truce.Accepted(For(Armenia), Report(truce, At("2020-10-10T08:00")));
        Assert.Same(before, truce.State);
        Assert.Equal(count + 1, truce.Events.Count);
    }

    [Fact]
    public void AnEntry_NeverChanges()
    {
        var truce = Truce();
        truce.Accepted(Cast.Monitor, Report(truce, At("2020-10-10T09:00")));
        var entry = truce.Entries.Single().Value;
        var view = World.Law.ViewEntry(truce.State, entry);

        truce.Accepted(Mediator, new CompleteTruceRequest { Name = truce.Name, Basis = Text("Done") });
        truce.Accepted(Cast.Monitor, Report(truce, At("2020-10-10T09:00")));
        Assert.Equal(2, truce.Entries.Count);
        Assert.Equal(view, World.Law.ViewEntry(truce.State, truce.Entries[entry.Id]));

        // What is handed out is a copy.
        ((Observation)view).Text.Values["en"] = "Nothing at all";
        Assert.NotEqual(view, World.Law.ViewEntry(truce.State, entry));
        Assert.Throws<UnknownEventException>(() => World.Law.FoldEntry(entry, new Event { Entry = entry.Id, RecordedAt = truce.Now.ToTimestamp(), TruceConcluded = new() }));
        Assert.IsType<ObservationState>(entry);
    }

    internal static ReportObservationRequest Report(TruceDriver truce, LegalTime from, LegalTime? to = null, Span? clockError = null, Place? place = null) => new()
    {
        Parent = truce.Name,
        Observation = new()
        {
            Text = Text("Three bursts of fire"),
            Occurred = new() { From = from, To = to, ClockError = clockError },
            Place = place,
        },
    };
}
