using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Parley.Contract;
using Parley.Domain.Frame;
using Parley.V1;

namespace Parley.Domain.Conflicts;

/// <summary>
/// Areas: what an instrument means by a line or a zone. Names and dated geometries are only ever added, so that what an
/// instrument referred to then can still be looked up.
/// </summary>
internal static class AreaRules
{
    /// <summary>The area as it is now takes the place of the area as it was.</summary>
    public static ConflictState Defined(ConflictState state, Area area)
    {
        var at = state.Areas.FindIndex(a => a.Name == area.Name);
        return state with { Areas = at < 0 ? state.Areas.Add(area) : state.Areas.SetItem(at, area) };
    }

    /// <summary>An area is defined, or names and later versions are added to it; its kind stays.</summary>
    public static Decision Define(ConflictState state, DefineAreaRequest request, ConflictLimits limits)
    {
        var given = request.Area ?? new();
        var name = ResourceName.Child(state.Journal, "areas", request.AreaId);
        var known = state.Areas.Find(a => a.Name == name);
        if (known is not null && known.Kind != given.Kind)
        {
            return Rejection.Precondition(
                "AREA_KIND_FIXED", name, $"{name} is a {known.Kind} and stays one: instruments rely on it. Define another area for a {given.Kind}.");
        }

        var wrong = ImmutableArray.CreateBuilder<FieldViolation>();
        var area = known?.Clone() ?? new Area { Name = name, Kind = given.Kind };
        AddToponyms(area, given, state.Register, wrong);
        AddVersions(area, given, wrong);
        if (wrong.Count > 0)
        {
            return Rejection.Invalid(wrong.ToImmutable());
        }

        var full = ConflictLimits.Check(state.Areas.Count + (known is null ? 1 : 0), limits.MaxAreas, "areas", state.Journal)
            ?? ConflictLimits.Check(area.Toponyms.Count, limits.MaxToponymsPerArea, "toponyms", name)
            ?? ConflictLimits.Check(area.Versions.Count, limits.MaxVersionsPerArea, "versions", name)
            ?? ConflictView.Room(state, area.CalculateSize() - (known?.CalculateSize() ?? 0), limits);
        return full is not null ? full : new Event { AreaDefined = new() { Area = area } };
    }

    /// <summary>Every party may have its own name for a place; the same name of the same party is listed once.</summary>
    private static void AddToponyms(Area area, Area given, PartyRegister register, ImmutableArray<FieldViolation>.Builder wrong)
    {
        for (var i = 0; i < given.Toponyms.Count; i++)
        {
            var toponym = given.Toponyms[i];
            if (toponym.Party.Length > 0 && register.Check(toponym.Party, $"area.toponyms[{i}].party") is { } violation)
            {
                wrong.Add(violation);
            }
            else if (!area.Toponyms.Contains(toponym))
            {
                area.Toponyms.Add(toponym);
            }
        }
    }

    /// <summary>A version holds from a later date than the one before it; one that is there already, word for word, is not added again.</summary>
    private static void AddVersions(Area area, Area given, ImmutableArray<FieldViolation>.Builder wrong)
    {
        LocalDate? last = area.Versions is [.., var latest] ? LocalDatePattern.Iso.Parse(latest.ValidFrom).Value : null;
        for (var i = 0; i < given.Versions.Count; i++)
        {
            var (version, field) = (given.Versions[i], $"area.versions[{i}]");
            if (area.Versions.Contains(version))
            {
                continue;
            }

            if (!LocalDatePattern.Iso.Parse(version.ValidFrom).TryGetValue(default, out var from))
            {
                wrong.Add(new($"{field}.valid_from", "DATE_INVALID", $"'{version.ValidFrom}' is no calendar date such as 2020-11-15."));
                continue;
            }

            if (from <= last)
            {
                wrong.Add(new(
                    $"{field}.valid_from", "VERSION_NOT_LATER",
                    $"{version.ValidFrom} is not after {LocalDatePattern.Iso.Format(last.Value)}, from which another version holds. Versions are added, never replaced."));
                continue;
            }

            last = from;
            if (version.Geojson.Length > 0 && GeoJson.Flaw(version.Geojson) is { } flaw)
            {
                wrong.Add(new($"{field}.geojson", GeoJson.Invalid, flaw));
                continue;
            }

            area.Versions.Add(version);
        }
    }
}
