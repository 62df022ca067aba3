using System.Text.Json;

namespace Parley.Domain.Conflicts;

/// <summary>The shape of a GeoJSON geometry, RFC 7946 section 3.1: types, nesting of coordinates, ranges, closed rings.</summary>
internal static class GeoJsonShape
{
    private const double MaxLongitude = 180;
    private const double MaxLatitude = 90;
    private const int MinLinePositions = 2;
    private const int MinRingPositions = 4;

    /// <summary>What is wrong; null for a good shape.</summary>
    /// <param name="geometry">The geometry.</param>
    /// <param name="points">The points counted so far.</param>
    public static string? Flaw(JsonElement geometry, ref int points)
    {
        if (geometry.ValueKind != JsonValueKind.Object
            || !geometry.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return "A geometry is an object with a type.";
        }

        if (geometry.TryGetProperty("crs", out _))
        {
            return "RFC 7946 knows no other reference system than WGS 84; convert the coordinates and leave out crs.";
        }

        var name = type.GetString()!;
        if (name == "GeometryCollection")
        {
            return Collection(geometry, ref points);
        }

        if (!geometry.TryGetProperty("coordinates", out var coordinates))
        {
            return $"A {name} needs coordinates.";
        }

        return name switch
        {
            "Point" => Position(coordinates, ref points),
            "MultiPoint" => Each(coordinates, 1, Position, ref points),
            "LineString" => Line(coordinates, ref points),
            "MultiLineString" => Each(coordinates, 1, Line, ref points),
            "Polygon" => Polygon(coordinates, ref points),
            "MultiPolygon" => Each(coordinates, 1, Polygon, ref points),
            _ => "The type must be one of the geometries of RFC 7946, such as LineString or Polygon; not a feature.",
        };
    }

    private delegate string? Check(JsonElement element, ref int points);

    private static string? Collection(JsonElement collection, ref int points) =>
        collection.TryGetProperty("geometries", out var geometries)
            ? Each(geometries, 1, Flaw, ref points)
            : "A GeometryCollection needs geometries.";

    private static string? Polygon(JsonElement rings, ref int points) => Each(rings, 1, Ring, ref points);

    private static string? Line(JsonElement positions, ref int points) => Each(positions, MinLinePositions, Position, ref points);

    private static string? Ring(JsonElement positions, ref int points)
    {
        if (Each(positions, MinRingPositions, Position, ref points) is { } flaw)
        {
            return flaw;
        }

        var (first, last) = (positions[0], positions[positions.GetArrayLength() - 1]);
        return first[0].GetDouble() == last[0].GetDouble() && first[1].GetDouble() == last[1].GetDouble()
            ? null
            : "A ring must end at the position at which it begins.";
    }

    private static string? Each(JsonElement array, int least, Check check, ref int points)
    {
        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() < least)
        {
            return $"There must be an array of at least {least} here.";
        }

        foreach (var element in array.EnumerateArray())
        {
            if (check(element, ref points) is { } flaw)
            {
                return flaw;
            }
        }

        return null;
    }

    private static string? Position(JsonElement position, ref int points)
    {
        if (++points > GeoJson.MaxPoints)
        {
            return $"A geometry has at most {GeoJson.MaxPoints} points.";
        }

        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is not (2 or 3))
        {
            return "A position is [longitude, latitude] or [longitude, latitude, altitude].";
        }

        foreach (var number in position.EnumerateArray())
        {
            if (number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var value) || !double.IsFinite(value))
            {
                return "A position is made of finite numbers.";
            }
        }

        return Math.Abs(position[0].GetDouble()) <= MaxLongitude && Math.Abs(position[1].GetDouble()) <= MaxLatitude
            ? null
            : "The longitude must be from -180 to 180 and the latitude from -90 to 90, in this order.";
    }
}
