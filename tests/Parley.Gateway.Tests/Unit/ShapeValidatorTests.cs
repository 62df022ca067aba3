using Google.Protobuf.WellKnownTypes;
using Parley.Domain.Frame;
using Parley.Gateway.Shape;
using Parley.V1;

namespace Parley.Gateway.Tests.Unit;

public class ShapeValidatorTests
{
    private readonly ShapeValidator _validator = new();

    [Fact]
    public void Check_ARequestThatIsRight_FindsNothing() => Assert.Null(_validator.Check(Report()));

    [Fact]
    public void Check_AnEmptyRequest_NamesEveryRequiredFieldAtOnce()
    {
        var rejection = _validator.Check(new ReportObservationRequest { Observation = new() })!;

        Assert.Equal(RejectionCode.InvalidArgument, rejection.Code);
        Assert.Equal(["parent", "observation.text", "observation.occurred"], rejection.Fields.Select(f => f.Field));
        Assert.All(rejection.Fields, f => Assert.Equal("FIELD_REQUIRED", f.Reason));
        Assert.Equal("3", rejection.Metadata["violations"]);
    }

    [Fact]
    public void Check_InListsAndMaps_GivesTheFullPath()
    {
        var request = new CreateTruceRequest { Parent = "conflicts/x", TruceId = "t1", Terms = Terms() };
        request.Terms.Parties.Add(new TruceParty { Party = "conflicts/x/parties/a" });
        request.Terms.Parties.Add(new TruceParty { Party = "parties/b" });
        request.Terms.Title.Values["x!"] = "Ceasefire";

        var fields = _validator.Check(request)!.Fields.Select(f => (f.Field, f.Reason)).ToList();

        Assert.Contains(("terms.parties[1].party", "NAME_INVALID"), fields);
        Assert.Contains(("terms.title.values[\"x?\"]", "LANGUAGE_INVALID"), fields);
    }

    [Theory]
    [InlineData("conflicts/x/truces/t1", null)]
    [InlineData("conflicts/x", "NAME_INVALID")]
    [InlineData("conflicts/X/truces/t1", "NAME_INVALID")]
    [InlineData("conflicts/x/truces/t1/", "NAME_INVALID")]
    public void Check_AResourceName_MustHaveThePattern(string parent, string? reason) =>
        Assert.Equal(reason, ReasonOf(new ReportObservationRequest(Report()) { Parent = parent.Replace("/x", "/xx", StringComparison.Ordinal) }));

    [Theory]
    [InlineData("conflicts/xx", null)]
    [InlineData("conflicts/xx/press/p1", null)]
    [InlineData("conflicts/xx/parties/p1", "NAME_INVALID")]
    public void Check_OneOfSeveralPatterns_IsEnough(string journal, string? reason) =>
        Assert.Equal(reason, ReasonOf(new ListEventsRequest { Journal = journal }));

    [Theory]
    [InlineData("0b9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c11", null)]
    [InlineData("0B9D7F1E-5C7D-4B39-8D0F-3F8F7A1F5C11", null)]
    [InlineData("", null)]
    [InlineData("{0b9d7f1e-5c7d-4b39-8d0f-3f8f7a1f5c11}", "UUID_INVALID")]
    [InlineData("00000000-0000-0000-0000-000000000000", "UUID_INVALID")]
    public void Check_ARequestId_MustBeAUuidWhereItIsGiven(string id, string? reason) =>
        Assert.Equal(reason, ReasonOf(new ReportObservationRequest(Report()) { RequestId = id }));

    [Theory]
    [InlineData(0, null)]
    [InlineData(500, null)]
    [InlineData(501, "OUT_OF_RANGE")]
    [InlineData(-1, "OUT_OF_RANGE")]
    public void Check_APageSize_HasLimits(int size, string? reason) =>
        Assert.Equal(reason, ReasonOf(new ListConflictsRequest { PageSize = size }));

    [Theory]
    [InlineData(65536, null)]
    [InlineData(65537, "TOO_LONG")]
    public void Check_ATextAtItsLimit_CountsBytesOfUtf8(int bytes, string? reason)
    {
        var request = Report();
        request.Observation.Text.Values["hy"] = new string('\u0531', bytes / 2) + new string('a', bytes % 2);
        Assert.Equal(reason, ReasonOf(request));
    }

