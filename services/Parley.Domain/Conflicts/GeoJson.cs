using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

namespace Parley.Domain.Conflicts;

/// <summary>
/// Whether a text is an RFC 7946 geometry that makes sense on the map. The shape is read first, by hand and within limits, so
/// that nothing hostile reaches the library that judges the geometry.
/// </summary>
internal static class GeoJson
{
    /// <summary>The reason of a refusal.</summary>
    public const string Invalid = "GEOJSON_INVALID";

    /// <summary>The most points of one geometry.</summary>
    public const int MaxPoints = 10_000;

    /// <summary>The deepest nesting of objects and arrays: a multipolygon in a few collections needs no more.</summary>
    public const int MaxDepth = 16;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Geometries = new() { MaxDepth = MaxDepth, Converters = { new GeoJsonConverterFactory() } };

    /// <summary>What is wrong with the text; null for a valid geometry.</summary>
    public static string? Flaw(string geojson)
    {
        try
        {
            using (var document = JsonDocument.Parse(geojson, Strict))
            {
                var points = 0;
                if (GeoJsonShape.Flaw(document.RootElement, ref points) is { } flaw)
                {
                    return flaw;
                }
            }

            return JsonSerializer.Deserialize<Geometry>(geojson, Geometries) switch
            {
                null or { IsEmpty: true } => "The geometry is empty; leave geojson empty while the map is missing.",
                { IsValid: false } => "The geometry crosses or touches itself, or has no extent; draw it without.",
                _ => null,
            };
        }
        catch (JsonException e)
        {
            return $"This is no JSON geometry of at most {MaxDepth} levels: {e.Message}";
        }
        catch (ArgumentException e)
        {
            return $"The geometry cannot be built: {e.Message}";
        }
    }
}
