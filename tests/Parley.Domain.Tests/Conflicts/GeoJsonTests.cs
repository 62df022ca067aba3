using System.Globalization;
using CsCheck;
using Parley.Domain.Conflicts;
using Xunit;

namespace Parley.Domain.Tests.Conflicts;

public sealed class GeoJsonTests
{
    private const int MaxPoints = 10_000;

    [Theory]
    [InlineData("""{"type":"Point","coordinates":[180,-90]}""")]
    [InlineData("""{"type":"Point","coordinates":[46.7,39.8,1200]}""")]
    [InlineData("""{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[3,4]]}""")]
    [InlineData("""{"type":"MultiLineString","coordinates":[[[1,2],[3,4]]]}""")]
    [InlineData("""{"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}""")]
    [InlineData("""{"type":"Point","bbox":[1,2,1,2],"coordinates":[1,2]}""")]
    public void Define_WithAGeometry_IsAccepted(string geojson) =>
        Cast.Valley().Accept(Cast.Mediator, Cast.Define("line", geojson: geojson));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"Point\"")]
    [InlineData("{}")]
    [InlineData("""{"type":7,"coordinates":[1,2]}""")]
    [InlineData("""{"type":"Point"}""")]
    [InlineData("""{"type":"Point","coordinates":[]}""")]
    [InlineData("""{"type":"Point","coordinates":null}""")]
    [InlineData("""{"type":"Point","coordinates":["1","2"]}""")]
    [InlineData("""{"type":"Point","coordinates":[1]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2,3,4]}""")]
    [InlineData("""{"type":"Point","coordinates":[181,0]}""")]
    [InlineData("""{"type":"Point","coordinates":[0,90.001]}""")]
    [InlineData("""{"type":"Point","coordinates":[1e999,0]}""")]
    [InlineData("""{"type":"Point","coordinates":[0,0,-1e999]}""")]
    [InlineData("""{"type":"Point","coordinates":[NaN,0]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2],"coordinates":[3,4]}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2],"crs":{"type":"name"}}""")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2]]}""")]
    [InlineData("""{"type":"LineString","coordinates":[[1,2],[1,2]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}""")]
    [InlineData("""{"type":"Polygon","coordinates":[[[0,0],[1,1],[1,0],[0,1],[0,0]]]}""")]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[]}""")]
    [InlineData("""{"type":"GeometryCollection","geometries":[{"type":"Feature"}]}""")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]}}""")]
    [InlineData("""{"type":"Point","coordinates":[1,2]} {}""")]
    public void Define_WithNoGeometry_IsRefused(string geojson) =>
        Cast.Valley().Refuse("GEOJSON_INVALID", Cast.Mediator, Cast.Define("line", geojson: geojson));

    [Fact]
    public void Define_WithHostileNesting_IsRefused()
    {
        var arrays = "{\"type\":\"Polygon\",\"coordinates\":" + new string('[', 100_000) + new string(']', 100_000) + "}";
        Cast.Valley().Refuse("GEOJSON_INVALID", Cast.Mediator, Cast.Define("line", geojson: arrays));

        var collections = string.Concat(Enumerable.Repeat("{\"type\":\"GeometryCollection\",\"geometries\":[", 5000)) + "]}";
        Cast.Valley().Refuse("GEOJSON_INVALID", Cast.Mediator, Cast.Define("line", geojson: collections));
    }

    [Fact]
    public void Define_WithTheMostPoints_IsAcceptedAndOneMoreIsRefused()
    {
        var journal = Cast.Valley();
        journal.Accept(Cast.Mediator, Cast.Define("line", geojson: Line(MaxPoints)));
        journal.Refuse("GEOJSON_INVALID", Cast.Mediator, Cast.Define("other", geojson: Line(MaxPoints + 1)));
    }

    [Fact]
    public void Define_WithAnyMangledGeometry_NeverThrows()
    {
        const string whole = """{"type":"MultiPolygon","coordinates":[[[[0,0],[1e1,0],[1,1],[0,0]]]],"bbox":[0,0,1,1]}""";
        var cut = Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[0, 8], Some.Of("", "[", "]", "{", "}", ",", "-", "\"", "null", "9e9", "\\u0000", "Point"));
        var journal = Cast.Valley();
        cut.Array[1, 4].Sample(cuts =>
        {
            var text = whole;
            foreach (var (at, length, inserted) in cuts)
            {
                var from = Math.Min(at, text.Length);
                text = text[..from] + inserted + text[Math.Min(text.Length, from + length)..];
            }

            var request = Cast.Define("line", geojson: text);
            var decision = new ConflictConcept().Decide(journal.State, request, new(Cast.Mediator, journal.Now, "x"));
            return decision.Rejection is null or { Reason: "GEOJSON_INVALID" };
        });
    }

    private static string Line(int points) =>
        "{\"type\":\"LineString\",\"coordinates\":["
        + string.Join(',', Enumerable.Range(0, points).Select(i => string.Create(CultureInfo.InvariantCulture, $"[{i / 1000.0},{i % 2}]")))
        + "]}";
}