    [Theory]
    [InlineData("line\nand\ttab", null)]
    [InlineData("\u200fعربي\u2067x\u2069", null)]
    [InlineData("\ud83d\ude00", null)]
    [InlineData("a\rb", "CONTROL_CHARACTER")]
    [InlineData("a\0b", "CONTROL_CHARACTER")]
    [InlineData("a\u007fb", "CONTROL_CHARACTER")]
    [InlineData("a\u0085b", "CONTROL_CHARACTER")]
    public void Check_AText_MayHaveAnythingButControls(string text, string? reason)
    {
        var request = Report();
        request.Observation.Text.Values["en"] = text;
        Assert.Equal(reason, ReasonOf(request));
    }

    [Theory]
    [InlineData("\u202bعربي\u202c \u2068x\u2069 \u200cمی\u200d\u061c", null)]
    [InlineData("pays \u202e0001", "DIRECTION_OVERRIDE")]
    [InlineData("pays \u2067x\ny\u2069", "DIRECTION_UNCLOSED")]
    [InlineData("pays \u202cx", "DIRECTION_UNOPENED")]
    public void Check_MarksOfDirection_AreRefusedWithTheFieldAndThePlace(string text, string? reason)
    {
        var request = new CreateTruceRequest { Parent = "conflicts/xx", TruceId = "t1", Terms = Terms() };
        request.Terms.Title.Values["ar"] = text;
        var found = _validator.Check(request)?.Fields.Where(f => f.Reason.StartsWith("DIRECTION", StringComparison.Ordinal)).ToList() ?? [];

        Assert.Equal(reason, found.SingleOrDefault()?.Reason);
        if (reason is not null)
        {
            Assert.Equal("terms.title.values[\"ar\"]", found[0].Field);
            Assert.Matches("^U\\+20(2E|67|2C) at character 5 ", found[0].Description);
        }
    }

    [Fact]
    public void Check_HalfASurrogatePair_IsNoText()
    {
        var request = Report();
        foreach (var text in new[] { "a\ud83d", "\ude00a", "\ud83d\ude00\ude00" })
        {
            request.Observation.Text.Values["en"] = text;
            Assert.Equal("TEXT_INVALID", ReasonOf(request));
        }
    }

    [Fact]
    public void Check_AnEmptyTextInARequiredMap_IsMissing()
    {
        var request = Report();
        request.Observation.Text.Values["en"] = "";
        Assert.Equal("observation.text.values[\"en\"]", Assert.Single(_validator.Check(request)!.Fields).Field);
    }

    [Fact]
    public void Check_MoreItemsThanTheLimit_IsTooMany()
    {
        var request = new ListInstrumentsRequest { Parent = "conflicts/xx" };
        request.States.Add(Enumerable.Repeat(TruceState.InForce, 20));
        Assert.Null(_validator.Check(request));

        request.States.Add(TruceState.Draft);
        Assert.Equal("TOO_MANY", ReasonOf(request));
    }

    [Theory]
    [InlineData((TruceState)99, "ENUM_UNKNOWN")]
    [InlineData(TruceState.Unspecified, "FIELD_REQUIRED")]
    public void Check_AnEnumInAList_MustBeAKnownValue(TruceState state, string reason) =>
        Assert.Equal(reason, ReasonOf(new ListInstrumentsRequest { Parent = "conflicts/xx", States = { state } }));

    [Fact]
    public void Check_AnUnknownEnum_IsRefusedWhereItIsOptional() =>
        Assert.Equal("ENUM_UNKNOWN", ReasonOf(new ListStatementsRequest { Parent = "conflicts/xx", Kind = (DocumentKind)77 }));

    [Theory]
    [InlineData(double.NaN, "NOT_FINITE")]
    [InlineData(double.PositiveInfinity, "NOT_FINITE")]
    [InlineData(40.1, null)]
    public void Check_ANumberWithFractions_MustBeFinite(double latitude, string? reason)
    {
        var request = Report();
        request.Observation.Place = new() { Point = new() { Latitude = latitude } };
        Assert.Equal(reason, ReasonOf(request));
    }

    [Theory]
    [InlineData(-62135596800, 0, null)]
    [InlineData(253402300799, 999_999_999, null)]
    [InlineData(253402300800, 0, "TIMESTAMP_INVALID")]
    [InlineData(0, -1, "TIMESTAMP_INVALID")]
    public void Check_ATimestamp_MustBeInTheYears1To9999(long seconds, int nanos, string? reason) =>
        Assert.Equal(reason, ReasonOf(new GetConflictRequest { Name = "conflicts/xx", ReadTime = new() { Seconds = seconds, Nanos = nanos } }));

