using Parley.V1;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class AreaTests
{
    [Fact]
    public void Define_ANewArea_IsPartOfTheRecord()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line", geojson: """{"type":"LineString","coordinates":[[46.7,39.8],[46.8,40]]}""", party: Cast.North));

        var area = Assert.Single(journal.View().Areas);
        Assert.Equal(Cast.Conflict + "/areas/line", area.Name);
        Assert.Equal(Cast.North, area.Toponyms[0].Party);
        Assert.Equal("2020-10-10", area.Versions[0].ValidFrom);
    }

    [Fact]
    public void Define_Again_AddsNamesAndLaterVersionsAndKeepsTheEarlier()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line"));
        journal.Accept(Cast.Mediator, Cast.Define("line", "2020-11-10", label: "Other name", party: Cast.South));

        var area = Assert.Single(journal.View().Areas);
        Assert.Equal(["Line", "Other name"], area.Toponyms.Select(t => t.Label.Values["en"]));
        Assert.Equal(["2020-10-10", "2020-11-10"], area.Versions.Select(v => v.ValidFrom));
    }

    [Fact]
    public void Define_AgainWithTheSameNameOfTheSameParty_ListsItOnce()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line"));
        journal.Accept(Cast.Mediator, Cast.Define("line", "2020-11-10"));
        journal.Accept(Cast.Mediator, Cast.Define("line", "2020-12-10", party: Cast.North));

        Assert.Equal(["", Cast.North], journal.View().Areas[0].Toponyms.Select(t => t.Party));
    }

    [Fact]
    public void Define_AgainWithAVersionThatIsThereWordForWord_AddsOnlyTheName()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line"));
        journal.Accept(Cast.Mediator, Cast.Define("line", label: "Other name"));

        Assert.Single(journal.View().Areas[0].Versions);
        Assert.Equal(2, journal.View().Areas[0].Toponyms.Count);
    }

    [Fact]
    public void Define_AgainAsAnotherKind_IsRefused()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line"));
        var other = Cast.Define("line", "2020-11-10");
        other.Area.Kind = AreaKind.BufferZone;
        journal.Refuse("AREA_KIND_FIXED", Cast.Mediator, other);
    }

    [Theory]
    [InlineData("2020-10-10")]
    [InlineData("2019-01-01")]
    public void Define_AgainWithAnotherGeometryOfNoLaterDate_IsRefused(string validFrom)
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line"));
        journal.Refuse("VERSION_NOT_LATER", Cast.Mediator, Cast.Define("line", validFrom, """{"type":"Point","coordinates":[1,2]}"""));
    }

    [Fact]
    public void Define_WithVersionsOutOfOrder_IsRefused()
    {
        var request = Cast.Define("line", "2020-10-10");
        request.Area.Versions.Add(new AreaVersion { ValidFrom = "2020-10-09" });
        Cast.Valley().Refuse("VERSION_NOT_LATER", Cast.Mediator, request);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2020-02-30")]
    [InlineData("10 October")]
    public void Define_WithADateThatIsNone_IsRefused(string validFrom)
    {
        var request = Cast.Define("line", validFrom);
        request.Area.Versions.Add(new AreaVersion { ValidFrom = "2020-10-09" });
        Cast.Valley().Refuse("DATE_INVALID", Cast.Mediator, request);
    }

    [Theory]
    [InlineData("conflicts/valley/parties/nobody", "UNKNOWN_PARTY")]
    [InlineData(Cast.Foreign, "FOREIGN_NAME")]
    public void Define_WithTheNameOfAPartyThatIsNotThere_IsRefused(string party, string reason) =>
        Cast.Valley().Refuse(reason, Cast.Mediator, Cast.Define("line", party: party));

    [Fact]
    public void Define_WithSeveralFlaws_NamesThemAll()
    {
        var request = Cast.Define("line", "2020-10-10", "not json", Cast.Foreign);
        request.Area.Versions.Add(new AreaVersion { ValidFrom = "2020-10-09" });
        var rejection = Cast.Valley().Send(Cast.Mediator, request);
        Assert.Equal(
            ["area.toponyms[0].party", "area.versions[0].geojson", "area.versions[1].valid_from"], rejection!.Fields.Select(f => f.Field));
    }

    [Fact]
    public void Define_ByAParty_IsDenied() => Cast.Valley().Refuse("PERMISSION_DENIED", Cast.NorthEnvoy, Cast.Define("line"));
}
