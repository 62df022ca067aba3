using Parley.Domain.Access;
using Parley.Domain.Texts.Bindings.Wording;
using Parley.Domain.Truces.Terms;

namespace Parley.Domain.Texts.Bindings;

/// <summary>Words that name an area: in every language version one of its names must stand, whoever calls it so. No name is canonical.</summary>
internal static class AreaMeaning
{
    public static void Check(BindingReading reading)
    {
        const string path = "binding.area";
        var name = reading.Binding.Area;
        if (ForeignName.In(name, reading.ConflictName, path) is { } foreign)
        {
            reading.Refuse(foreign);
            return;
        }

        if (reading.Conflict?.Areas.FirstOrDefault(a => a.Name == name) is not { } area)
        {
            reading.Refuse(path, TermsReasons.UnknownArea, $"{reading.ConflictName} has no {name}. Define it first, or correct the name.");
            return;
        }

        var names = area.Toponyms.SelectMany(t => t.Label?.Values.Values ?? Enumerable.Empty<string>()).Distinct().ToList();
        foreach (var version in reading.Versions.Where(v => !names.Exists(n => Places.Stands(n, v.Words, v.Language))))
        {
            reading.Differs(version, "none of the area's names", $"{name}: {string.Join(", ", names)}");
        }
    }
}