    [Theory]
    [InlineData(1, -1, "DURATION_INVALID")]
    [InlineData(315_576_000_001, 0, "DURATION_INVALID")]
    [InlineData(-5, -5, null)]
    public void Check_ADuration_MustBeOne(long seconds, int nanos, string? reason)
    {
        var request = Report();
        request.Observation.Occurred.ClockError = new Duration { Seconds = seconds, Nanos = nanos };
        Assert.Equal(reason, ReasonOf(request));
    }

    [Fact]
    public void Check_WhatParleySets_IsNotLookedAt()
    {
        var request = Report();
        request.Observation.Name = "nonsense\0";
        request.Observation.RecordTime = new() { Nanos = -1 };
        Assert.Null(_validator.Check(request));
    }

    [Fact]
    public void Check_AFieldMask_IsRequiredAndBounded()
    {
        var request = new AmendTruceRequest { Name = "conflicts/xx/truces/t1", Terms = Terms(), UpdateMask = new() };
        Assert.Contains(_validator.Check(request)!.Fields, f => f is { Field: "update_mask", Reason: "FIELD_REQUIRED" });

        request.UpdateMask.Paths.Add(Enumerable.Repeat("title", 101));
        Assert.Contains(_validator.Check(request)!.Fields, f => f is { Field: "update_mask", Reason: "TOO_MANY" });
    }

    [Fact]
    public void Check_AMaskedMessage_LooksOnlyAtTheFieldsThatTheMaskNames()
    {
        var request = new AmendTruceRequest
        {
            Name = "conflicts/xx/truces/t1",
            Terms = new() { LegalBasis = new() { Values = { ["en"] = "A protocol" } }, Areas = { "no area" } },
            UpdateMask = new() { Paths = { "legal_basis" } },
        };
        Assert.Null(_validator.Check(request));

        request.UpdateMask.Paths.Add("areas");
        request.UpdateMask.Paths.Add("term");
        Assert.Equal(["terms.term", "terms.areas[0]"], _validator.Check(request)!.Fields.Select(f => f.Field));

        request.UpdateMask = new() { Paths = { "*" } };
        Assert.Contains(_validator.Check(request)!.Fields, f => f is { Field: "terms.title", Reason: "FIELD_REQUIRED" });

        request.Terms = null;
        Assert.Equal(["terms"], _validator.Check(request)!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Check_VeryManyViolations_NamesSomeAndCountsAll()
    {
        var request = new CreateTruceRequest { Parent = "conflicts/xx", TruceId = "t1", Terms = Terms() };
        request.Terms.Areas.Add(Enumerable.Repeat("no area", 120));

        var rejection = _validator.Check(request)!;

        Assert.Equal(ShapeValidator.MaxViolations, rejection.Fields.Length);
        Assert.True(int.Parse(rejection.Metadata["violations"]) >= 120);
        Assert.Contains("Only the first 50", rejection.Message, StringComparison.Ordinal);
        Assert.Null(_validator.Check(Report()));
    }

    [Fact]
    public void PlanOf_EveryRequestOfTheContract_CanBeMade()
    {
        foreach (var method in ConflictServiceReflection.Descriptor.Services
            .Concat(TruceServiceReflection.Descriptor.Services)
            .Concat(IncidentServiceReflection.Descriptor.Services)
            .Concat(JournalServiceReflection.Descriptor.Services)
            .Concat(ExerciseServiceReflection.Descriptor.Services)
            .SelectMany(s => s.Methods))
        {
            _validator.Check(method.InputType.Parser.ParseFrom([]));
        }
    }

    internal static ReportObservationRequest Report() => new()
    {
        Parent = "conflicts/xx/truces/t1",
        Observation = new()
        {
            Text = new() { Values = { ["en"] = "Two shots heard." } },
            Occurred = new() { From = new() { LocalTime = "2020-10-26T08:00", Zone = "Asia/Yerevan" } },
        },
    };

    private static TruceTerms Terms() => new() { Title = new() { Values = { ["en"] = "Ceasefire" } } };

    private string? ReasonOf(Google.Protobuf.IMessage request) => _validator.Check(request)?.Reason;
}
